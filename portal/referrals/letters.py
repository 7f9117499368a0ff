"""The words of mails to council staff, in English. They carry reference, team and link; nothing about a family."""

from portal.referrals.channels import Letter
from portal.referrals.delivery import NEW_REQUEST, UNDELIVERED, URGENT

_SIGN_IN = (
    "Sign in to read it: {url}\n\nReference: {reference}\nTeam: {team}\n\nNobody reads replies to this address.\n"
)

STAFF_LETTERS = {
    NEW_REQUEST: Letter("Early help: a request is waiting", f"A family has asked for help.\n\n{_SIGN_IN}"),
    URGENT: Letter(
        "Early help: an urgent request is waiting",
        f"A family has asked for help and may be in danger. Please read it now.\n\n{_SIGN_IN}",
    ),
    UNDELIVERED: Letter(
        "Early help: a notice could not be delivered",
        f"A notice about a request has not been accepted. The request itself is in the team's inbox.\n\n{_SIGN_IN}",
    ),
    "": Letter(
        "Early help: a request is still waiting",
        f"A request for help is waiting, and what the family was promised is running out or has passed.\n\n{_SIGN_IN}",
    ),
}
