"""What files say, read anew once one of them has come, gone or changed: who runs for months needs no restart."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias, TypeVar

V = TypeVar("V")
Load: TypeAlias = Callable[[Mapping[str, V] | None], Mapping[str, V]]
_Marks: TypeAlias = frozenset[tuple[str, int, int]]


class Followed(Mapping[str, V]):
    """What `load` makes of the files in `folder` that end so, as they are at every look.

    It is given what it made before (None at first), to give it back where a file is faulty now.
    """

    def __init__(self, folder: Path, endings: Collection[str], load: Load[V]) -> None:
        self._folder, self._endings, self._load = folder, endings, load
        self._state = (self._mark(), load(None))

    def __getitem__(self, name: str) -> V:
        return self._now()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._now())

    def __len__(self) -> int:
        return len(self._now())

    def _now(self) -> Mapping[str, V]:
        seen, found = self._state
        marks = self._mark()
        if marks is not None and marks != seen:
            found = self._load(found)
            self._state = (marks, found)  # one assignment: other threads see both or neither
        return found

    def _mark(self) -> _Marks | None:
        """Return name, time and size of every file; None where the folder cannot be listed just now."""
        try:
            found = [(path, path.stat()) for path in self._folder.iterdir() if path.suffix in self._endings]
        except OSError:
            return None
        return frozenset((path.name, stat.st_mtime_ns, stat.st_size) for path, stat in found)
