"""What a worker does by the clock, beside its messages: show that it is at work, rescue, remind, forget."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from portal.referrals.delivery.held import remind_of_held
from portal.referrals.delivery.rerouting import RESCUE_EVERY, rescue_stranded
from portal.referrals.records.purge import sweep
from portal.referrals.worker.heartbeat import BEAT_EVERY, beat
from portal.referrals.worker.post import Post
from portal.store.transactions import writing

Chore: TypeAlias = Callable[[Post, datetime], None]
SWEEP_EVERY = timedelta(minutes=10)

_log = logging.getLogger(__name__)


class Chores:
    """When each chore was last done."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._done: dict[Chore, datetime] = {}

    def do_due(self, now: datetime) -> None:
        """Do what has not been done for as long as its interval says."""
        for every, chore in ((BEAT_EVERY, _beat), (RESCUE_EVERY, _look_after), (SWEEP_EVERY, _sweep)):
            if chore not in self._done or abs(now - self._done[chore]) >= every:  # a clock may be put back
                chore(self._post, now)
                self._done[chore] = now


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


def _sweep(post: Post, now: datetime) -> None:
    with writing(post.engine) as db:
        for forget in (sweep, *post.also_sweep):
            forget(db, now)
