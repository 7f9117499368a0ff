"""What a worker works with."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, Engine

from portal.places.models import Calendar
from portal.referrals.delivery.channels import Channel
from portal.referrals.delivery.contacts import FindContacts
from portal.referrals.delivery.messages import OUTWARD, SMTP
from portal.referrals.delivery.rerouting import FindReader


def read_by_its_team(_db: Connection, _council_id: str, team_id: str) -> str:
    """Return the team itself: where teams are not asked, each can read what came for it."""
    return team_id


class Turns:
    """Whose turn it is among the kinds of mail: what is urgent goes before all others, but lets one of them go between.

    So neither waits for all of another, however much there is of it. A worker keeps this in memory.
    """

    URGENT = 0

    def __init__(self) -> None:
        self._latest, self._other = -1, 0

    def in_order(self, others: int) -> tuple[int, ...]:
        """Return the kinds in the order in which they may go now: URGENT, and from 1 to `others` the others."""
        rest = tuple((self._other + each) % others + 1 for each in range(others))
        return (*rest, self.URGENT) if self._latest == self.URGENT else (self.URGENT, *rest)

    def took(self, kind: int) -> None:
        """Note that a mail of a kind went."""
        self._latest = kind
        if kind != self.URGENT:
            self._other = kind


@dataclass(frozen=True)
class Post:
    """The database, the channels by name, how to find whom to tell and who can read, the councils' calendars by id.

    `domain` stands in Message-IDs; `also_sweep` forgets what other rooms let run out; `also_send` each send one message
    of theirs where one is due, and tell whether they did; `turns` says whose turn it is.
    """

    engine: Engine
    owner: str
    channels: Mapping[str, Channel]
    find_contacts: FindContacts
    office_hours: Mapping[str, Calendar]
    find_reader: FindReader = read_by_its_team
    domain: str = "localhost"
    also_sweep: tuple[Callable[[Connection, datetime], object], ...] = ()
    also_send: tuple[Callable[[datetime], bool], ...] = ()
    turns: Turns = field(default_factory=Turns)

    @property
    def has_mail(self) -> bool:
        """Tell whether mail can be sent at all."""
        return SMTP in self.channels

    @property
    def outward(self) -> tuple[str, ...]:
        """Return the channels that leave this machine, in the order in which they are tried."""
        return tuple(name for name in OUTWARD if name in self.channels)

    @property
    def last_channel(self) -> str:
        """Return the channel after which only the operator is left; "" where nothing leaves this machine."""
        return self.outward[-1] if self.outward else ""
