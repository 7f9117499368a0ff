"""What a family tells us, as values. Everything is frozen; what is not answered is empty or None, never a guess."""

import json
from dataclasses import dataclass
from enum import StrEnum

from portal.referrals.errors import ReferralError
from portal.referrals.plain import from_plain, to_plain

SCHEMA_VERSION = 2
_READABLE = {1, SCHEMA_VERSION}  # in 1 how a family agreed stood in words, in the language of the page
MAY_MESSAGE = "may_message"  # the agreement to short emails


class Way(StrEnum):
    """The two ways in: one page, or one thing per page."""

    RING_ME = "ring_me"
    TELL_MORE = "tell_more"


class Danger(StrEnum):
    """Whether anyone is in danger now; "not sure" is treated as yes."""

    YES = "yes"
    NOT_SURE = "not_sure"
    NO = "no"

    @property
    def is_urgent(self) -> bool:
        """Tell whether the answer alone makes a request urgent."""
        return self is not Danger.NO


class Asker(StrEnum):
    """Who is asking. Someone worried about another family's child is shown the front door; nothing is collected."""

    PARENT = "parent"
    KINSHIP_CARER = "kinship_carer"
    PARENT_ELSEWHERE = "parent_elsewhere"
    EXPECTING = "expecting"
    YOUNG_PERSON = "young_person"
    HELPER = "helper"
    WORRIED_ABOUT_OTHER = "worried_about_other"

    @property
    def may_ask_here(self) -> bool:
        """Tell whether a request may be collected at all."""
        return self is not Asker.WORRIED_ABOUT_OTHER


class ContactWay(StrEnum):
    """How a family can be reached; any one is enough."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    TRUSTED_PERSON = "trusted_person"
    COME_TO_HUB = "come_to_hub"


class Permission(StrEnum):
    """An answer about safety; "ask" means to check with the family first."""

    YES = "yes"
    NO = "no"
    ASK = "ask"


@dataclass(frozen=True)
class Contact:
    """One way to reach the family.

    `detail` is the number or address; `person` the name of someone they trust; `hub_id` the hub they will come to.
    """

    way: ContactWay
    detail: str = ""
    person: str = ""
    hub_id: str = ""


@dataclass(frozen=True)
class SafeContact:
    """What is safe. It stands above the phone number wherever a worker sees one."""

    may_ring: Permission = Permission.ASK
    may_leave_message: Permission = Permission.NO
    may_say_who: Permission = Permission.NO
    good_times: str = ""
    must_not_know: str = ""


@dataclass(frozen=True)
class FamilyMember:
    """A child or adult of the family: age in years, in months for a baby, or still to be born; the name is optional."""

    age: int | None = None
    months: int | None = None
    is_expected: bool = False
    name: str = ""


@dataclass(frozen=True)
class Interpreter:
    """What a family needs to be understood; a child never interprets."""

    language: str = ""
    is_bsl: bool = False
    is_not_from_my_community: bool = False


@dataclass(frozen=True)
class Agreement:
    """One thing a family agreed to or not, each with its own tick, and the version of the words they saw."""

    id: str
    wording_version: str
    is_given: bool


@dataclass(frozen=True)
class YoungPerson:
    """What a young person who asks alone is asked besides; None where the question does not come up at their age."""

    age: int
    does_parent_know: bool | None = None
    may_talk_to_parents: bool | None = None
    has_nowhere_to_sleep: bool = False


@dataclass(frozen=True)
class Helper:
    """Someone helping with the family's agreement: who they are; who agreed, how, when and to which words.

    `how_agreed` is a code: `here_now`, `spoken` or `written`.
    """

    name: str
    role: str
    contact: str
    how_agreed: str
    agreed_on: str = ""
    agreed_by: str = ""
    wording_version: str = ""


@dataclass(frozen=True)
class Answers:
    """Everything a family told us. Just this is sealed; nothing of it stands readable in the database but `needs`."""

    way: Way
    contacts: tuple[Contact, ...]
    name: str = ""
    asker: Asker | None = None
    danger: Danger | None = None
    postcode: str = ""
    needs: tuple[str, ...] = ()
    worry: str = ""
    going_well: str = ""
    family: tuple[FamilyMember, ...] = ()
    why_not_agreed: str = ""  # why they ask, where somebody of 18 or over in the family has not agreed
    safe_contact: SafeContact = SafeContact()
    interpreter: Interpreter | None = None
    other_needs: str = ""
    has_worker: Permission | None = None
    worker: str = ""
    agreements: tuple[Agreement, ...] = ()
    young_person: YoungPerson | None = None
    helper: Helper | None = None
    service_id: str | None = None
    locale: str = "en"

    def __post_init__(self) -> None:
        if not self.contacts:
            raise ReferralError("no_way_to_reach")
        if self.asker is not None and not self.asker.may_ask_here:
            raise ReferralError("asker_collects_nothing")
        if (self.asker is Asker.YOUNG_PERSON) != (self.young_person is not None):
            raise ReferralError("young_person_incomplete")

    def is_safe(self, way: ContactWay) -> bool:
        """Tell whether the family chose `way` and did not say no to it; voice needs "may ring" to be more than a no."""
        if way is ContactWay.PHONE and self.safe_contact.may_ring is Permission.NO:
            return False
        return any(contact.way is way for contact in self.contacts)

    @property
    def message_address(self) -> str:
        """Return the email address that messages may go to: only where they chose email and ticked that they want them."""
        if not any(each.id == MAY_MESSAGE and each.is_given for each in self.agreements):
            return ""
        return next((contact.detail for contact in self.contacts if contact.way is ContactWay.EMAIL), "")

    def to_json(self) -> bytes:
        """Give all of it as JSON (UTF-8), with the version of this shape."""
        whole = {"schema": SCHEMA_VERSION, "answers": to_plain(self)}
        return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Answers":
        """Read what `to_json` gave; raise `ReferralError` with `answers_schema_unknown` or `answers_malformed`."""
        try:
            whole = json.loads(text)
        except ValueError as error:
            raise ReferralError("answers_malformed") from error
        if not isinstance(whole, dict) or set(whole) != {"schema", "answers"}:
            raise ReferralError("answers_malformed")
        if whole["schema"] not in _READABLE:
            raise ReferralError("answers_schema_unknown")
        return from_plain(cls, whole["answers"])
