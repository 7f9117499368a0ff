"""Keys that follow their files while a site serves: a new pair counts from the next look on, without a restart."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from nacl.public import PrivateKey, PublicKey

from portal.followed import Followed
from portal.referrals.errors import ReferralError
from portal.referrals.sealing.keys import load_private_keys, load_public_keys

K = TypeVar("K")

_log = logging.getLogger(__name__)


def follow_public_keys(folder: Path) -> Mapping[str, PublicKey]:
    """Return each council's newest public key, as its files have it at every look; while one is faulty, the last good ones."""
    return _follow(folder / "public", lambda: load_public_keys(folder))


def follow_private_keys(folder: Path) -> Mapping[str, PrivateKey]:
    """Return every private key by key id, as the files have it at every look; while one is faulty, the last good ones."""
    return _follow(folder / "private", lambda: load_private_keys(folder))


def _follow(folder: Path, load: Callable[[], Mapping[str, K]]) -> Followed[K]:
    def load_good(before: Mapping[str, K] | None) -> Mapping[str, K]:
        try:
            return load()
        except (ReferralError, OSError) as error:
            if before is None:
                raise
            _log.error("keys %s", error.code if isinstance(error, ReferralError) else type(error).__name__)
            return before

    return Followed(folder, {".pub", ".key"}, load_good)
