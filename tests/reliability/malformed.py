"""Requests that no browser sends, to both sites: each is answered or cut off, never by a 500, never by our insides."""

import random
import socket
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock

from tests.reliability.browser import Browser
from tests.reliability.family import ring_me, tell_more, walk
from tests.reliability.site import Part, make_site, running
from tests.reliability.staff_desk import sign_in
from tests.reliability.table import Row, Run
from tests.reliability.wild import Wild

SEED = 5
JOURNEYS = 8
AT_ONCE = 6
HANG = 60.0  # seconds without an answer or an end
REFUSALS = {501, 505}  # what the server itself says to a method or version it does not know
INSIDES = (b"Traceback", b"werkzeug", b"sqlalchemy", b"waitress", b'File "/')


@dataclass
class Tally:
    """What came back."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def note(self, status: int, request: bytes, answer: bytes) -> None:
        """Count one answer; status 0 is a line that was hung up on, -1 one that was left hanging."""
        with self._lock:
            self.statuses[status] += 1
            if status == -1 or (status >= 500 and status not in REFUSALS) or any(each in answer for each in INSIDES):
                self.faults[f"{status} to {request[:60]!r}"] += 1


def measure(run: Run) -> Iterator[Row]:
    """Send them all, in the middle of journeys and sessions too, and read the logs."""
    count, tally = run.size(1000, 5000), Tally()
    site = make_site(run.room("site"))
    with running(site, "serve public", "serve staff", "work") as (public, staff, _worker):
        wilds = [*_wild_families(public), Wild(sign_in(site, staff).cookies, _paths_of_staff(), port=staff.port)]
        dice = random.Random(SEED)
        requests = [(wild.port, wild.make(dice)) for wild in (wilds[number % len(wilds)] for number in range(count))]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            list(pool.map(lambda each: _send(*each, tally), requests))
        alive = [Browser(part.port).get("/healthz").status == 200 for part in (public, staff)]
        logged = [line for part in (public, staff) for line in part.log.splitlines() if _is_grave(line)]
    told = f"{sum(tally.statuses.values()):,} requests: {_show(tally.statuses)}"
    faults = [*(f"{count} x {fault}" for fault, count in tally.faults.most_common(3)), *logged[:2]]
    asked = f"{count:,} requests: no 500, no traceback, no hang (full: 5,000)"
    yield Row("malformed input", asked, "; ".join([told, *faults]), all(alive) and not tally.faults and not logged)


def _wild_families(public: Part) -> Iterator[Wild]:
    """Give a browser that has just begun and keeps leaving, and some that are about to send."""
    steps = [f"/en/ask/step/{number}" for number in range(21)]
    asking, sending = [*steps, "/en/ask/check", "/en/ask/receipt", "/en/ask/info/1"], ["/en/ask/send"]
    others = [
        "/",
        "/leave",
        "/en/",
        "/en/search",
        "/en/area",
        "/en/area/postcode",
        "/en/services/x",
        "/xx/",
        "/static/x",
    ]
    fresh = Browser(public.port, address="127.6.0.1")
    page = fresh.get("/en/ask/step/1?way=tell_more")
    yield Wild(fresh.cookies, [*asking, *sending, *others, "/healthz"], page.hidden, port=public.port)
    for number in range(JOURNEYS):
        browser = Browser(public.port, address=f"127.6.1.{number + 1}")
        way = ("ring_me", "tell_more")[number % 2]
        check = walk(browser, ring_me("Sam") if way == "ring_me" else tell_more("Sam"), way)
        yield Wild(browser.cookies, asking + (sending if number < 2 else []), check.hidden, port=public.port)


def _paths_of_staff() -> list[str]:
    request = "/requests/0123456789abcdef0123456789abcdef"
    ways = ["", "/open", "/attempts", "/in-touch", "/close", "/release"]
    return [
        "/",
        "/inbox",
        "/sign-in/x",
        "/sign-out",
        "/acknowledge/x",
        "/healthz",
        *[f"{request}{way}" for way in ways],
    ]


def _send(port: int, request: bytes, tally: Tally) -> None:
    """Send bytes, say that there are no more, and read to the end."""
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=HANG) as line:
        try:
            line.sendall(request)
            line.shutdown(socket.SHUT_WR)
            while more := line.recv(65536):
                answer += more
        except TimeoutError:
            tally.note(-1, request, answer)
            return
        except OSError:  # it was hung up on, which is an answer too
            pass
    words = answer.split(b" ", 2)
    tally.note(int(words[1]) if len(words) > 1 and words[1].isdigit() else 0, request, answer)


def _is_grave(line: str) -> bool:
    return " CRITICAL " in line or (" ERROR " in line and ".py:" in line) or "Traceback" in line


def _show(statuses: Counter[int]) -> str:
    return ", ".join(f"{count} x {status or 'hung up'}" for status, count in statuses.most_common())
