"""The words of mails to council staff, in English. They carry reference, team and link; nothing about a family."""

from portal.referrals.delivery.held import HELD
from portal.referrals.delivery.messages import GLASS, NEW_REQUEST, UNDELIVERED, URGENT
from portal.referrals.delivery.rerouting import REROUTED, UNROUTABLE
from portal.referrals.delivery.smtp_channel import Letter
from portal.referrals.recipients import Clock, Level

_SIGN_IN = (
    "Sign in to read it: {url}\n\nReference: {reference}\nTeam: {team}\n\nNobody reads replies to this address.\n"
)

_SEEN = "Not now, but you have seen this? Say so, and the team gets no more reminders:\n{link}\n"

STAFF_LETTERS = {
    NEW_REQUEST: Letter("Early help: a request is waiting", f"A family has asked for help.\n\n{_SIGN_IN}", _SEEN),
    URGENT: Letter(
        "Early help: an urgent request is waiting",
        f"A family has asked for help and may be in danger. Please read it now.\n\n{_SIGN_IN}",
        _SEEN,
    ),
    UNDELIVERED: Letter(
        "Early help: a notice could not be delivered",
        f"A notice about a request has not been accepted. The request itself is in the team's inbox.\n\n{_SIGN_IN}",
    ),
    REROUTED: Letter(
        "Early help: a request was passed on to you",
        f"A request for help was passed on to your team. What the family was promised runs on.\n\n{_SIGN_IN}",
        _SEEN,
    ),
    UNROUTABLE: Letter(
        "Early help: a request had nobody to read it",
        "Nobody of its team can read a request. It went to the council's fallback team, or waits where there is none:"
        f" see portal referrals explain.\n\n{_SIGN_IN}",
    ),
    f"{Clock.FAMILY}_{Level.SILENCE}": Letter(
        "Early help: a family says that nobody has been in touch",
        "The time in which a family was to hear from somebody has passed, and the family says that nobody has been in"
        f" touch. Please see to it now.\n\n{_SIGN_IN}",
    ),
    f"{Clock.FAMILY}_{Level.WISH}": Letter(
        "Early help: a family has added something to its request",
        f"A family has corrected or asked something. Its request says what.\n\n{_SIGN_IN}",
    ),
    f"{Clock.TEAM}_{Level.CLOSE}": Letter(
        "Early help: please agree or disagree",
        "A worker asks you to agree that a family could not be reached. Until you answer its request stays open."
        f"\n\n{_SIGN_IN}",
    ),
    GLASS: Letter(
        "Early help: a hidden request was opened",
        "Somebody of the team opened a request that only managers see. Who it was and why stands with the request: look"
        f" at it today.\n\n{_SIGN_IN}",
    ),
    HELD: Letter(
        "Early help: please look at what is held",
        "One request or more may come from a machine. They are held and shown apart, and the promises to the families"
        f" run on: somebody has to look at them today.\n\n{_SIGN_IN}",
    ),
    "": Letter(
        "Early help: a request is still waiting",
        f"A request for help is waiting, and what the family was promised is running out or has passed.\n\n{_SIGN_IN}",
        _SEEN,
    ),
}
