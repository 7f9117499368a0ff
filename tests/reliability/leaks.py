"""A canary in every field of many journeys, forced errors too: it may stand in nobody's log, mail, address or file."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from sqlalchemy import func, select, update

from portal.referrals.tables import referrals
from portal.reports.tables import report_replies
from portal.store.transactions import reading, writing
from tests.reliability.browser import Browser
from tests.reliability.canary import NUMBER, POSTCODE, WORD
from tests.reliability.family import HUMAN, expect, send, tell_more, walk
from tests.reliability.following import ASK, Kept, keep_words, look_up
from tests.reliability.forced_errors import damage_a_draft, force_errors, lock_while, stop_half_way
from tests.reliability.leak_watch import Seen, is_to_family, watching_files
from tests.reliability.mail_sink import Sink, running_sink
from tests.reliability.other_pages import report, search, write_paper
from tests.reliability.site import Part, Site, make_site, running, with_family_mail, with_mail
from tests.reliability.staff_desk import curate, make_mistakes, open_all, see_wishes, sign_in, try_to_reach, work_on
from tests.reliability.table import Row, Run
from tests.reliability.ways import answers_of, is_by_helper, wants_messages

T = TypeVar("T")

AT_ONCE = 6
PATIENCE = 120.0  # seconds for what the worker has to do


def measure(run: Run) -> Iterator[Row]:
    """Make the journeys and look into everything that is left or was told."""
    journeys, others = run.size(12, 200), run.size(3, 50)
    seen, mails = find_hits(make_site(run.room("site")), journeys, others)
    told = f"{len(seen.kept)} journeys, looked up again, {others} searches, papers and reports each, {mails} mails"
    hits = f"{len(seen.hits)} hits{''.join(f'; {hit}' for hit in sorted(seen.hits)[:6])}"
    asked = f"{journeys} journeys: 0 hits in logs, mails, addresses, cookies, files (full: 200)"
    yield Row("nothing leaks", asked, f"{told}: {hits}", len(seen.kept) == journeys and not seen.hits)


def find_hits(site: Site, journeys: int, others: int) -> tuple[Seen, int]:
    """Make journeys and other walks on a site of its own; return what was found, and how many mails were sent."""
    sink, seen = Sink(), Seen()
    with running_sink(sink) as port, watching_files(site, seen):
        with running(with_family_mail(with_mail(site, port)), "serve public", "serve staff", "work") as parts:
            _walk(site, parts, sink, seen, journeys=journeys, others=others)
        for part in parts:
            seen.look_at_log(part)
    for mail in sink.mails:
        seen.look_at_mail(mail)
    return seen, len(sink.mails)


def _walk(site: Site, parts: list[Part], sink: Sink, seen: Seen, *, journeys: int, others: int) -> None:
    """Let families ask, the team work, families look up and add, the team see it; and people report, curators answer."""
    public, staff, _worker = parts
    seen.kept = _in_parallel(journeys, lambda number: _ask(public, number, seen))
    seen.hits |= stop_half_way(public)
    for go in (search, write_paper, report):
        for answers in _in_parallel(others, lambda number, go=go: go(public.port, number)):
            seen.look_at_answers(answers)
    _fail_to_keep(site, public, seen)
    desk = sign_in(site, staff)
    requests = _work(desk, sink, families=sum(map(wants_messages, range(journeys))))
    _let_the_day_pass(site)
    _in_parallel(journeys, lambda number: _look_up(public, number, seen))
    see_wishes(desk, requests)
    make_mistakes(desk)
    seen.look_at_answers(desk.told)
    seen.look_at_answers(curate(site, staff))
    _wait(lambda: not _count_unanswered(site), "reports were not answered")


def _in_parallel(count: int, go: Callable[[int], T]) -> list[T]:
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(go, range(count)))


def _ask(public: Part, number: int, seen: Seen) -> Kept:
    """Make one journey with everything that can go wrong on the way, and return what was shown at its end."""
    browser = Browser(public.port, address=f"127.3.{number}.1", is_telling=True)
    browser.post("/en/area", {"postcode": POSTCODE})
    page = browser.get("/en/ask/step/1?way=tell_more")
    force_errors(browser, page, number)
    way, answers = answers_of(number)
    check = walk(browser, answers, way)
    time.sleep(HUMAN)
    receipt = send(browser, check)
    force_errors(browser, check, number)
    kept = keep_words(browser, receipt, is_family=not is_by_helper(number))
    seen.look_at_answers(browser.told, kept.canaries)
    return kept


def _look_up(public: Part, number: int, seen: Seen) -> None:
    kept = seen.kept[number]
    seen.look_at_answers(look_up(public.port, kept, number), kept.canaries)


def _fail_to_keep(site: Site, public: Part, seen: Seen) -> None:
    """Send, and look up, while the database is locked; then go on with a draft that is damaged."""
    kept = seen.kept[0]
    asking, looking = (Browser(public.port, address=f"127.3.255.{each}", is_telling=True) for each in (1, 2))
    check, form = walk(asking, tell_more(WORD, NUMBER, POSTCODE), "tell_more"), looking.get(ASK)
    typed = {**form.hidden, "reference": kept.reference, "words": " ".join(kept.words)}
    presses = ((asking, "/en/ask/send", check.hidden), (looking, ASK, typed))
    with lock_while(site):
        _in_parallel(len(presses), lambda number: expect(presses[number][0], 503, *presses[number][1:]))
    damage_a_draft(site)
    asking.get("/en/ask/check")
    asking.post("/en/ask/send", check.hidden)
    seen.look_at_answers((*asking.told, *looking.told), kept.canaries)


def _work(desk: Browser, sink: Sink, *, families: int) -> list[str]:
    """Open, try to reach, note; each family that wants messages gets one of each before the next is due."""
    _wait_for_news(sink, families)
    requests = open_all(desk)
    _wait_for_news(sink, families * 2)
    for path in requests:
        try_to_reach(desk, path)
    _wait_for_news(sink, families * 3)
    for path in requests[::3]:
        work_on(desk, path)
    return requests


def _wait_for_news(sink: Sink, count: int) -> None:
    """Wait until so many different messages have gone to families."""

    def is_enough() -> bool:
        return len({(mail.to, mail.body) for mail in sink.mails if is_to_family(mail)}) >= count

    _wait(is_enough, f"not {count} messages to families")


def _let_the_day_pass(site: Site) -> None:
    """Put the day by which somebody is in touch behind every family."""
    engine = site.open()
    with writing(engine) as db:
        db.execute(update(referrals).values(contact_by=datetime.now(UTC) - timedelta(hours=1)))
    engine.dispose()


def _count_unanswered(site: Site) -> int:
    engine = site.open()
    with reading(engine) as db:
        waiting = db.execute(select(func.count()).select_from(report_replies)).scalar_one()
    engine.dispose()
    return waiting


def _wait(is_so: Callable[[], bool], otherwise: str) -> None:
    give_up = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > give_up:
            raise RuntimeError(otherwise)
        time.sleep(0.2)
