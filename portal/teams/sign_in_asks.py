"""Links that people ask for on the staff site: kept until the worker has sent them.

The site does the same for every address, so nobody learns from it who is on a list: it keeps a hash and no address,
and only the worker looks whose it is. The token is made when its mail is, and stands nowhere but in that mail.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, insert, select, update

from portal.store.boxes import row_id
from portal.teams.people import Person, person_of, plain_address
from portal.teams.sign_in import LINK_LASTS, make_link
from portal.teams.tables import people, sign_in_asks

_WAITS = tuple(timedelta(seconds=each) for each in (60, 60, 120, 300))  # a mail takes 45 s at most


@dataclass(frozen=True)
class LinkToSend:
    """A link on its way: to which address, and the token that only its mail may carry."""

    ask_id: str
    address: str
    token: str = field(repr=False)


def ask_for_link(db: Connection, address: str, *, browser: str, now: datetime) -> None:
    """Keep that the browser with this secret asks for a link to an address, whoever's it may be."""
    row = {"address_hash": _hash(address), "browser_hash": row_id(browser), "asked_at": now, "next_at": now}
    db.execute(insert(sign_in_asks).values(row | {"id": uuid4().hex, "attempts": 0}))


def is_any_ask_due(db: Connection, now: datetime) -> bool:
    """Tell whether somebody waits for a link."""
    return db.execute(select(sign_in_asks.c.id).where(sign_in_asks.c.next_at <= now).limit(1)).first() is not None


def take_next_ask(db: Connection, now: datetime) -> LinkToSend | None:
    """Take what was asked for next and make its link; None where its address is on no list, or it came too late.

    What is taken waits a minute before it is taken again, so that two workers never send one link twice.
    """
    due = select(sign_in_asks).where(sign_in_asks.c.next_at <= now).order_by(sign_in_asks.c.next_at).limit(1)
    row = db.execute(due.with_for_update(skip_locked=True)).one_or_none()
    if row is None:
        return None
    person = _find_person(db, row.address_hash)
    if person is None or row.asked_at <= now - LINK_LASTS or row.attempts >= len(_WAITS):
        end_ask(db, row.id)
        return None
    again = {"attempts": row.attempts + 1, "next_at": now + _WAITS[row.attempts]}
    db.execute(update(sign_in_asks).where(sign_in_asks.c.id == row.id).values(again))
    return LinkToSend(row.id, person.email, make_link(db, person.id, now, browser_hash=row.browser_hash))


def end_ask(db: Connection, ask_id: str) -> None:
    """Forget what was asked for: it is sent, or never will be."""
    db.execute(delete(sign_in_asks).where(sign_in_asks.c.id == ask_id))


def _find_person(db: Connection, address_hash: str) -> Person | None:
    """Find whose address it is; of somebody with several teams, the one they were in last."""
    rows = db.execute(select(people).where(people.c.left_at.is_(None)).order_by(people.c.added_at, people.c.id)).all()
    found = [row for row in rows if _hash(row.email) == address_hash]
    return person_of(max(found, key=_last_visit)) if found else None


def _last_visit(row: Row[tuple[object, ...]]) -> float:
    return row.visited_at.timestamp() if row.visited_at else 0.0


def _hash(address: str) -> str:
    return hashlib.sha256(b"portal address\0" + plain_address(address).encode("utf-8", "surrogatepass")).hexdigest()
