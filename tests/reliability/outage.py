"""No mail for three days, on a clock moved by hand: all that waits goes out soon after the server is back."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select

from portal.referrals.delivery.channels import InboxChannel, Notice, Sent
from portal.referrals.delivery.messages import ENDED, UNREACHABLE, Result
from portal.referrals.tables import deliveries
from portal.referrals.worker.loop import PAUSE, work_once
from portal.referrals.worker.post import Post
from portal.store.transactions import reading
from tests.referrals.test_crash_points import assert_sound
from tests.referrals.world import ACCEPTED, NOW, OFFICE, contacts, submit
from tests.reliability.stores import both_kinds
from tests.reliability.table import Row, Run

DOWN_FOR = timedelta(hours=72)
RUSH = timedelta(hours=3)
STEP = timedelta(minutes=10)
LIMIT = timedelta(minutes=30)
LONGEST = timedelta(hours=3)


@dataclass
class MailServer:
    """Is away until it is back."""

    is_back: bool = False
    taken: Counter[str] = field(default_factory=Counter)

    def send(self, notice: Notice) -> Sent:
        if not self.is_back:
            return Sent(Result.WAITING, UNREACHABLE)
        self.taken[notice.message_id] += 1
        return ACCEPTED


@dataclass
class Clock:
    """Moved by hand, and by what the work itself takes where `is_real`."""

    at: datetime = NOW
    is_real: bool = False
    began: float = field(default_factory=time.monotonic)

    def __call__(self) -> datetime:
        return self.at + timedelta(seconds=time.monotonic() - self.began) if self.is_real else self.at


def measure(run: Run) -> Iterator[Row]:
    """Let requests come in for three days without mail, most of them in the last hours; then let the server come back.

    Those of the first days wait with all their reminders, some of them tried a hundred times.
    """
    early, late, least = run.size(1, 50), run.size(24, 4700), run.size(25, 5000)
    moments = [NOW + DOWN_FOR * each / early for each in range(early)]
    moments += [NOW + DOWN_FOR - RUSH + RUSH * each / late for each in range(late)]
    with both_kinds(run.room("databases")) as made:
        engine, server = made["SQLite"].new(), MailServer()
        post = Post(engine, "worker", {"inbox": InboxChannel(), "smtp": server}, contacts, {"northtown": OFFICE})
        end = _wait_three_days(post, sorted(moments))
        waiting = _count_waiting(engine)
        server.is_back = True
        took = _send_all(post, end)
        left, twice = _count_waiting(engine), sum(count > 1 for count in server.taken.values())
        assert_sound(engine)
    told = f"{waiting:,} waiting after 72 h, {left} left after {took.total_seconds() / 60:.1f} min, {twice} sent twice"
    asked = f">= {least:,} waiting, all sent within 30 min after it returns (full: 5,000)"
    yield Row("mail down for 72 h (simulated clock)", asked, told, waiting >= least and not left and took <= LIMIT)


def _wait_three_days(post: Post, moments: list[datetime]) -> datetime:
    """Let requests come, and the worker try and remind meanwhile; return the end."""
    clock, made = Clock(), 0
    while clock.at < NOW + DOWN_FOR:
        while made < len(moments) and moments[made] <= clock.at:
            submit(post.engine, f"key {made}", now=moments[made])
            made += 1
        while work_once(post, clock):
            continue
        clock.at += STEP
    return clock.at


def _send_all(post: Post, start: datetime) -> timedelta:
    """Work until nothing waits; the work's own time and its pauses pass on the clock. Return how long it was."""
    clock = Clock(start, is_real=True)
    while _count_waiting(post.engine) and clock() - start < LONGEST:
        while work_once(post, clock):
            clock.at += timedelta(seconds=PAUSE)
        clock.at += timedelta(seconds=30)
    return clock() - start


def _count_waiting(engine: Engine) -> int:
    with reading(engine) as db:
        waiting = select(func.count()).select_from(deliveries).where(deliveries.c.state.not_in(ENDED))
        return db.execute(waiting).scalar_one()
