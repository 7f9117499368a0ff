"""The catalogue's values, named after Open Referral UK 3.0 (HSDS). Everything here is frozen and already validated."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from portal.catalogue.codes import Codes
from portal.catalogue.locations import Location, Schedule, ServiceAtLocation
from portal.catalogue.outlines import Outline, outline
from portal.catalogue.packed_services import PackedServices
from portal.catalogue.taxonomies import Danger, EasyWord, Need, Sayings, Synonyms

__all__ = [
    "NATIONAL",
    "AgeRange",
    "ApplicationProcess",
    "Catalogue",
    "Cost",
    "Danger",
    "Delivery",
    "EasyWord",
    "Location",
    "Need",
    "Organization",
    "Phone",
    "PublicFunds",
    "Sayings",
    "Schedule",
    "Service",
    "ServiceAtLocation",
    "Source",
    "Status",
    "Synonyms",
]

NATIONAL = "national"


class Status(StrEnum):
    """Whether a service runs; `unconfirmed` is shown as "ask if still running" and ranks lower."""

    ACTIVE = "active"
    UNCONFIRMED = "unconfirmed"
    TEMPORARILY_CLOSED = "temporarily closed"


class Cost(StrEnum):
    """What a service costs the family; what nobody knows is `ASK`, never free."""

    FREE = "free"
    LOW = "low"
    PAID = "paid"
    ASK = "ask"


class ApplicationProcess(StrEnum):
    """How a family gets in: who has to ask."""

    SELF = "self"
    DROP_IN = "drop-in"
    SCHOOL = "school"
    VOUCHER = "voucher"
    PROFESSIONAL = "professional"
    ASK = "ask"


class Delivery(StrEnum):
    """How help is given."""

    IN_PERSON = "in person"
    AT_HOME = "at home"
    PHONE = "phone"
    TEXT = "text"
    ONLINE = "online"
    EMAIL = "email"
    POST = "post"


class PublicFunds(StrEnum):
    """Whether a family without recourse to public funds may use it."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True)
class AgeRange:
    """Whole years of the child or young person, both ends included; an open end is None; both None means unknown."""

    minimum: int | None = None
    maximum: int | None = None
    maximum_send: int | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether anything is known; unknown ages are "ask", neither a match nor a no."""
        return self.minimum is not None or self.maximum is not None

    def includes(self, age: int, *, has_send: bool = False) -> bool:
        """Tell whether a child of `age` years fits; an open end fits all."""
        top = self.maximum_send if has_send and self.maximum_send is not None else self.maximum
        return (self.minimum or 0) <= age and (top is None or age <= top)


@dataclass(frozen=True)
class Phone:
    """A number as a person would dial it, with what to know before ringing."""

    number: str
    description: str = ""

    @property
    def dialled(self) -> str:
        """Return the number for a `tel:` link: digits and a leading plus only."""
        return "".join(c for c in self.number if c.isdigit() or c == "+")


@dataclass(frozen=True)
class Source:
    """Where a fact comes from: a page's address or a description, its date as far as known, and its kind."""

    url: str = ""
    description: str = ""
    date: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Organization:
    """Who runs services."""

    id: str
    name: str
    url: str = ""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """One thing a family can use. Ages are the child's unless `eligibility_description` says otherwise."""

    id: str
    name: str
    organization_id: str
    description: str
    needs: tuple[str, ...]
    service_areas: tuple[str, ...]
    delivery: tuple[Delivery, ...]
    status: Status = Status.ACTIVE
    url: str = ""
    email: str = ""
    phones: tuple[Phone, ...] = ()
    text_to: str = ""
    ages: AgeRange = AgeRange()
    eligibility_description: str = ""
    public_funds: PublicFunds = PublicFunds.ASK
    levels_of_need: tuple[int, ...] = ()
    cost: Cost = Cost.ASK
    cost_description: str = ""
    application_process: ApplicationProcess = ApplicationProcess.ASK
    service_at_locations: tuple[ServiceAtLocation, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    assured_date: date | None = None
    assurer: str = ""
    sources: tuple[Source, ...] = ()
    ask_via: tuple[str, ...] = ()
    is_crisis: bool = False
    is_address_withheld: bool = False
    notes: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return what is said of it in sentences."""
        notes = (phone.description for phone in self.phones)
        return (self.description, self.eligibility_description, self.cost_description, *notes)

    @property
    def is_national(self) -> bool:
        """Tell whether it serves everybody, wherever they live."""
        return NATIONAL in self.service_areas

    def serves(self, area: str) -> bool:
        """Tell whether all families of `area` (a council's or locality's id) may use it."""
        return self.is_national or area in self.service_areas

    @property
    def locations(self) -> tuple[Location, ...]:
        """Return the places where it is given; none where the address is withheld for safety."""
        return () if self.is_address_withheld else tuple(each.location for each in self.service_at_locations)


@dataclass(frozen=True)
class Catalogue:
    """All of it, each mapping keyed by id; `version` is a hash of the files it was read from."""

    services: Mapping[str, Service]
    organizations: Mapping[str, Organization]
    needs: Mapping[str, Need]
    version: str
    dangers: Mapping[str, Danger] = field(default_factory=dict)
    synonyms: Mapping[str, Synonyms] = field(default_factory=dict)
    danger_names: Mapping[str, Synonyms] = field(default_factory=dict)
    need_sayings: Mapping[str, Sayings] = field(default_factory=dict)
    danger_sayings: Mapping[str, Sayings] = field(default_factory=dict)
    codes: Codes = field(default_factory=Codes)
    easy_words: Mapping[str, EasyWord] = field(default_factory=dict)

    @cached_property
    def doors(self) -> tuple[Need, ...]:
        """Return the needs that have a door on the front page, in the taxonomy's order."""
        return tuple(need for need in self.needs.values() if need.is_door)

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """Return the outline of every service, without opening those that are packed."""
        services = self.services
        return services.outlines if isinstance(services, PackedServices) else tuple(map(outline, services.values()))

    def easy_words_in(self, *texts: str) -> tuple[EasyWord, ...]:
        """Return the terms that English `texts` use and that somebody may not know."""
        spoken = " ".join(texts)
        return tuple(word for word in self.easy_words.values() if word.is_in(spoken))

    def needs_below(self, need_id: str) -> tuple[str, ...]:
        """Return the ids of the needs whose parent is `need_id`."""
        return tuple(need.id for need in self.needs.values() if need.parent_id == need_id)
