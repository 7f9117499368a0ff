"""How a worker may try to reach a family, what may come of it, and which of that the family marked as safe."""

from enum import StrEnum

from portal.referrals.models import Answers, ContactWay, Permission

_RUNG = {ContactWay.PHONE, ContactWay.TRUSTED_PERSON}


class AttemptWay(StrEnum):
    """How a worker tried to reach a family: one of its ways of contact, or the family came by itself."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    TRUSTED_PERSON = "trusted_person"
    COME_TO_HUB = "come_to_hub"
    FAMILY_CAME = "family_came"

    def is_safe_for(self, answers: Answers) -> bool:
        """Tell whether it is a channel the family marked safe; that they came themselves always is."""
        return self is AttemptWay.FAMILY_CAME or answers.is_safe(ContactWay(self.value))


class AttemptOutcome(StrEnum):
    """What came of an attempt."""

    SPOKE = "spoke"
    LEFT_MESSAGE = "left_message"
    NO_ANSWER = "no_answer"
    SENT = "sent"
    WRONG_CONTACT = "wrong_contact"

    @property
    def is_for_family(self) -> bool:
        """Tell whether it could come to the family at all: behind a wrong number is somebody else."""
        return self is not AttemptOutcome.WRONG_CONTACT

    def is_safe_for(self, answers: Answers) -> bool:
        """Tell whether the family allowed it: whoever is rung may say that no message is left for others to hear."""
        is_rung = any(each.way in _RUNG for each in answers.contacts)
        may_be_left = answers.safe_contact.may_leave_message is Permission.YES
        return self is not AttemptOutcome.LEFT_MESSAGE or may_be_left or not is_rung
