"""Remember for one browser, for a short time, where its family is; only the browser's cookie opens what is kept."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from portal.places.models import Place, Point, Precision
from portal.store.boxes import BoxError, open_box, row_id, seal
from portal.store.upserts import insert_into
from portal.visits.tables import visits

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=2)
# A box sealed before `Place` changed its shape stays shut: the visit begins again.
_CONTEXT = "visits.box " + ",".join(field.name for field in fields(Place))


@dataclass(frozen=True)
class Visit:
    """What is kept for a browser, and until when."""

    place: Place
    started_at: datetime
    touched_at: datetime

    @property
    def ends_at(self) -> datetime:
        """Give the moment at which the visit is forgotten if nothing more happens."""
        return min(self.touched_at + IDLE, self.started_at + LONGEST)


def remember_place(db: Connection, secret: str, place: Place, now: datetime) -> None:
    """Keep the place for the browser that holds `secret`; a visit that ran out begins again."""
    visit = find_visit(db, secret, now)
    row = {
        "box": _seal_place(secret, place),
        "started_at": visit.started_at if visit else now,
        "touched_at": now,
    }
    insert = insert_into(db, visits).values(row_id=row_id(secret), **row)
    db.execute(insert.on_conflict_do_update(index_elements=["row_id"], set_=row))


def find_visit(db: Connection, secret: str, now: datetime) -> Visit | None:
    """Give the live visit of a cookie; reads only."""
    row = db.execute(select(visits).where(visits.c.row_id == row_id(secret), _is_live(now))).one_or_none()
    if row is None:
        return None
    try:
        place = _open_place(secret, row.box)
    except BoxError:
        return None
    return Visit(place=place, started_at=row.started_at, touched_at=row.touched_at)


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


def _is_live(now: datetime) -> ColumnElement[bool]:
    return and_(visits.c.touched_at > now - IDLE, visits.c.started_at > now - LONGEST)


def _seal_place(secret: str, place: Place) -> bytes:
    return seal(secret, json.dumps({"place": asdict(place)}).encode(), context=_CONTEXT)


def _open_place(secret: str, box: bytes) -> Place:
    kept = json.loads(open_box(secret, box, context=_CONTEXT))["place"]
    kept["precision"] = Precision(kept["precision"])
    kept["point"] = Point(*kept["point"]) if kept["point"] else None
    kept["candidates"] = tuple(kept["candidates"])
    return Place(**kept)
