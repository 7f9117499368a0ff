"""Services kept packed, each opened when it is asked for: thousands take long to make, and much room, and few are shown."""

import pickle
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from portal.catalogue.outlines import Outline, outline

if TYPE_CHECKING:
    from portal.catalogue.models import Service

MOST_OPEN = 1500  # services that stay open, the last used ones; each takes some 4 kB


class PackedServices(Mapping[str, "Service"]):
    """Services by id, in order; `outlines` tell of all what is asked of many. Frozen, so safe for threads.

    Unpickling runs what it reads: `packed` is what `pack_services` made, and comes from where only we can have written.
    """

    def __init__(self, outlines: tuple[Outline, ...], ends: "array[int]", packed: bytes | memoryview) -> None:
        self.outlines = outlines
        self._ends, self._packed = ends, memoryview(packed)
        self._numbers = {each.id: number for number, each in enumerate(outlines)}
        self._open = lru_cache(MOST_OPEN)(self._unpack)

    def __getitem__(self, service_id: str) -> "Service":
        return self._open(self._numbers[service_id])

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __contains__(self, service_id: object) -> bool:
        return service_id in self._numbers

    def __reduce__(self) -> tuple[type["PackedServices"], tuple[object, ...]]:
        return PackedServices, (self.outlines, self._ends, pickle.PickleBuffer(self._packed))

    def _unpack(self, number: int) -> "Service":
        start = self._ends[number - 1] if number else 0
        service: Service = pickle.loads(self._packed[start : self._ends[number]])  # noqa: S301  see the class
        return service


def pack_services(services: Iterable["Service"]) -> PackedServices:
    """Pack services one by one."""
    every = tuple(services)
    packed = [pickle.dumps(service, protocol=5) for service in every]
    outlines = _share_equal(map(outline, every))
    return PackedServices(outlines, array("Q", accumulate(map(len, packed))), b"".join(packed))


def _share_equal(outlines: Iterable[Outline]) -> tuple[Outline, ...]:
    """Return the outlines with lists of needs and areas that are equal being one: there are few different ones."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    share = known.setdefault
    return tuple(
        each._replace(needs=share(each.needs, each.needs), service_areas=share(each.service_areas, each.service_areas))
        for each in outlines
    )
