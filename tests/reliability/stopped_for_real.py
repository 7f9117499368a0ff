"""The same with real workers on the real clock: it takes as long as a lease."""

import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import select

from portal.referrals.tables import deliveries
from portal.store.transactions import reading
from tests.reliability.browser import Browser
from tests.reliability.family import HUMAN, ring_me, send, walk
from tests.reliability.mail_sink import Sink, running_sink
from tests.reliability.site import Part, Site, make_site, running, with_mail
from tests.reliability.table import Row

PROMISED = 120.0  # seconds
WHILE = 10.0  # seconds in which the woken one could write
PATIENCE = 300.0


@dataclass
class Holding(Sink):
    """A server that keeps its first mail waiting for an answer until the worker behind it is gone."""

    taken: Event = field(default_factory=Event)

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take the sender of every mail but the first, whose worker is stopped here."""
        if not self.taken.is_set():
            self.taken.set()
            time.sleep(3)  # long enough to be stopped in
        envelope.mail_from = address
        return "250 ok"


def measure_for_real(folder: Path) -> Iterator[Row]:
    """Kill one worker and stop another, each with a mail in its hands."""
    for name, sign in (("killed", signal.SIGKILL), ("stopped and woken", signal.SIGSTOP)):
        seconds, stale = _take_out(make_site(folder / name.partition(" ")[0]), sign)
        told = f"sent again after {seconds:.0f} s, {stale} stale writes"
        yield Row(
            f"a real worker {name}",
            "sent again within 120 s, 0 stale writes",
            told,
            seconds <= PROMISED and not stale,
        )


def _take_out(site: Site, sign: signal.Signals) -> tuple[float, int]:
    sink = Holding()
    with running_sink(sink) as port, running(site := with_mail(site, port), "serve public") as (public,):
        worker = Part(site, "work").wait_until_ready()
        browser = Browser(public.port)
        check = walk(browser, ring_me("Sam"))
        time.sleep(HUMAN)
        send(browser, check)
        if not sink.taken.wait(PATIENCE):
            raise RuntimeError("the worker never sent")
        worker.process.send_signal(sign)
        began = time.monotonic()
        with running(site, "work"):
            while not sink.mails and time.monotonic() - began < PATIENCE:
                time.sleep(0.1)
            seconds = time.monotonic() - began
            worker.process.send_signal(signal.SIGCONT)
            time.sleep(WHILE)  # let the woken one write if it can
            stale = _count_stale(site) + len({mail.message_id for mail in sink.mails}) - 1
        worker.end()
    return seconds, stale


def _count_stale(site: Site) -> int:
    engine = site.open()
    with reading(engine) as db:
        held = db.execute(select(deliveries).where(deliveries.c.channel == "smtp")).one()
    engine.dispose()
    return 0 if (held.state, held.epoch) == ("accepted", 2) else 1
