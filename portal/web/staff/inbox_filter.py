"""Which of a team's requests to list, as the address says; it never says anything about a family but a topic."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from flask_babel import gettext as _

from portal.referrals.casework.inbox import InboxRow
from portal.referrals.states import UNREAD, State
from portal.web.here import today
from portal.web.labels import staff as words
from portal.web.staff.topics import topic_words
from portal.web.staff.who import who

NOBODY = "nobody"
UNREAD_ONES = "new"
CHOSEN_BY = ("state", "need", "worker", "mine", "urgent", "overdue")  # what an address says


class Choice(NamedTuple):
    """One choice of a list, and whether it is chosen."""

    value: str
    name: str
    is_chosen: bool


@dataclass(frozen=True)
class InboxFilter:
    """What is wanted, and what there is to choose from among the rows at hand."""

    state: str
    need: str
    worker: str
    is_mine: bool
    is_urgent: bool
    is_overdue: bool
    rows: tuple[InboxRow, ...]

    @classmethod
    def read(cls, args: Mapping[str, str], rows: Iterable[InboxRow]) -> "InboxFilter":
        """Read what an address says; what it does not know is left out."""
        return cls(
            state=args.get("state", ""),
            need=args.get("need", ""),
            worker=args.get("worker", ""),
            is_mine=args.get("mine") == "y",
            is_urgent=args.get("urgent") == "y",
            is_overdue=args.get("overdue") == "y",
            rows=tuple(rows),
        )

    @property
    def is_any(self) -> bool:
        """Tell whether anything is left out at all."""
        return any((self.state, self.need, self.worker, self.is_mine, self.is_urgent, self.is_overdue))

    def fits(self, row: InboxRow) -> bool:
        """Tell whether a request is wanted."""
        return (
            self._fits_state(row)
            and (not self.need or self.need in row.needs)
            and self._fits_worker(row)
            and (row.is_urgent or not self.is_urgent)
            and (row.is_overdue or not self.is_overdue)
        )

    def states(self) -> list[Choice]:
        """Return the states to choose from."""
        each = {UNREAD_ONES: words.STATE[State.RECEIVED]}
        each |= {state.value: words.STATE[state] for state in (State.OPENED, State.CONTACT_TRIED, State.IN_TOUCH)}
        return [
            Choice("", _("Any"), not self.state),
            *(Choice(key, str(name), key == self.state) for key, name in each.items()),
        ]

    def needs(self) -> list[Choice]:
        """Return the topics of the requests at hand."""
        there = sorted({need for row in self.rows for need in row.needs}, key=topic_words)
        return [
            Choice("", _("Any"), not self.need),
            *(Choice(each, topic_words(each), each == self.need) for each in there),
        ]

    def workers(self) -> list[Choice]:
        """Return the people of the team, and nobody."""
        people = [Choice(each.id, each.name, each.id == self.worker) for each in who().roster.people]
        return [
            Choice("", _("Anybody"), not self.worker),
            Choice(NOBODY, _("Nobody yet"), self.worker == NOBODY),
            *people,
        ]

    def _fits_state(self, row: InboxRow) -> bool:
        return not self.state or (row.state in UNREAD if self.state == UNREAD_ONES else row.state == self.state)

    def _fits_worker(self, row: InboxRow) -> bool:
        if self.is_mine and row.worker_id not in _mine():
            return False
        return not self.worker or _worker_of(row) == self.worker


def _worker_of(row: InboxRow) -> str:
    """Return who works on it; whoever left the team does not, so theirs is to be found with those that nobody has."""
    is_there = any(person.id == row.worker_id for person in who().roster.people)
    return row.worker_id if row.worker_id and is_there else NOBODY


def _mine() -> set[str | None]:
    """Return who I am and those for whom I stand in today."""
    return {who().id, *(person.id for person in who().roster.covered_by(who().id, today()))}
