"""What a worker does by the clock, beside its messages: show that it is at work, rescue, remind, forget."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

from sqlalchemy import Connection

from portal.referrals.delivery.held import remind_of_held
from portal.referrals.delivery.rerouting import RESCUE_EVERY, rescue_stranded
from portal.referrals.records.purge import sweep
from portal.referrals.worker.heartbeat import BEAT_EVERY, beat
from portal.referrals.worker.post import Post
from portal.referrals.worker.steady import Steady
from portal.store.transactions import writing

Chore: TypeAlias = Callable[[datetime], None]
BEAT = "beat"
SWEEP_EVERY = timedelta(minutes=10)

_log = logging.getLogger(__name__)


class Chores:
    """When each chore was last done."""

    def __init__(self, post: Post, steady: Steady | None = None) -> None:
        self._post, self._steady = post, steady or Steady()
        self._done: dict[str, datetime] = {}

    def do_due(self, now: datetime) -> None:
        """Do what has not been done for as long as its interval says; what breaks is not done, and tried again soon.

        While any work goes on breaking there is no sign of life, so that somebody looks: what is silent for a minute is
        told to teams and to whoever watches over the site.
        """
        for name, every, chore in _list_chores(self._post):
            is_due = name not in self._done or abs(now - self._done[name]) >= every  # a clock may be put back
            may_be = name != BEAT or self._steady.is_well
            if is_due and may_be and self._steady.do(name, partial(_through, chore, now), now):
                self._done[name] = now


def _list_chores(post: Post) -> Iterator[tuple[str, timedelta, Chore]]:
    yield BEAT, BEAT_EVERY, partial(_beat, post)
    yield "rescue", RESCUE_EVERY, partial(_look_after, post)
    for number, forget in enumerate((sweep, *post.also_sweep)):
        yield f"sweep-{number}", SWEEP_EVERY, partial(_sweep, post, forget)


def _through(chore: Chore, now: datetime) -> bool:
    chore(now)
    return True


def _beat(post: Post, now: datetime) -> None:
    with writing(post.engine) as db:
        beat(db, post.owner, now)


def _look_after(post: Post, now: datetime) -> None:
    with writing(post.engine) as db:
        rescued = rescue_stranded(db, post.find_reader, has_mail=post.has_mail, now=now)
        if post.has_mail:
            remind_of_held(db, post.find_contacts, now)
    for referral_id in rescued:
        _log.error("unroutable %s", referral_id)


def _sweep(post: Post, forget: Callable[[Connection, datetime], object], now: datetime) -> None:
    with writing(post.engine) as db:
        forget(db, now)
