"""Who may do what on the staff site: one table."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a team."""

    READER = "reader"
    MANAGER = "manager"
    SERVICE_LEAD = "service_lead"
    OPERATOR = "operator"
    CURATOR = "curator"  # looks after the catalogue's entries; sees no request


class Action(StrEnum):
    """What can be done on the staff site."""

    LIST = "list"  # references, states and times; nothing a family wrote
    READ = "read"
    WORK = "work"  # record, give to somebody, pass on, close
    BREAK_GLASS = "break_glass"  # open what is restricted, with a written reason
    RESTRICT = "restrict"  # hide from all but managers, and see what is hidden
    AGREE = "agree"  # agree that nobody could be reached
    REOPEN = "reopen"
    HOLD = "hold"  # keep from being deleted
    DOWNLOAD = "download"
    PLAN_OTHERS = "plan_others"  # say when others are away and who covers
    END_SESSIONS = "end_sessions"
    CURATE = "curate"  # see what people say is wrong in the catalogue, and close it


_CASEWORK = frozenset({Action.LIST, Action.READ, Action.WORK, Action.DOWNLOAD})
_MANAGING = _CASEWORK | {
    Action.RESTRICT,
    Action.AGREE,
    Action.REOPEN,
    Action.HOLD,
    Action.PLAN_OTHERS,
    Action.END_SESSIONS,
}
MAY = {
    Role.READER: _CASEWORK | {Action.BREAK_GLASS},
    Role.MANAGER: _MANAGING,
    Role.SERVICE_LEAD: _MANAGING,
    Role.OPERATOR: frozenset({Action.LIST, Action.END_SESSIONS, Action.CURATE}),  # looks after the site, reads nothing
    Role.CURATOR: frozenset({Action.CURATE}),
}
