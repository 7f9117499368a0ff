"""A channel: a way a message to a team can go. No message carries anything about a family."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from portal.referrals.delivery.messages import Result


@dataclass(frozen=True)
class Notice:
    """A message to someone of a team: which request by its reference, why (`purpose`), and nothing about the family.

    `token` is that of the link by which a team says that it saw the notice; "" where there is none.
    """

    message_id: str
    address: str
    team_name: str
    reference: str
    purpose: str
    sent_at: datetime
    token: str = field(default="", repr=False)


@dataclass(frozen=True)
class Sent:
    """What became of an attempt, and the code to keep of it."""

    result: Result
    code: str

    @property
    def is_kept_back(self) -> bool:
        """Tell whether the message certainly did not go out."""
        return self.result in {Result.WAITING, Result.REFUSED}


class Channel(Protocol):
    """A way a message can go."""

    def send(self, notice: Notice) -> Sent:
        """Try once and say what became of it."""


class InboxChannel:
    """The secure inbox on the staff site: a request that is in the database is in it."""

    def send(self, notice: Notice) -> Sent:  # noqa: ARG002 - the Protocol's
        """Accept every message: nothing has to leave."""
        return Sent(Result.ACCEPTED, "in_inbox")
