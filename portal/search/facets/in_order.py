"""The services in the order of an index: number n of every set, filter and posting is the n-th of these."""

from collections.abc import Iterator, Mapping, Sequence
from typing import overload

from portal.catalogue.models import Service


class InOrder(Sequence[Service]):
    """The services of a catalogue by number, each taken from it when it is asked for."""

    def __init__(self, services: Mapping[str, Service], ids: Sequence[str]) -> None:
        self._services, self._ids = services, ids

    @overload
    def __getitem__(self, number: int) -> Service: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[Service, ...]: ...
    def __getitem__(self, number: int | slice) -> Service | tuple[Service, ...]:
        if isinstance(number, slice):
            return tuple(self._services[each] for each in self._ids[number])
        return self._services[self._ids[number]]

    def pick(self, numbers: Sequence[int]) -> list[Service]:
        """Return some of them, in the order of `numbers`."""
        ids, services = self._ids, self._services
        return [services[ids[number]] for number in numbers]

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[Service]:
        return map(self._services.__getitem__, self._ids)
