"""Services kept packed, each opened when it is asked for: thousands take long to make, and much room, and few are shown."""

import io
import pickle
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import Enum
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from portal.catalogue.outlines import Outline, outline

if TYPE_CHECKING:
    from portal.catalogue.models import Service

_NAMED = (type, Enum)  # what may be written as its place in a list; a union would be made anew for each of many values
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
        service: Service = _Unpickler(io.BytesIO(self._packed[start : self._ends[number]])).load()
        return service


def pack_services(services: Iterable["Service"]) -> PackedServices:
    """Pack services one by one."""
    every = tuple(services)
    packed = list(map(_pack, every))
    outlines = _share_equal(map(outline, every))
    return PackedServices(outlines, array("Q", accumulate(map(len, packed))), b"".join(packed))


def _pack(service: "Service") -> bytes:
    written = io.BytesIO()
    _Pickler(written, protocol=5).dump(service)
    return written.getvalue()


@cache
def _list_parts() -> tuple[object, ...]:
    """Return what services are made of, and is written as its place in this list: kinds of things, and members of enums."""
    from portal.catalogue import models  # noqa: PLC0415 - a catalogue may hold packed services

    kinds = (models.Service, models.Phone, models.AgeRange, models.Source, models.ServiceAtLocation, models.Location)
    enums = (models.Status, models.Cost, models.ApplicationProcess, models.Delivery, models.PublicFunds)
    return (*kinds, models.Schedule, date, time, *(member for each in enums for member in each))


@cache
def _places() -> Mapping[int, int]:
    return {id(part): place for place, part in enumerate(_list_parts())}


@cache
def _names_of(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


class _Pickler(pickle.Pickler):
    def persistent_id(self, value: object) -> int | None:
        return _places().get(id(value)) if isinstance(value, _NAMED) else None

    def reducer_override(self, value: object) -> Any:
        """Write of a thing the values alone, in the order in which it is made of them."""
        if isinstance(value, type) or not is_dataclass(value):
            return NotImplemented
        kind: type = type(value)
        return kind, tuple(getattr(value, name) for name in _names_of(kind))


class _Unpickler(pickle.Unpickler):
    def persistent_load(self, place: int) -> object:
        return _list_parts()[place]


def _share_equal(outlines: Iterable[Outline]) -> tuple[Outline, ...]:
    """Return the outlines with lists of needs and areas that are equal being one: there are few different ones."""
    known: dict[tuple[str, ...], tuple[str, ...]] = {}
    share = known.setdefault
    return tuple(
        each._replace(needs=share(each.needs, each.needs), service_areas=share(each.service_areas, each.service_areas))
        for each in outlines
    )
