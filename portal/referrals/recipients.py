"""Who is told of a request: the clocks that run, the levels each comes to, and the people told at each."""

from enum import StrEnum


class Clock(StrEnum):
    """What is promised: a person reads it, and somebody tries to be in touch; and what the family or the team says later."""

    READ = "read"
    CONTACT = "contact"
    FAMILY = "family"
    TEAM = "team"


class Level(StrEnum):
    """How far it has gone: half the time, all of it, an hour more, and each working morning after.

    Of the family: it says that nobody has been in touch, or it wishes something. Of the team: somebody opened what is
    hidden from them, or a worker asks the manager to agree that nobody could be reached.
    """

    HALF = "half"
    DUE = "due"
    HOUR_LATE = "hour_late"
    MORNING = "morning"
    SILENCE = "silence"
    WISH = "wish"
    GLASS = "glass"
    CLOSE = "close"


class Recipient(StrEnum):
    """Who is told; their addresses are the teams' own facts."""

    TEAM = "team"
    DUTY = "duty"
    MANAGER = "manager"
    SERVICE_LEAD = "service_lead"
    OPERATOR = "operator"
    FAMILY = "family"  # only by a channel it marked safe, where it ticked that it wants messages


RECIPIENTS = {
    Level.HALF: (Recipient.TEAM,),
    Level.DUE: (Recipient.MANAGER,),
    Level.HOUR_LATE: (Recipient.SERVICE_LEAD, Recipient.OPERATOR),
    Level.MORNING: (Recipient.MANAGER, Recipient.SERVICE_LEAD, Recipient.OPERATOR),
    Level.SILENCE: (Recipient.MANAGER,),
    Level.WISH: (Recipient.TEAM,),
    Level.GLASS: (Recipient.MANAGER, Recipient.SERVICE_LEAD),
    Level.CLOSE: (Recipient.MANAGER,),
}
