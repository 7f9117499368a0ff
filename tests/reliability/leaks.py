"""A canary in every field of many journeys, forced errors too: it may stand in nobody's log, mail, address or file."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

from tests.reliability.browser import Answer, Browser
from tests.reliability.canary import NUMBER, POSTCODE, WORD, find_in_answers, find_in_bytes
from tests.reliability.family import HUMAN, send, tell_more, walk
from tests.reliability.forced_errors import damage_a_draft, force_errors, lock_while, stop_half_way
from tests.reliability.mail_sink import Sink, running_sink
from tests.reliability.site import Part, Site, make_site, running, with_mail
from tests.reliability.staff_desk import read_and_note
from tests.reliability.table import Row, Run

AT_ONCE = 6
MAIL_SECONDS = 120.0
LOOK_EVERY = 0.5


def measure(run: Run) -> Iterator[Row]:
    """Make the journeys and look into everything that is left or was told."""
    journeys = run.size(12, 200)
    made, mails, hits = find_hits(make_site(run.room("site")), journeys)
    told = f"{made} journeys, {mails} mails: {len(hits)} hits{''.join(f'; {hit}' for hit in sorted(hits)[:6])}"
    asked = f"{journeys} journeys: 0 hits in logs, mails, addresses, cookies, files (full: 200)"
    yield Row("nothing leaks", asked, told, made == journeys and mails >= journeys and not hits)


def find_hits(site: Site, journeys: int) -> tuple[int, int, set[str]]:
    """Make journeys on a site of its own; return how many receipts and mails there were, and where the canary was found."""
    sink, hits = Sink(), set[str]()
    with running_sink(sink) as port, running(with_mail(site, port), "serve public", "serve staff", "work") as parts:
        public, staff, _worker = parts
        numbers = count()
        with _watching_files(site, hits), ThreadPoolExecutor(AT_ONCE) as pool:
            told = list(pool.map(lambda _: _ask(public, next(numbers)), range(journeys)))
            hits |= stop_half_way(public)
        told += [_fail_to_keep(site, public), *read_and_note(site, staff)]
        _wait_for_mail(sink, journeys)
        hits |= {f"log of {part.words}" for part in parts if find_in_bytes(part.log.encode())}
    hits |= {hit for answers in told for hit in find_in_answers(answers)}
    hits |= {f"mail to {mail.to[0]}" for mail in sink.mails if find_in_bytes(mail.text.encode())}
    receipts = sum(any(answer.reference for answer in answers) for answers in told[:journeys])
    return receipts, len(sink.mails), hits


def _ask(public: Part, number: int) -> list[Answer]:
    """Make one journey with everything that can go wrong on the way, and return all that was answered."""
    browser = Browser(public.port, address=f"127.3.{number}.1", is_telling=True)
    browser.post("/en/area/postcode", {"postcode": POSTCODE})
    page = browser.get("/en/ask/step/1?way=tell_more")
    force_errors(browser, page, number)
    check = walk(browser, tell_more(WORD, NUMBER, POSTCODE), "tell_more")
    time.sleep(HUMAN)
    send(browser, check)
    force_errors(browser, check, number)
    return browser.told


def _fail_to_keep(site: Site, public: Part) -> list[Answer]:
    """Send while the database is locked, and go on with a draft that is damaged."""
    browser = Browser(public.port, address="127.3.255.1", is_telling=True)
    check = walk(browser, tell_more(WORD, NUMBER, POSTCODE), "tell_more")
    with lock_while(site):
        if browser.post("/en/ask/send", check.hidden).status != 503:
            raise RuntimeError("a locked database was not noticed")
    damage_a_draft(site)
    browser.get("/en/ask/check")
    browser.post("/en/ask/send", check.hidden)
    return browser.told


def _wait_for_mail(sink: Sink, mails: int) -> None:
    give_up = time.monotonic() + MAIL_SECONDS
    while len(sink.mails) < mails and time.monotonic() < give_up:
        time.sleep(0.1)


@contextmanager
def _watching_files(site: Site, hits: set[str]) -> Iterator[None]:
    """Look into all files of data and temporary files, again and again and once at the end."""
    is_over = threading.Event()

    def look() -> None:
        for folder in (site.var, site.folder / "tmp"):
            for path in [each for each in folder.rglob("*") if each.is_file()]:
                try:
                    hits.update({f"file {path.name}"} if find_in_bytes(path.read_bytes()) else ())
                except FileNotFoundError:  # the journal of a moment ago
                    continue

    def go_on() -> None:
        while not is_over.wait(LOOK_EVERY):
            look()

    watcher = threading.Thread(target=go_on)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()
        look()
