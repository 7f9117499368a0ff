"""Find an earlier request of perhaps the same family, by keyed hashes of numbers and addresses; a person judges.

The key of a hash comes from the private key that opens the request, so only the staff side can make one, and a copy of
the database cannot be searched for a number. Marks go when their request goes.
"""

import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.public import PrivateKey
from sqlalchemy import Connection, select

from portal.referrals.casework.restriction import Viewer, is_visible
from portal.referrals.casework.rows import RequestRow
from portal.referrals.models import Answers, ContactWay
from portal.referrals.sealing.keys import PrivateKeys
from portal.referrals.states import State
from portal.referrals.tables import contact_marks, referrals
from portal.store.upserts import insert_into

_NUMBERS = {ContactWay.PHONE, ContactWay.TEXT}
_FEWEST_DIGITS = 9


@dataclass(frozen=True)
class Earlier:
    """A request that has a number or address in common with another."""

    id: str
    reference: str
    state: State
    received_at: datetime


def keep_marks(db: Connection, row: RequestRow, answers: Answers, private_keys: PrivateKeys) -> None:
    """Keep the marks of a request that is open on the staff side, under the newest key it is sealed to."""
    for mark in _marks(answers, private_keys[row.key_id]):
        new = insert_into(db, contact_marks).values(referral_id=row.id, mark=mark)
        db.execute(new.on_conflict_do_nothing())


def find_earlier(
    db: Connection, row: RequestRow, answers: Answers, private_keys: PrivateKeys, viewer: Viewer, now: datetime
) -> tuple[Earlier, ...]:
    """Return the team's other requests with a number or address of this one, newest first; never another team's."""
    marks = {mark for key in private_keys.values() for mark in _marks(answers, key)}
    same = select(contact_marks.c.referral_id).where(contact_marks.c.mark.in_(marks))
    others = (referrals.c.id.in_(same), referrals.c.id != row.id, referrals.c.team_id == row.team_id)
    columns = (referrals.c.id, referrals.c.reference, referrals.c.state, referrals.c.received_at)
    found = select(*columns).where(*others, is_visible(viewer, now)).order_by(referrals.c.received_at.desc())
    return tuple(Earlier(each.id, each.reference, State(each.state), each.received_at) for each in db.execute(found))


def _marks(answers: Answers, key: PrivateKey) -> frozenset[str]:
    secret = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal contact marks").derive(bytes(key))
    return frozenset(hmac.new(secret, value.encode(), hashlib.sha256).hexdigest() for value in _values(answers))


def _values(answers: Answers) -> Iterable[str]:
    """Yield the family's own numbers as national digits and its addresses in lower case; not those of their helpers."""
    for contact in answers.contacts:
        digits = re.sub(r"^(0044|44)0?|^0", "", re.sub(r"\D", "", contact.detail))
        if contact.way in _NUMBERS and len(digits) >= _FEWEST_DIGITS:
            yield f"number {digits}"
        elif contact.way is ContactWay.EMAIL and contact.detail:
            yield f"email {contact.detail.strip().lower()}"
