"""Values of place. A position is a `Point` in degrees WGS84, latitude first."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple


class Point(NamedTuple):
    """A position in degrees WGS84, latitude first (as geopy has it)."""

    latitude: float
    longitude: float


class Precision(StrEnum):
    """How a place was found: the postcode itself, its sector's or district's middle, or a council picked by name."""

    POSTCODE = "postcode"
    SECTOR = "sector"
    DISTRICT = "district"
    COUNCIL = "council"


@dataclass(frozen=True)
class FrontDoor:
    """Where a council is first asked for help with a child: phone numbers and hours.

    `assured_date`: the day somebody last checked them, None where nobody knows.
    """

    phone: str
    opening: tuple["OpeningHours", ...] = ()
    opening_note: str = ""
    out_of_hours_phone: str = ""
    out_of_hours_note: str = ""
    service_id: str = ""
    assured_date: date | None = None


@dataclass(frozen=True)
class OpeningHours:
    """One weekday's opening in local time; `day` is MO..SU."""

    day: str
    opens_at: time
    closes_at: time


@dataclass(frozen=True)
class Calendar:
    """When an office works: its weekly hours, and the days beside the bank holidays on which it stays shut."""

    hours: tuple[OpeningHours, ...] = ()
    closed_on: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Promise:
    """A council's two clocks, in working days: read by a person, and in touch with the family.

    What is urgent may be promised sooner: read within working hours, in touch within fewer days; None: no sooner.
    """

    read_working_days: int
    contact_working_days: int
    urgent_read_working_hours: int | None = None
    urgent_contact_working_days: int | None = None


class Term(NamedTuple):
    """A school term or half term: its first and last day."""

    first: date
    last: date


@dataclass(frozen=True)
class Council:
    """A covered council and its choices. `label` is its own word for early help ("Early help", "Family Help")."""

    id: str
    name: str
    area_name: str
    gss: str
    front_door: FrontDoor
    label: str = "Early help"
    minimum_age_alone: int = 13
    first_reader: str = "front_door"
    privacy_notice_url: str = ""
    practice_promise: Promise | None = None
    promise: Promise | None = None
    office_hours: tuple[OpeningHours, ...] = ()
    closed_on: tuple[date, ...] = ()
    terms: tuple[Term, ...] = ()

    @property
    def calendar(self) -> Calendar:
        """Return when its offices work, where a team has no calendar of its own."""
        return Calendar(self.office_hours, frozenset(self.closed_on))


@dataclass(frozen=True)
class Neighbour:
    """A council next door that this site does not cover."""

    gss: str
    name: str


class Basis(StrEnum):
    """Whether a locality's ward list is the council's own or our proposal, which is never shown as a team's name."""

    CONFIRMED = "confirmed"
    PROPOSED = "proposed"


@dataclass(frozen=True)
class Locality:
    """A part of a council's area with a team of its own. Ward codes are dated operator data."""

    id: str
    name: str
    council_id: str
    basis: Basis
    description: str = ""
    centre: Point | None = None
    wards: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    districts: Mapping[str, float] = field(default_factory=dict, hash=False)  # district -> share of its live postcodes
    team_name: str = ""
    team_phone: str = ""


@dataclass(frozen=True)
class Hub:
    """A place to walk into (or not: `is_walk_in`). `point` only where the building's own postcode is known."""

    id: str
    name: str
    council_id: str
    locality_id: str
    kind: str
    is_walk_in: bool
    status: str = "open"
    address: str = ""
    postcode: str = ""
    point: Point | None = None
    phone: str = ""
    email: str = ""
    opening: tuple[OpeningHours, ...] = ()
    opening_note: str = ""
    note: str = ""
    accessibility: tuple[str, ...] = ()
    service_id: str = ""
    is_open_to_all: bool = False  # families of other councils may use it

    @property
    def is_open_to_walk_in(self) -> bool:
        """Tell whether a family can be told "come here": walk-in, with an address and hours."""
        return self.is_walk_in and bool(self.address) and bool(self.opening)


@dataclass(frozen=True)
class Place:
    """Where somebody is, as far as we know.

    `council` is a covered council's id, or None where it is not covered or still open. `outside` is the GSS code of a
    council that this site does not cover. `candidates` are what to ask about where the code straddles a border, the
    likeliest first: ids of covered councils, GSS codes of others. `is_large_user`: an office's or box's code, no home.
    `is_terminated`: a code out of use; `is_unlisted`: the imported file, which has that postcode area, has no such code.
    `is_repaired`: something else was typed that looks alike. `name`: its own, where a place was named, no postcode.
    """

    precision: Precision
    point: Point | None = None
    council: str | None = None
    ward: str | None = None
    locality: str | None = None
    postcode: str = ""
    sector: str = ""
    district: str = ""
    candidates: tuple[str, ...] = ()
    outside: str | None = None
    is_large_user: bool = False
    is_terminated: bool = False
    is_unlisted: bool = False
    is_repaired: bool = False
    name: str = ""

    @property
    def must_choose(self) -> bool:
        """Tell whether the person has to say which council is theirs."""
        return self.council is None and self.outside is None and bool(self.candidates)


@dataclass(frozen=True)
class CodeCount:
    """What is known of a postcode district or sector: its middle and its live postcodes by council (GSS code)."""

    code: str
    point: Point
    postcodes: int
    councils: Mapping[str, int] = field(default_factory=dict, hash=False)
    is_large_user: bool = False

    def certain_council(self, share: float) -> str | None:
        """Return the GSS code of the council that holds at least `share` of its postcodes, if one does."""
        return next((gss for gss, count in self.councils.items() if count >= share * self.postcodes), None)


@dataclass(frozen=True)
class Record:
    """What an imported file says of one postcode: its own GSS codes, empty where it gives none."""

    council: str
    ward: str
    point: Point | None
    is_large_user: bool = False
    is_terminated: bool = False


class PlaceFault(StrEnum):
    """Why a place cannot be told."""

    UNKNOWN = "unknown"
    UNKNOWN_COUNCIL = "unknown_council"
    NO_HOME = "no_home"  # an office's or a box's code


class PlaceError(LookupError):
    """Say by `code` why a place cannot be told."""

    def __init__(self, code: PlaceFault) -> None:
        super().__init__(code.value)
        self.code = code
