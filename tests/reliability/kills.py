"""Sites and workers killed at random moments under load. The families keep the ledger: what they were told is sent."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import Engine, select

from portal.commands.shared import utc_now
from portal.commands.work import build_post
from portal.referrals.audit import find_broken_event
from portal.referrals.models import Answers
from portal.referrals.records.reconcile import reconcile
from portal.referrals.sealing.envelope import Sealed, open_referral
from portal.referrals.sealing.keys import load_private_keys
from portal.referrals.tables import referrals
from portal.referrals.worker.loop import work_once
from portal.store.transactions import reading
from tests.reliability.family import Patient
from tests.reliability.mail_sink import Sink, running_sink
from tests.reliability.site import Part, Site, make_site, with_mail
from tests.reliability.table import Row, Run

SITES, WORKERS, FAMILIES = 2, 2, 16
LONGEST = 3600.0  # seconds; a machine on which it takes longer shows nothing
SEED = 20261122


@dataclass
class Ledger:
    """What the families were told, kept outside: the reference by the name they gave."""

    told: dict[str, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    presses: int = 0


@dataclass
class Fleet:
    """The running parts; a killed one is replaced at once."""

    site: Site
    parts: list[Part] = field(default_factory=list)
    is_over: threading.Event = field(default_factory=threading.Event)
    broken: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Start all of them."""
        self.parts = [Part(self.site, "serve", "public") for _ in range(SITES)]
        self.parts += [Part(self.site, "work") for _ in range(WORKERS)]
        for part in self.parts:
            part.wait_until_ready()

    def port(self) -> int:
        """Return the port of a site that is up, as a proxy in front of them would find it."""
        up = [part.port for part in self.parts[:SITES] if part.port and part.process.poll() is None]
        return random.choice(up or [9])

    def kill_one(self, dice: random.Random) -> None:
        """Kill any part, look at the database as it was left, and start it again."""
        place = dice.randrange(len(self.parts))
        self.parts[place].kill()
        self.broken += list(find_damage(self.site))
        words = ("serve", "public") if place < SITES else ("work",)
        self.parts[place] = Part(self.site, *words).wait_until_ready()

    def end(self) -> None:
        """End all of them."""
        self.is_over.set()
        for part in self.parts:
            part.end()


def measure(run: Run) -> Iterator[Row]:
    """Kill under load and compare what families were told with what is there."""
    kills, receipts = run.size(8, 300), run.size(40, 3000)
    sink, ledger, dice = Sink(), Ledger(), random.Random(SEED)
    with running_sink(sink) as port:
        site = with_mail(make_site(run.room("site")), port)
        fleet = Fleet(site)
        done = _kill_under_load(fleet, ledger, dice, kills=kills, receipts=receipts)
        _deliver_the_rest(site)
    yield _judge(site, ledger, sink, fleet.broken, kills=(done, kills), receipts=receipts)


def _kill_under_load(fleet: Fleet, ledger: Ledger, dice: random.Random, *, kills: int, receipts: int) -> int:
    done, give_up = 0, time.monotonic() + LONGEST
    families = [threading.Thread(target=_live, args=(fleet, ledger, number)) for number in range(FAMILIES)]
    try:
        fleet.start()
        for family in families:
            family.start()
        while (done < kills or len(ledger.told) < receipts) and time.monotonic() < give_up:
            time.sleep(dice.uniform(0.1, 1.5))
            fleet.kill_one(dice)
            done += 1
    finally:
        fleet.is_over.set()
        for family in families:
            family.join()
        fleet.end()
    return done


def _live(fleet: Fleet, ledger: Ledger, number: int) -> None:
    """Be one family after the other until it is over."""
    count = 0
    while not fleet.is_over.is_set():
        count += 1
        name = f"Family {number}-{count}"
        family = Patient(fleet.port, address=f"127.0.{number}.{count % 250 + 1}")
        try:
            reference = family.ask(name, fleet.is_over.is_set)
        except Exception as error:  # noqa: BLE001 - told in the table
            ledger.faults.append(f"{name}: {type(error).__name__} {error}"[:200])
            continue
        ledger.presses += family.presses
        if reference:
            ledger.told[name] = reference


def _deliver_the_rest(site: Site) -> None:
    """Do what a worker does once the leases of the killed ones have run out."""
    post = build_post(site.settings)
    while work_once(post, lambda: utc_now() + timedelta(minutes=3)):
        continue
    post.engine.dispose()


def find_damage(site: Site) -> Iterator[str]:
    """Name what is broken in the database: the file, a request without its delivery or clocks, the trail."""
    engine = site.open()
    with reading(engine) as db:
        if engine.dialect.name == "sqlite" and db.exec_driver_sql("PRAGMA integrity_check").scalar_one() != "ok":
            yield "integrity_check"
        if not (found := reconcile(db)).is_right:
            yield f"half: {found}"
        if find_broken_event(db) is not None:
            yield "trail"
    engine.dispose()


def read_all(site: Site, engine: Engine) -> dict[str, list[str]]:
    """Open every request as the staff site does; return the references by the name in it."""
    keys, found = load_private_keys(site.settings.keys), dict[str, list[str]]()
    with reading(engine) as db:
        for row in db.execute(select(referrals)):
            sealed = Sealed(row.key_id, row.schema_version, row.sealed_key, row.box)
            answers = Answers.from_json(open_referral(keys, sealed, row.id))
            found.setdefault(answers.name, []).append(row.reference)
    return found


def _judge(site: Site, ledger: Ledger, sink: Sink, broken: list[str], *, kills: tuple[int, int], receipts: int) -> Row:
    engine = site.open()
    kept = read_all(site, engine)
    engine.dispose()
    lost = [name for name, reference in ledger.told.items() if kept.get(name) != [reference]]
    twice = [name for name, references in kept.items() if len(references) > 1]
    unsent = set(ledger.told.values()) - {mail.reference for mail in sink.mails}
    broken += find_damage(site)
    strange = _strange_repeats(sink)
    figures = (
        f"{kills[0]} kills, {len(ledger.told)} receipts of {ledger.presses} presses: {len(lost)} lost, {len(twice)} twice,"
        f" {len(unsent)} without a mail, {len(broken)} times damaged, {len(sink.mails)} mails, {strange} with a"
        f" new identity{''.join(f'; {fault}' for fault in (ledger.faults + broken)[:3])}"
    )
    wrong = (lost, twice, unsent, broken, ledger.faults)
    is_ok = not any(wrong) and not strange and kills[0] >= kills[1] and len(ledger.told) >= receipts
    asked = f"{kills[1]} kills, {receipts} receipts, 0 lost, 0 half, file sound each time (full: 300, 3,000)"
    return Row("told to the family, never lost", asked, figures, is_ok)


def _strange_repeats(sink: Sink) -> int:
    """Count mails of one request to one recipient that cannot be recognised as the same."""
    identities = {(mail.to, mail.reference, mail.message_id) for mail in sink.mails}
    return len(identities) - len({(to, reference) for to, reference, _ in identities})
