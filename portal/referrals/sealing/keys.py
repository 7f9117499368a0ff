"""Key files: `public/COUNCIL-KEYID.pub` for whoever seals, `private/COUNCIL-KEYID.key` only for whoever may read.

A file holds one line: the moment it was made, a space, the key in base64. The newest public key of a council seals;
every private key that is still there opens.
"""

import base64
import os
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey

from portal.referrals.errors import ReferralError
from portal.referrals.sealing.envelope import key_id, new_key_pair
from portal.whole_file import written_whole

PublicKeys: TypeAlias = Mapping[str, PublicKey]  # by council id
PrivateKeys: TypeAlias = Mapping[str, PrivateKey]  # by key id


@dataclass(frozen=True)
class _KeyFile:
    council_id: str
    key_id: str
    made_at: datetime
    key: bytes


def ensure_keys(folder: Path, councils: Iterable[str], *, now: datetime) -> tuple[str, ...]:
    """Make a key pair for each council (by id) that has none and touch nothing else; return those councils."""
    there = load_public_keys(folder)
    missing = tuple(council for council in councils if council not in there)
    for council in missing:
        write_keys(folder, council, now)
    return missing


def write_keys(folder: Path, council_id: str, now: datetime) -> str:
    """Make a council's key pair and return its id; the public key appears only once the private one is on disk."""
    public, private = new_key_pair()
    name = f"{council_id}-{key_id(public)}"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    (folder / "private").mkdir(mode=0o700, exist_ok=True)
    (folder / "public").mkdir(mode=0o755, exist_ok=True)
    _write(folder / "private" / f"{name}.key", _line(bytes(private), now), is_private=True)
    _write(folder / "public" / f"{name}.pub", _line(bytes(public), now), is_private=False)
    return key_id(public)


def load_public_keys(folder: Path) -> PublicKeys:
    """Return each council's newest public key; raise `ReferralError` (`key_malformed`) for a file that is none."""
    found = sorted((_read(path) for path in (folder / "public").glob("*.pub")), key=lambda each: each.made_at)
    return {each.council_id: _public(each) for each in found}


def load_private_keys(folder: Path) -> PrivateKeys:
    """Return every private key by key id.

    Raises `ReferralError`: `key_folder_mode`, `key_mode`, `key_owner`, `key_malformed`.
    """
    private = folder / "private"
    if private.exists() and stat.S_IMODE(private.stat().st_mode) & 0o077:
        raise ReferralError("key_folder_mode")
    return {path.stem.rpartition("-")[2]: _private(path) for path in sorted(private.glob("*.key"))}


def refuse_unsafe_keys(folder: Path, *, data: Path, is_live: bool) -> None:
    """Raise `ReferralError` where others could put a key of theirs in (`key_public_mode`), or where whoever takes the
    data of a live site takes the keys with it (`key_beside_data`).
    """
    if is_live and _is_within(folder, data):
        raise ReferralError("key_beside_data")
    public = folder / "public"
    for path in (folder, public, *public.glob("*.pub")):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o022:
            raise ReferralError("key_public_mode")


def can_read_private_keys(folder: Path) -> bool:
    """Tell whether this process could open a private key; the public site refuses to start where it can.

    A folder that cannot be listed may still give a file to whoever knows its name, and the public files tell the names.
    """
    private = folder / "private"
    named = {private / f"{path.stem}.key" for path in (folder / "public").glob("*.pub")}
    listed = set(private.glob("*.key")) if os.access(private, os.R_OK | os.X_OK, effective_ids=True) else set()
    return any(_opens(path) for path in named | listed)


def _opens(path: Path) -> bool:
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False


def _line(key: bytes, now: datetime) -> str:
    return f"{now.isoformat()} {base64.b64encode(key).decode()}\n"


def _is_within(path: Path, folder: Path) -> bool:
    return folder.resolve() in (path.resolve(), *path.resolve().parents)


def _write(path: Path, line: str, *, is_private: bool) -> None:
    """Write a key that is on disk, name and all, before this returns: what is sealed to a lost one nobody can read."""
    with written_whole(path, is_private=is_private) as aside, aside.open("w") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _read(path: Path) -> _KeyFile:
    council_id, _, name = path.stem.rpartition("-")
    try:
        made_at, _, key = path.read_text(encoding="ascii").strip().partition(" ")
        file = _KeyFile(council_id, name, datetime.fromisoformat(made_at), base64.b64decode(key, validate=True))
    except ValueError as error:
        raise ReferralError("key_malformed") from error
    if file.made_at.tzinfo is None:  # with no zone nobody can tell which key is the newest
        raise ReferralError("key_malformed")
    return file


def _public(file: _KeyFile) -> PublicKey:
    try:
        public = PublicKey(file.key)
    except CryptoError as error:
        raise ReferralError("key_malformed") from error
    if key_id(public) != file.key_id:
        raise ReferralError("key_malformed")
    return public


def _private(path: Path) -> PrivateKey:
    found = path.stat()
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise ReferralError("key_mode")
    if found.st_uid not in {0, os.geteuid()}:
        raise ReferralError("key_owner")
    file = _read(path)
    try:
        private = PrivateKey(file.key)
    except CryptoError as error:
        raise ReferralError("key_malformed") from error
    if key_id(private.public_key) != file.key_id:
        raise ReferralError("key_malformed")
    return private
