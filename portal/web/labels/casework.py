"""Words for what a team does: why a request is urgent, passed on, kept or hidden, what was written, who is who."""

from flask_babel import lazy_gettext as _l

from portal.referrals.casework.entries import EntryKind
from portal.referrals.delivery.rerouting import Reason
from portal.referrals.records.holds import HoldReason
from portal.referrals.states import UrgentReason
from portal.teams import Role

URGENT_REASON = {
    UrgentReason.SAID_DANGER: _l("Urgent: they did not say no to “is anyone in danger?”"),
    UrgentReason.DANGER_WORDS: _l("Urgent: danger words in what they wrote"),
    UrgentReason.NOWHERE_TO_SLEEP: _l("Urgent: nowhere safe to sleep"),
}

REASON = {
    Reason.WRONG_AREA: _l("It is not our area"),
    Reason.MOVED: _l("The family moved"),
    Reason.CONFLICT_OF_INTEREST: _l("Somebody of our team knows the family"),
    Reason.FAMILY_ASKED: _l("The family asked for it"),
    Reason.OTHER: _l("Another reason"),
}

HOLD_REASON = {
    HoldReason.COMPLAINT: _l("A complaint"),
    HoldReason.ACCESS_REQUEST: _l("The family asked to see what is kept"),
    HoldReason.COURT: _l("A court"),
    HoldReason.INQUIRY: _l("An inquiry or a review"),
}

ENTRY = {
    EntryKind.NOTE: _l("Note"),
    EntryKind.NEXT_STEP: _l("Next step agreed"),
    EntryKind.GIVEN: _l("Given to somebody"),
    EntryKind.PASSED_ON: _l("Passed on to another team"),
    EntryKind.TO_SERVICE: _l("Passed to a service"),
    EntryKind.CLOSE_ASKED: _l("Asked the manager to agree that nobody could be reached"),
    EntryKind.CLOSE_REFUSED: _l("The manager wants the team to go on trying"),
    EntryKind.CLOSED: _l("Why it was closed"),
    EntryKind.REOPENED: _l("Opened again"),
    EntryKind.RESTRICTED: _l("Hidden from all but managers"),
    EntryKind.GLASS: _l("Opened although it was hidden"),
}

ROLE = {
    Role.READER: _l("Reads and answers"),
    Role.MANAGER: _l("Manager"),
    Role.SERVICE_LEAD: _l("Service lead"),
    Role.OPERATOR: _l("Looks after the site"),
    Role.CURATOR: _l("Looks after the catalogue"),
}

# Why an absence is not kept, by the code of its error.
ABSENCE = {
    "order": _l("The last day is before the first."),
    "covers_self": _l("Choose somebody else to cover."),
    "no_such_cover": _l("Choose somebody of your team."),
    "cover_reads_nothing": _l("Choose somebody who reads requests."),
    "cover_away": _l("Whoever covers is away then too."),
    "covers_then": _l("They cover for somebody on one of those days. Choose first who else does."),
    "no_manager": _l("No other manager is there then. Choose who covers."),
}

# What a page says after something was done, by the code in its address.
DONE = {
    "wish_seen": _l("Recorded: you have seen what the family added."),
    "number_noted": _l("The new number is kept. It stands above the old one."),
    "taken_back": _l("Recorded: the family takes that back."),
    "tried": _l("Your try is recorded."),
    "in_touch": _l("Recorded: you are in touch with the family."),
    "noted": _l("Your note is kept."),
    "step": _l("The next step is kept."),
    "given": _l("Recorded who works on it."),
    "passed": _l("It was passed on, with everything noted so far. That team is told."),
    "service": _l("Recorded. The request stays with you until you close it."),
    "closed": _l("It is closed."),
    "asked": _l("Your manager is asked to agree. Until then the request stays open."),
    "not_agreed": _l("Recorded: the team goes on trying."),
    "reopened": _l("It is open again."),
    "restricted": _l("Only managers see it now."),
    "unrestricted": _l("The whole team sees it again."),
    "held": _l("It is kept until the reason is over."),
    "let_go": _l("That reason is over."),
    "glass": _l("You can see it for one hour. The manager is told."),
    "away": _l("Noted who is away."),
    "signed_out": _l("Signed out wherever they were signed in."),
}
