"""The states of a request, and which may follow which."""

from enum import StrEnum

from portal.referrals.errors import ReferralError


class State(StrEnum):
    """How far a request has come. It is purged by deleting it, so that state stands only in the audit trail."""

    RECEIVED = "received"
    ROUTED = "routed"
    HANDED_OVER = "handed_over"
    OPENED = "opened"
    CONTACT_TRIED = "contact_tried"
    IN_TOUCH = "in_touch"
    CLOSED = "closed"
    PURGED = "purged"


class Outcome(StrEnum):
    """How a request ended."""

    ADVICE_GIVEN = "advice_given"
    HELP_AGREED = "help_agreed"
    ALREADY_OPEN = "already_open"
    STEPPED_UP = "stepped_up"
    DECLINED = "declined"
    OUT_OF_AREA = "out_of_area"
    NO_CONTACT = "no_contact"
    NOT_GENUINE = "not_genuine"


class UrgentReason(StrEnum):
    """What put a request at the top of the list."""

    SAID_DANGER = "said_danger"  # anything but a no to "is anyone in danger"
    DANGER_WORDS = "danger_words"
    NOWHERE_TO_SLEEP = "nowhere_to_sleep"


UNREAD = frozenset({State.RECEIVED, State.ROUTED, State.HANDED_OVER})
_MAY_FOLLOW = {
    State.ROUTED: frozenset({State.RECEIVED}),
    State.HANDED_OVER: frozenset({State.RECEIVED, State.ROUTED}),
    State.OPENED: UNREAD,
    State.CONTACT_TRIED: frozenset({State.OPENED}),
    State.IN_TOUCH: frozenset({State.CONTACT_TRIED}),
    State.CLOSED: frozenset({State.OPENED, State.CONTACT_TRIED, State.IN_TOUCH}),
    State.PURGED: frozenset({State.CLOSED}),
}


def may_follow(state: State, *, after: State) -> bool:
    """Tell whether `state` may come straight after another."""
    return after in _MAY_FOLLOW.get(state, frozenset())


def refuse_unless_follows(state: State, *, after: State) -> None:
    """Raise `ReferralError`: `not_opened`, `not_tried`, `already_closed` or `already_done`."""
    if may_follow(state, after=after):
        return
    if after is State.CLOSED:
        raise ReferralError("already_closed")
    if after in UNREAD:
        raise ReferralError("not_opened")
    raise ReferralError("not_tried" if after is State.OPENED and state is State.IN_TOUCH else "already_done")
