"""Workers killed or stopped with a message in their hands: another sends it in time, and nothing stale is written."""

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

from sqlalchemy import Engine

from portal.referrals.delivery.channels import Channel, InboxChannel, Notice, Sent
from portal.referrals.delivery.messages import Result
from portal.referrals.delivery.queue import LEASE
from portal.referrals.tables import deliveries
from portal.referrals.worker.post import Post
from tests.referrals.test_crash_points import assert_sound
from tests.referrals.world import ACCEPTED, NOW, OFFICE, Postbox, contacts, rows, submit, work
from tests.reliability.stopped_for_real import measure_for_real
from tests.reliability.stores import KINDS, Databases, both_kinds, hang_up
from tests.reliability.table import Row, Run

SECONDS = 60  # for what takes milliseconds
STALE = "stale"
JUST_BEFORE = timedelta(milliseconds=1)


def measure(run: Run) -> Iterator[Row]:
    """Take workers out on a clock that is moved by hand; in full also real ones on the real clock."""
    times = run.size(5, 100)
    with both_kinds(run.room("databases")) as made:
        for kind in KINDS:
            for name, sign in (("killed", signal.SIGKILL), ("stopped and woken", signal.SIGSTOP)):
                yield _repeat(f"a worker {name} holds nothing ({kind})", made[kind], sign, times)
    if run.is_full:
        yield from measure_for_real(run.room("site"))


def _repeat(promise: str, databases: Databases, sign: signal.Signals, times: int) -> Row:
    faults = [fault for _ in range(times) for fault in _take_out(databases, sign)]
    told = f"{times - len(faults)} of {times} sent again at {LEASE.total_seconds():.0f} s"
    told += "; ".join(["", *faults[:2]])
    return Row(promise, f"{times} times, sent again within 120 s, 0 stale writes (full: 100)", told, not faults)


def _take_out(databases: Databases, sign: signal.Signals) -> Iterator[str]:
    """Let a worker take a message and take it out by a signal; name what another one then does wrong."""
    engine = databases.new()
    submit(engine)
    engine.dispose()
    worker = _start(lambda: work(_post(databases.again(engine), "dead", _Stopping(sign))))
    try:
        yield from _look_after(engine)
    finally:
        if sign == signal.SIGSTOP:
            os.kill(worker.pid or 0, signal.SIGCONT)
        worker.join(SECONDS)
    if sign == signal.SIGSTOP and worker.exitcode != 0:
        yield f"the woken worker ended with {worker.exitcode}"
    yield from _judge(engine)
    hang_up(databases)


def _look_after(engine: Engine) -> Iterator[str]:
    """Work as another worker just before the lease ends, and as it ends."""
    mail = Postbox()
    work(_post(engine, "second", mail), NOW + LEASE - JUST_BEFORE)
    if mail.kept:
        yield "sent while another had it"
    work(_post(engine, "second", mail), NOW + LEASE)
    if len(mail.kept) != 1:
        yield f"sent {len(mail.kept)} times"


def _judge(engine: Engine) -> Iterator[str]:
    (held,) = [row for row in rows(engine, deliveries) if row.channel == "smtp"]
    if (held.state, held.last_code, held.epoch) != ("accepted", ACCEPTED.code, 2):
        yield f"stale: {held.state} {held.last_code} {held.epoch}"
    assert_sound(engine)


def _post(engine: Engine, owner: str, mail: Channel) -> Post:
    return Post(engine, owner, {"inbox": InboxChannel(), "smtp": mail}, contacts, {"northtown": OFFICE})


@dataclass(frozen=True)
class _Stopping:
    """A channel that takes its worker out in the middle of sending; what it says afterwards is stale."""

    sign: signal.Signals

    def send(self, _notice: Notice) -> Sent:
        os.kill(os.getpid(), self.sign)
        return Sent(Result.WAITING, STALE)


def _start(work_on: Callable[[], object]) -> BaseProcess:
    """Start a worker and wait until it has killed or stopped itself."""
    process = get_context("fork").Process(target=work_on)
    process.start()
    os.waitid(os.P_PID, process.pid or 0, os.WSTOPPED | os.WEXITED | os.WNOWAIT)
    return process
