"""Put a new key pair in use: what was sealed to the old one is sealed to the new one, then the old one can go."""

from collections.abc import Collection
from pathlib import Path

from nacl.public import PublicKey
from sqlalchemy import Connection, select, update

from portal.referrals.keys import PrivateKeys, load_public_keys
from portal.referrals.sealing import key_id, reseal_data_key
from portal.referrals.tables import referrals

BATCH = 200  # requests in one transaction: families who send something wait for no longer


def reseal_some(db: Connection, council_id: str, public_key: PublicKey, private_keys: PrivateKeys) -> int:
    """Seal the data keys of the next requests of a council to its new key and return how many; 0 when all are done.

    Raises `ReferralError` with `key_missing` where the private key of one is not here; nothing is changed then.
    """
    new_id = key_id(public_key)
    is_old = (referrals.c.council_id == council_id, referrals.c.key_id != new_id)
    columns = (referrals.c.id, referrals.c.key_id, referrals.c.sealed_key)
    some = select(*columns).where(*is_old).order_by(referrals.c.id).limit(BATCH)
    rows = db.execute(some.with_for_update(key_share=True)).all()
    for row in rows:
        sealed_key = reseal_data_key(private_keys, row.key_id, row.sealed_key, public_key)
        change = update(referrals).where(referrals.c.id == row.id)
        db.execute(change.values(key_id=new_id, sealed_key=sealed_key))
    return len(rows)


def find_keys_in_use(db: Connection) -> frozenset[str]:
    """Return the ids of all keys that some request is sealed to."""
    return frozenset(db.execute(select(referrals.c.key_id).distinct()).scalars())


def find_spent_files(folder: Path, in_use: Collection[str]) -> tuple[Path, ...]:
    """Return the files, private and public, of keys that nothing is sealed to and that seal nothing any more."""
    needed = {*in_use, *(key_id(key) for key in load_public_keys(folder).values())}
    files = (*(folder / "private").glob("*.key"), *(folder / "public").glob("*.pub"))
    return tuple(path for path in sorted(files) if path.stem.rpartition("-")[2] not in needed)
