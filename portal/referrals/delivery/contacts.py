"""Whom of a team to tell, and where: a value that whoever starts the worker knows how to find."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from portal.places.models import Calendar
from portal.referrals.recipients import Recipient


@dataclass(frozen=True)
class Contacts:
    """A team's name, the addresses that notices go to (an absent one is not written to), and its own calendar if any."""

    team_name: str
    addresses: Mapping[Recipient, str]
    calendar: Calendar | None = None

    def reachable(self, recipients: tuple[Recipient, ...]) -> tuple[Recipient, ...]:
        """Return those with an address; the operator where none of them has one, nobody where he has none either."""
        found = tuple(each for each in recipients if self.addresses.get(each))
        return found or tuple(each for each in (Recipient.OPERATOR,) if self.addresses.get(each))


FindContacts = Callable[[Connection, str], Contacts]
