"""Storage that is full, locked, read-only or at its limit: nobody is told "sent" falsely, and all goes on by itself."""

import http.client
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from portal.referrals.delivery.queue import LEASE
from portal.referrals.records.reconcile import reconcile
from portal.referrals.tables import referrals
from portal.store.transactions import reading
from tests.reliability.browser import Answer, Browser
from tests.reliability.family import answer, ring_me, walk
from tests.reliability.kills import find_damage
from tests.reliability.site import PHONE, Part, Site, make_site, running
from tests.reliability.storage_faults import FAULTS, Fault, own_mount
from tests.reliability.table import Row, Run

# Root may write where no mode lets it. Without its capabilities it is a user like any other, whose own files' modes hold
# for it. Not `nobody`: interpreter and checkout often lie where only root may read.
UNPRIVILEGED = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
TYPED = "Sam by the canal"
POWERLESS = f"CapEff:\t{0:016x}\n"
PATIENCE = 90.0  # seconds in which all must go on by itself
HELD = LEASE.total_seconds() + PATIENCE  # what a worker had in its hands and could not write down waits for its lease
LAST_STEP = 11


@dataclass
class Tally:
    """What the families saw."""

    pressed: int = 0
    false: int = 0  # receipts, or anything but "not sent", while nothing could be kept
    lost_words: int = 0  # pages on which what was typed is gone, or the number to ring
    stuck: list[str] = field(default_factory=list)
    longest: float = 0.0  # seconds until a receipt came once the fault was over


def measure(run: Run) -> Iterator[Row]:
    """Press Send in each fault, and again when it is over."""
    families, tally = run.size(4, 25), Tally()
    site = make_site(run.room("site"))
    with own_mount(site.var) as is_mounted, running(site, "serve public", "work", prefix=UNPRIVILEGED) as parts:
        _refuse_powers(parts)
        chosen = [fault for fault in FAULTS if is_mounted or not fault.needs_mount]
        for number, fault in enumerate(chosen):
            _live_through(site, parts, fault, families=families, tally=tally, number=number)
        left = _wait_for_worker(site)
        faults = [*find_damage(site), *tally.stuck, *([f"{left} not handed over"] if left else [])]
        kept = _count(site)
    told = (
        f"{len(chosen)} faults ({', '.join(fault.name for fault in chosen)}): {tally.pressed} presses, {tally.false} false"
        f" receipts, {tally.lost_words} pages without what was typed or the number; {kept} kept after at most"
        f" {tally.longest:.0f} s{''.join(f'; {fault}' for fault in faults[:3])}"
    )
    wrong = (tally.false, tally.lost_words, faults, kept != len(chosen) * (families + 1))
    asked = f"{families} families in each, 0 false receipts, recovers unaided (full: 25)"
    yield Row("full, locked, read-only storage", asked, told, not any(wrong))


def _refuse_powers(parts: list[Part]) -> None:
    """Stop where a part could write whatever a mode says: the fault would be none."""
    powerful = [each.words for each in parts if POWERLESS not in Path(f"/proc/{each.process.pid}/status").read_text()]
    if powerful:
        raise RuntimeError(f"file modes do not count for {', '.join(powerful)}")


def _live_through(site: Site, parts: list[Part], fault: Fault, *, families: int, tally: Tally, number: int) -> None:
    public = parts[0]
    browsers = [Browser(public.port, address=f"127.5.{number}.{each + 1}") for each in range(families + 1)]
    checks = [walk(browser, ring_me(TYPED)) for browser in browsers[1:]]
    step = _walk_to_last_step(browsers[0])
    with ThreadPoolExecutor(families + 1) as pool:
        with fault.begin(site, parts):
            refused = list(pool.map(_press, browsers[1:], checks))
            page = browsers[0].post(step.path, {**step.hidden, **ring_me(TYPED)[LAST_STEP]})
        pages = [page, *refused]
        tally.pressed += len(pages)
        tally.false += sum(each.status != 503 for each in pages)
        tally.lost_words += sum(PHONE not in each.text for each in pages) + (TYPED not in page.text)
        ended = time.monotonic()
        receipts = [pool.submit(_press_until_sent, *both) for both in zip(browsers[1:], refused, strict=True)]
        receipts.append(pool.submit(_answer_and_send, browsers[0], step))
        tally.stuck += [f"no receipt after {fault.name}" for each in receipts if not each.result()]
    tally.longest = max(tally.longest, time.monotonic() - ended)


def _walk_to_last_step(browser: Browser) -> Answer:
    page = browser.get("/en/ask/step/1?way=ring_me")
    while not page.path.endswith(f"/{LAST_STEP}"):
        page = answer(browser, page, ring_me(TYPED))
    return page


def _press(browser: Browser, page: Answer) -> Answer:
    return browser.post("/en/ask/send", page.hidden)


def _press_until_sent(browser: Browser, page: Answer) -> str:
    """Press "Send again" on the very page that said "not sent"."""
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        try:
            receipt = browser.follow(_press(browser, page))
        except (OSError, http.client.HTTPException):
            continue
        if receipt.reference:
            return receipt.reference
        time.sleep(0.2)
    return ""


def _answer_and_send(browser: Browser, step: Answer) -> str:
    give_up = time.monotonic() + PATIENCE
    while time.monotonic() < give_up:
        sent = browser.post(step.path, {**step.hidden, **ring_me(TYPED)[LAST_STEP]})
        if sent.status == 303:
            return _press_until_sent(browser, browser.follow(sent))
        time.sleep(0.2)
    return ""


def _wait_for_worker(site: Site) -> int:
    """Wait until every request is in its inbox; return how many never came there."""
    give_up, engine = time.monotonic() + HELD, site.open()
    while True:
        with reading(engine) as db:
            waiting = reconcile(db).waiting
        if not waiting or time.monotonic() > give_up:
            engine.dispose()
            return waiting
        time.sleep(0.2)


def _count(site: Site) -> int:
    engine = site.open()
    with reading(engine) as db:
        kept = db.execute(select(func.count()).select_from(referrals)).scalar_one()
    engine.dispose()
    return kept
