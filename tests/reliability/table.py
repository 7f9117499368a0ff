"""What a row of the table says, and what it is run with."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias


@dataclass(frozen=True)
class Row:
    """A promise, the figure that was asked for, the one that was reached, and whether that is enough."""

    promise: str
    asked: str
    reached: str
    is_ok: bool


@dataclass(frozen=True)
class Run:
    """How much is run, and a folder to work in."""

    is_full: bool
    folder: Path

    def size(self, selection: int, full: int) -> int:
        """Return how many of something this run makes."""
        return full if self.is_full else selection

    def room(self, name: str) -> Path:
        """Make a folder of its own for a part of a row."""
        (room := self.folder / name).mkdir(mode=0o755, parents=True)
        return room


Measure: TypeAlias = Callable[[Run], Iterator[Row]]


def print_table(rows: Sequence[Row]) -> None:
    """Print every row under its columns."""
    lines = [("promise", "figure asked", "reached", "")]
    lines += [(row.promise, row.asked, row.reached, "ok" if row.is_ok else "MISS") for row in rows]
    widths = [max(len(line[column]) for line in lines) for column in range(3)]
    for promise, asked, reached, verdict in lines:
        print(f"{promise:{widths[0]}} | {asked:{widths[1]}} | {reached:{widths[2]}} | {verdict}")
