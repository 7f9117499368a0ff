"""Remember for one browser, for a short time, where its family is and what it put aside.

Only the browser's cookie opens what is kept.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from portal.places.models import Place, Point, Precision
from portal.store.boxes import BoxError, open_box, row_id, seal
from portal.store.upserts import insert_into
from portal.visits.shortlist import Entry, PackWords, Shortlist
from portal.visits.tables import visits

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=2)
# A box sealed before one of these changed its shape stays shut: the visit begins again.
_CONTEXT = "visits.box " + ",".join(each.name for kind in (Place, Entry, PackWords) for each in fields(kind))


@dataclass(frozen=True)
class Visit:
    """What is kept for a browser, and until when."""

    started_at: datetime
    touched_at: datetime
    place: Place | None = None
    shortlist: Shortlist = field(default_factory=Shortlist)

    @property
    def ends_at(self) -> datetime:
        """Give the moment at which the visit is forgotten if nothing more happens."""
        return min(self.touched_at + IDLE, self.started_at + LONGEST)


def remember_place(db: Connection, secret: str, place: Place, now: datetime) -> None:
    """Keep the place for the browser that holds `secret`; a visit that ran out begins again."""
    _change(db, secret, lambda visit: replace(visit, place=place), now)


def change_shortlist(db: Connection, secret: str, change: Callable[[Shortlist], Shortlist], now: datetime) -> Visit:
    """Keep the browser's shortlist as `change` makes it; a visit that ran out begins again."""
    return _change(db, secret, lambda visit: replace(visit, shortlist=change(visit.shortlist)), now)


def find_visit(db: Connection, secret: str, now: datetime) -> Visit | None:
    """Give the live visit of a cookie; reads only."""
    return _find(db, secret, now, is_locking=False)


def extend_visit(db: Connection, secret: str, now: datetime) -> bool:
    """Begin the idle time of a live visit again; tell whether there was one."""
    touch = update(visits).where(visits.c.row_id == row_id(secret), _is_live(now)).values(touched_at=now)
    return db.execute(touch).rowcount == 1


def end_visit(db: Connection, secret: str) -> None:
    """Forget a browser at once."""
    db.execute(delete(visits).where(visits.c.row_id == row_id(secret)))


def sweep_visits(db: Connection, now: datetime) -> int:
    """Delete what has run out; return how many."""
    is_over = or_(visits.c.touched_at <= now - IDLE, visits.c.started_at <= now - LONGEST)
    return db.execute(delete(visits).where(is_over)).rowcount


def _change(db: Connection, secret: str, change: Callable[[Visit], Visit], now: datetime) -> Visit:
    """Read, change and keep a visit; the row is locked between, so that two quick taps both count."""
    before = _find(db, secret, now, is_locking=True) or Visit(started_at=now, touched_at=now)
    visit = replace(change(before), touched_at=now)
    row = {"box": _seal(secret, visit), "started_at": visit.started_at, "touched_at": now}
    insert = insert_into(db, visits).values(row_id=row_id(secret), **row)
    db.execute(insert.on_conflict_do_update(index_elements=["row_id"], set_=row))
    return visit


def _find(db: Connection, secret: str, now: datetime, *, is_locking: bool) -> Visit | None:
    query = select(visits).where(visits.c.row_id == row_id(secret), _is_live(now))
    row = db.execute(query.with_for_update() if is_locking else query).one_or_none()
    if row is None:
        return None
    try:
        place, shortlist = _open(secret, row.box)
    except BoxError:
        return None
    return Visit(row.started_at, row.touched_at, place, shortlist)


def _is_live(now: datetime) -> ColumnElement[bool]:
    return and_(visits.c.touched_at > now - IDLE, visits.c.started_at > now - LONGEST)


def _seal(secret: str, visit: Visit) -> bytes:
    kept = {"place": asdict(visit.place) if visit.place else None, "shortlist": asdict(visit.shortlist)}
    return seal(secret, json.dumps(kept).encode(), context=_CONTEXT)


def _open(secret: str, box: bytes) -> tuple[Place | None, Shortlist]:
    kept = json.loads(open_box(secret, box, context=_CONTEXT))
    place, listed = kept["place"], kept["shortlist"]
    if place:
        place["precision"] = Precision(place["precision"])
        place["point"] = Point(*place["point"]) if place["point"] else None
        place["candidates"] = tuple(place["candidates"])
    shortlist = Shortlist(tuple(Entry(**each) for each in listed["entries"]), PackWords(**listed["words"]))
    return Place(**place) if place else None, shortlist
