"""Keep what is dear to work out in the data folder, by a hash of all that it comes from, and open it at the next start.

Python's pickle runs what it reads, so a file is opened only where nobody but this process's own user (or the system's
administrator) could have written it: folder and file are looked at through their open handles, which nobody can exchange
in between. Whatever is not so, is broken, half written or of another version is worked out afresh.
"""

import hashlib
import io
import logging
import os
import pickle
import stat
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import _lru_cache_wrapper, cache, lru_cache
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from typing import Any, BinaryIO

from portal.collecting import without_collecting
from portal.whole_file import BEGUN, written_whole

_CODE = Path(__file__).parent
_ENDING = ".kept"
_ABANDONED = 3600.0  # seconds after which nobody writes such a file any more
_OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO
_SUM = 32  # bytes of the hash before the content
_NUMBER = 8  # bytes of a length
_CHUNK = 1 << 18  # bytes hashed at once
_log = logging.getLogger(__name__)


class Keeper:
    """Keeps values as files of one folder, of each name the latest two: another process may be at the one before."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, name: str, sources: str, *, known: Sequence[object] = ()) -> list[object] | None:
        """Return the pieces kept under `name` for `sources`, None where they are not or must not be trusted.

        `sources`: a hash of all they were worked out of. `known`: as they were kept; the same must stand there each time.
        """
        mapped = _map_own(self._folder, _file_name(name, sources))
        if mapped is None:
            return None
        with without_collecting():
            found = list(_load_pieces(memoryview(mapped)[_SUM:], known))
        mapped.madvise(MADV_DONTNEED)  # what was unpickled is not looked at again
        return found

    def keep(self, name: str, sources: str, pieces: Iterable[object], *, known: Sequence[object] = ()) -> None:
        """Keep `pieces`, which may share parts; a full disk is told and stops nothing.

        Of what is `known` only the place in that sequence is written.
        """
        content = b"".join(_dump_pieces(pieces, known))
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            kept = self._folder / _file_name(name, sources)
            with written_whole(kept) as aside:
                aside.write_bytes(hashlib.sha256(content).digest() + content)
            self._forget_older(name, kept)
        except OSError as error:
            _log.warning("not kept: %s", error.strerror)

    def _forget_older(self, name: str, kept: Path) -> None:
        """Delete what is older than the latest two of a name, and what was left by whoever ended while writing."""
        found = sorted(self._folder.glob(f"{name}-*{_ENDING}"), key=lambda path: path.stat().st_mtime)
        since = kept.stat().st_mtime - _ABANDONED
        left = [path for path in self._folder.glob(f"{BEGUN}*") if path.stat().st_mtime < since]
        for path in (*found[:-2], *left):
            path.unlink(missing_ok=True)


def _file_name(name: str, sources: str) -> str:
    whole = hashlib.sha256(f"{sources} {_hash_code()} {sys.version}".encode())
    return f"{name}-{whole.hexdigest()[:32]}{_ENDING}"


@cache
def _hash_code() -> str:
    """Return a hash of the portal's own files, the locked versions of the libraries among them."""
    whole = hashlib.sha256()
    for folder, folders, names in os.walk(_CODE):
        folders[:] = sorted(
            each for each in folders if each not in {"__pycache__", "translations", "templates", "static"}
        )
        for name in sorted(names):
            whole.update(f"{name}\0".encode())
            whole.update((Path(folder) / name).read_bytes())
    return whole.hexdigest()


def _map_own(folder: Path, name: str) -> mmap | None:
    """Return a file with the hash at its beginning, None unless it is whole and only we can have written it.

    It is mapped, so that of what is only looked at now and then nothing but those pages takes room.
    """
    try:
        at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        if not _is_ours(os.fstat(at)):
            return None
        with os.fdopen(os.open(name, os.O_RDONLY | os.O_NOFOLLOW, dir_fd=at), "rb") as file:
            is_whole = _is_ours(os.fstat(file.fileno())) and _is_whole(file)
            return mmap(file.fileno(), 0, access=ACCESS_READ) if is_whole else None
    except OSError:
        return None
    finally:
        os.close(at)


def _is_ours(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_MAY


def _is_whole(file: BinaryIO) -> bool:
    written, found = file.read(_SUM), hashlib.sha256()
    while chunk := file.read(_CHUNK):
        found.update(chunk)
    return found.digest() == written


class _Pickler(pickle.Pickler):
    def __init__(self, file: io.BytesIO, known: Sequence[object], keep: Callable[[pickle.PickleBuffer], None]) -> None:
        super().__init__(file, protocol=5, buffer_callback=keep)
        self._places = {id(each): place for place, each in enumerate(known)}

    def persistent_id(self, value: object) -> int | None:
        return self._places.get(id(value))

    def reducer_override(self, value: object) -> Any:
        """Write a function that remembers its answers without what it remembers."""
        if not isinstance(value, _lru_cache_wrapper):
            return NotImplemented
        return _remember, (value.__wrapped__, value.cache_parameters()["maxsize"])


def _remember(function: Callable[..., object], most: int | None) -> object:
    return lru_cache(most)(function)


class _Unpickler(pickle.Unpickler):
    def __init__(self, file: io.BytesIO, known: Sequence[object], buffers: Iterable[memoryview]) -> None:
        super().__init__(file, buffers=buffers)
        self._known = known

    def persistent_load(self, place: int) -> object:
        return self._known[place]


def _dump_pieces(pieces: Iterable[object], known: Sequence[object]) -> Iterator[bytes]:
    """Yield lengths, the pickled pieces, and beside them what is not pickled but only mapped when it is opened."""
    written, beside = io.BytesIO(), list[pickle.PickleBuffer]()
    pickler = _Pickler(written, known, beside.append)
    for piece in pieces:
        pickler.dump(piece)
    parts = [written.getvalue(), *(bytes(each.raw()) for each in beside)]
    yield array("Q", (len(parts), *map(len, parts))).tobytes()
    for part in parts:
        yield part + bytes(-len(part) % _NUMBER)  # so that numbers in the next begin where numbers may


def _load_pieces(content: memoryview, known: Sequence[object]) -> Iterator[object]:
    """Yield piece after piece: in between, other threads get their turn."""
    pickled, *beside = _split(content)
    file = io.BytesIO(pickled)
    unpickler = _Unpickler(file, known, beside)
    while file.tell() < len(pickled):
        yield unpickler.load()


def _split(content: memoryview) -> Iterator[memoryview]:
    at = (1 + content[:_NUMBER].cast("Q")[0]) * _NUMBER
    for length in content[_NUMBER:at].cast("Q"):
        yield content[at : at + length]
        at += length + -length % _NUMBER
