"""Fifty windows press Send at the same moment, again and again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from portal.referrals.tables import referrals
from portal.store.transactions import reading
from tests.postgres import running_server
from tests.reliability.browser import Answer, Browser
from tests.reliability.family import ring_me, send, walk
from tests.reliability.site import Site, make_site, running
from tests.reliability.table import Row, Run

WINDOWS = 50


def measure(run: Run) -> Iterator[Row]:
    """Press on SQLite and on PostgreSQL."""
    keys = run.size(6, 100)
    yield _press(make_site(run.room("sqlite")), "SQLite", keys)
    with running_server() as server:
        server.run("CREATE DATABASE portal TEMPLATE template0")
        yield _press(make_site(run.room("postgresql"), DATABASE_URL=server.address("portal")), "PostgreSQL", keys)


def _press(site: Site, kind: str, keys: int) -> Row:
    shown: list[set[str]] = []
    with running(site, "serve public") as (public,), ThreadPoolExecutor(WINDOWS) as pool:
        for number in range(keys):
            family = Browser(public.port, address=f"127.1.{number}.1")
            check = walk(family, ring_me(f"Family {number}"))
            together = Barrier(WINDOWS)
            windows = [family.again() for _ in range(WINDOWS)]
            receipts = pool.map(lambda window: _press_once(window, check, together), windows)  # noqa: B023
            shown.append({receipt.reference or f"{receipt.path} {receipt.status}" for receipt in receipts})
    kept = _count(site)
    torn = [each for each in shown if len(each) != 1]
    told = f"{keys} keys x {WINDOWS}: {kept} requests, {len(torn)} keys with more than one answer"
    told += "".join(f"; {sorted(each)[:3]}" for each in torn[:2])
    asked = f"{WINDOWS} x {keys} keys: {keys} requests, each press the same receipt (full: 100)"
    return Row(f"pressing twice sends once ({kind})", asked, told, kept == keys and not torn)


def _press_once(window: Browser, check: Answer, together: Barrier) -> Answer:
    together.wait()
    return send(window, check)


def _count(site: Site) -> int:
    engine = site.open()
    with reading(engine) as db:
        count = db.execute(select(func.count()).select_from(referrals)).scalar_one()
    engine.dispose()
    return count
