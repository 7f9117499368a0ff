"""Look a request up again with its reference and four words: opt-in, shown once, kept only as a slow hash.

An unknown reference, wrong words and words of somebody else's request cost the same and get the same answer.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, or_, select, update

from portal.referrals.asking.submit import SentRequest
from portal.referrals.audit import Event, record_event
from portal.referrals.family_tables import lookup_sessions, lookups
from portal.referrals.following.lookup_words import new_words, read_words
from portal.referrals.references import read_reference
from portal.referrals.tables import referrals
from portal.store.boxes import new_secret, row_id
from portal.store.upserts import insert_into

IDLE_FOR = timedelta(minutes=15)
LIVES_FOR = timedelta(hours=3)  # more than ten times the idle time, so that it can be put off as often (WCAG 2.2.1)
_COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 2**26, "dklen": 32}  # about a tenth of a second


class Looker(StrEnum):
    """Who looks: the family itself, or somebody who helped it to ask and sees less."""

    FAMILY = "family"
    HELPER = "helper"


@dataclass(frozen=True)
class Words:
    """What is shown once to whoever wants to look up: the reference and four words."""

    reference: str
    words: tuple[str, ...]
    who: Looker


@dataclass(frozen=True)
class LookedUp:
    """A request that this browser has looked up, and as whom."""

    referral_id: str
    council_id: str
    who: Looker
    ends_at: datetime


def draw_words(sent: SentRequest) -> tuple[Words, str]:
    """Draw new words for whoever has just sent, and hash them; outside a transaction, for it is slow on purpose."""
    who = Looker.HELPER if sent.is_by_helper else Looker.FAMILY
    drawn = Words(sent.reference, new_words(), who)
    return drawn, _hash(sent.reference, drawn.words)


def keep_words(db: Connection, sent: SentRequest, who: Looker, *, words_hash: str, now: datetime) -> None:
    """Let the words be looked up with; older ones of the same looker end."""
    row = {"hash": words_hash, "made_at": now}
    new = insert_into(db, lookups).values(referral_id=sent.id, who=who, **row)
    db.execute(new.on_conflict_do_update(index_elements=["referral_id", "who"], set_=row))
    record_event(db, Event("lookup_made", sent.id, actor=who, at=now))


def hash_typed(reference: str, words: str) -> tuple[str, str]:
    """Return the reference as it is kept and the slow hash of what was typed, whatever was typed.

    It takes as long for any text, and has to be done outside a transaction: it is slow on purpose.
    """
    kept = read_reference(reference)
    return kept, _hash(kept, read_words(words))


def begin_looking(db: Connection, *, reference: str, typed_hash: str, now: datetime) -> str | None:
    """Begin a session for what `hash_typed` gave and return its secret; None where nothing fits."""
    match = (referrals.c.reference == reference, lookups.c.hash == typed_hash)
    query = select(lookups.c.referral_id, lookups.c.who).join(referrals, referrals.c.id == lookups.c.referral_id)
    row = db.execute(query.where(*match)).one_or_none()
    if row is None:
        return None
    secret = new_secret()
    values = {"referral_id": row.referral_id, "who": row.who, "started_at": now, "touched_at": now}
    db.execute(insert_into(db, lookup_sessions).values(row_id=row_id(secret), **values))
    record_event(db, Event("looked_up", row.referral_id, actor=row.who, at=now))
    return secret


def find_looked_up(db: Connection, secret: str, now: datetime) -> LookedUp | None:
    """Return what a session looks at, and begin its idle time again; None where it has run out or been ended."""
    each = lookup_sessions.c
    alive = (each.row_id == row_id(secret), each.touched_at > now - IDLE_FOR, each.started_at > now - LIVES_FOR)
    query = select(each.referral_id, each.who, each.started_at, referrals.c.council_id)
    row = db.execute(query.join(referrals, referrals.c.id == each.referral_id).where(*alive)).one_or_none()
    if row is None:
        return None
    db.execute(update(lookup_sessions).where(each.row_id == row_id(secret)).values(touched_at=now))
    ends_at = min(now + IDLE_FOR, row.started_at + LIVES_FOR)
    return LookedUp(row.referral_id, row.council_id, Looker(row.who), ends_at)


def end_looking(db: Connection, secret: str) -> None:
    """End a session at once."""
    db.execute(delete(lookup_sessions).where(lookup_sessions.c.row_id == row_id(secret)))


def end_lookup(db: Connection, looked_up: LookedUp, now: datetime) -> None:
    """Let nobody look this up with these words any more, and end every session that did."""
    of = (lookups.c.referral_id == looked_up.referral_id, lookups.c.who == looked_up.who)
    db.execute(delete(lookups).where(*of))
    same = (lookup_sessions.c.referral_id == looked_up.referral_id, lookup_sessions.c.who == looked_up.who)
    db.execute(delete(lookup_sessions).where(*same))
    record_event(db, Event("lookup_ended", looked_up.referral_id, actor=looked_up.who, at=now))


def sweep_lookups(db: Connection, now: datetime) -> None:
    """Forget the sessions that have run out."""
    each = lookup_sessions.c
    db.execute(
        delete(lookup_sessions).where(or_(each.touched_at <= now - IDLE_FOR, each.started_at <= now - LIVES_FOR))
    )


def _hash(reference: str, words: tuple[str, ...]) -> str:
    """Hash slowly; the reference, which no two requests share, is the salt."""
    return hashlib.scrypt(" ".join(words).encode(), salt=f"portal look-up {reference}".encode(), **_COST).hex()
