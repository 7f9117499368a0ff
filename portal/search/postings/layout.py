"""How the scored postings of a field lie in their file: sizes and terms with counts, positions, scores, planes of common terms."""

from collections.abc import Sequence
from pathlib import Path

from portal.search.planes import UNIT, Planes, gather, spread

TEXT, CONCEPTS = "text", "concepts"  # the fields
UNITS = {TEXT: UNIT, CONCEPTS: 0.7 * UNIT}  # another name for a thing counts less than the word itself
COMMON = 48  # a term in more than one of so many services is kept as planes: they are larger, but read at once
PLANES = 8  # of such a term: its weight is small
HEAD = 8  # bytes of the length of a file's head
_RARE = 16  # services up to which planes are put together one by one


def path_of(folder: Path, name: str) -> Path:
    """Return the file of field `name`."""
    return folder / f"{name}.postings"


def width_of(size: int) -> int:
    """Return the bytes of one plane of so many services."""
    return (size >> 3) + 1


def gather_scores(ids: Sequence[int], scores: Sequence[float], *, size: int, unit: float) -> Planes:
    """Return scores as planes; what stands somewhere never counts nothing."""
    numbers = [max(1, int(score * unit + 0.5)) for score in scores]
    if len(ids) <= _RARE:
        return spread([(number, 1 << service) for service, number in zip(ids, numbers, strict=True)])
    return gather(zip(ids, numbers, strict=True), size)
