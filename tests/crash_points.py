"""Named points at which a process is killed as by SIGKILL. They hang on what the product does anyway: its statements, its
commits and its channels. So what is killed is the code that is shipped, and nothing in it knows of this.
"""

import os
import re
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry

from portal.referrals.delivery.channels import Channel, Notice, Sent

BEFORE, AFTER, COMMITTING, COMMITTED = "before", "after", "committing", "committed"


@dataclass(frozen=True)
class Point:
    """Just before or after a statement, or around the commit of a transaction that ran it."""

    when: str
    statement: str  # how it begins, as a regular expression

    def is_reached_by(self, statement: str) -> bool:
        """Tell whether this is the statement."""
        return re.match(self.statement, " ".join(statement.split())) is not None


def _around(name: str, statement: str) -> dict[str, Point]:
    return {f"{name}.{when}": Point(when, statement) for when in (COMMITTING, COMMITTED)}


POINTS = {
    "submit.begun": Point(BEFORE, "INSERT INTO referrals "),
    "submit.kept": Point(AFTER, "INSERT INTO referrals "),
    "submit.queued": Point(AFTER, "INSERT INTO deliveries "),
    "submit.watched": Point(AFTER, "INSERT INTO escalations "),
    "submit.audited": Point(AFTER, "INSERT INTO referral_events "),
    "submit.draft_ended": Point(AFTER, "DELETE FROM drafts "),
    **_around("submit", "INSERT INTO referrals "),
    "lease.begun": Point(BEFORE, "UPDATE deliveries SET .*epoch="),
    "lease.taken": Point(AFTER, "UPDATE deliveries SET .*epoch="),
    "lease.linked": Point(AFTER, "INSERT INTO acknowledgement_links "),
    **_around("lease", "UPDATE deliveries SET .*epoch="),
    "record.begun": Point(BEFORE, "UPDATE deliveries SET .*last_code="),
    "record.recorded": Point(AFTER, "UPDATE deliveries SET .*last_code="),
    "record.handed_over": Point(AFTER, "UPDATE referrals SET state="),
    **_around("record", "UPDATE deliveries SET .*last_code="),
    "purge.counted": Point(AFTER, "INSERT INTO past_referrals "),
    "purge.deleted": Point(AFTER, "DELETE FROM referrals "),
    **_around("purge", "DELETE FROM referrals "),
    "migrate.begun": Point(BEFORE, "CREATE TABLE visits "),
    "migrate.half": Point(AFTER, "CREATE TABLE referrals "),
    "migrate.first_done": Point(AFTER, "(INSERT INTO|UPDATE) alembic_version "),
    "migrate.guarded": Point(AFTER, "CREATE TRIGGER referral_events_kept "),
    **_around("migrate", "CREATE TABLE referrals "),
}
SENDING = ("send.before", "send.after")  # on a channel: see `killing_channel`


def kill_at(engine: Engine, point: Point) -> None:
    """End this process when the engine comes to the point."""

    @event.listens_for(engine, "before_cursor_execute")
    def before(_db: Connection, _cursor: object, statement: str, *_others: object) -> None:
        if point.when == BEFORE and point.is_reached_by(statement):
            kill_self()

    @event.listens_for(engine, "after_cursor_execute")
    def after(db: Connection, _cursor: object, statement: str, *_others: object) -> None:
        if point.is_reached_by(statement):
            db.info["is_reached"] = True
            if point.when == AFTER:
                kill_self()

    if point.when in {COMMITTING, COMMITTED}:
        _kill_at_commit(engine, point.when)


def _kill_at_commit(engine: Engine, when: str) -> None:
    @event.listens_for(engine, "commit")
    def committing(db: Connection) -> None:
        if when == COMMITTING and db.info.get("is_reached"):
            kill_self()

    @event.listens_for(engine, "checkin")  # what comes first after the commit
    def committed(_connection: object, record: ConnectionPoolEntry) -> None:
        if record.info.get("is_reached"):
            kill_self()


def killing_channel(channel: Channel, point: str) -> Channel:
    """Return the channel with the end of the process just before or just after it sends."""

    class Killing:
        def send(self, notice: Notice) -> Sent:
            if point == "send.before":
                kill_self()
            sent = channel.send(notice)
            kill_self()
            return sent

    return Killing()


def kill_self() -> None:
    """End as by a power cut: nothing is closed, nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


def run_until_killed(work: Callable[[], object]) -> bool:
    """Do the work in a process of its own; tell whether it was killed on the way."""
    process = get_context("fork").Process(target=_run_quietly, args=(work,))
    process.start()
    process.join(60)
    return process.exitcode == -signal.SIGKILL


def _run_quietly(work: Callable[[], object]) -> None:
    with suppress(SystemExit):
        work()
