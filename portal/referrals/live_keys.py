"""Keys that follow their files while a site serves: a new pair counts from the next look on, without a restart."""

import logging
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

from nacl.public import PrivateKey, PublicKey

from portal.referrals.errors import ReferralError
from portal.referrals.keys import load_private_keys, load_public_keys

K = TypeVar("K")
Marks: TypeAlias = frozenset[tuple[str, int, int]]

_log = logging.getLogger(__name__)


class LiveKeys(Mapping[str, K]):
    """Keys read anew when a file of `folder` has come, gone or changed; while one is faulty, the last good ones."""

    def __init__(self, folder: Path, load: Callable[[], Mapping[str, K]]) -> None:
        self._folder, self._load = folder, load
        self._state = (_marks(folder), load())

    def __getitem__(self, name: str) -> K:
        return self._now()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    def _now(self) -> Mapping[str, K]:
        seen, keys = self._state
        marks = _marks(self._folder)
        if marks is None or marks == seen:
            return keys
        try:
            keys = self._load()
        except (ReferralError, OSError) as error:
            _log.error("keys %s", error.code if isinstance(error, ReferralError) else type(error).__name__)
        self._state = (marks, keys)  # one assignment: other threads see both or neither
        return keys


def follow_public_keys(folder: Path) -> LiveKeys[PublicKey]:
    """Return each council's newest public key, as its files have it at every look."""
    return LiveKeys(folder / "public", lambda: load_public_keys(folder))


def follow_private_keys(folder: Path) -> LiveKeys[PrivateKey]:
    """Return every private key by key id, as the files have it at every look."""
    return LiveKeys(folder / "private", lambda: load_private_keys(folder))


def _marks(folder: Path) -> Marks | None:
    """Return name, time and size of every key file; None where the folder cannot be listed just now."""
    try:
        found = [(path, path.stat()) for path in folder.iterdir() if path.suffix in {".pub", ".key"}]
    except OSError:
        return None
    return frozenset((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in found)
