"""Put a new key pair in use: what was sealed to the old one is sealed to the new one, then the old one can go."""

from collections.abc import Collection
from pathlib import Path

from nacl.public import PublicKey
from sqlalchemy import Connection, Table, select, update

from portal.referrals.family_tables import family_addresses, wishes
from portal.referrals.sealing.envelope import key_id, reseal_data_key
from portal.referrals.sealing.keys import PrivateKeys, load_public_keys
from portal.referrals.tables import referrals

_SEALED = (referrals, wishes, family_addresses)
BATCH = 200  # requests in one transaction: families who send something wait for no longer


def reseal_some(db: Connection, council_id: str, public_key: PublicKey, private_keys: PrivateKeys) -> int:
    """Seal the data keys of the next requests of a council to its new key and return how many; 0 when all are done.

    Raises `ReferralError` with `key_missing` where the private key of one is not here; nothing is changed then.
    """
    return next((done for table in _SEALED if (done := _reseal(db, table, council_id, public_key, private_keys))), 0)


def find_keys_in_use(db: Connection) -> frozenset[str]:
    """Return the ids of all keys that some request is sealed to."""
    return frozenset(each for table in _SEALED for each in db.execute(select(table.c.key_id).distinct()).scalars())


def find_spent_files(folder: Path, in_use: Collection[str]) -> tuple[Path, ...]:
    """Return the files, private and public, of keys that nothing is sealed to and that seal nothing any more."""
    needed = {*in_use, *(key_id(key) for key in load_public_keys(folder).values())}
    files = (*(folder / "private").glob("*.key"), *(folder / "public").glob("*.pub"))
    return tuple(path for path in sorted(files) if path.stem.rpartition("-")[2] not in needed)


def _reseal(db: Connection, table: Table, council_id: str, public_key: PublicKey, private_keys: PrivateKeys) -> int:
    (key,) = table.primary_key
    new_id = key_id(public_key)
    some = select(key, table.c.key_id, table.c.sealed_key).where(table.c.key_id != new_id)
    if table is not referrals:
        some = some.join(referrals, referrals.c.id == table.c.referral_id)
    held = some.where(referrals.c.council_id == council_id).order_by(key).limit(BATCH)
    rows = db.execute(held.with_for_update(of=table, key_share=True)).all()
    for row_id, old_id, sealed_key in rows:
        resealed = reseal_data_key(private_keys, old_id, sealed_key, public_key)
        db.execute(update(table).where(key == row_id).values(key_id=new_id, sealed_key=resealed))
    return len(rows)
