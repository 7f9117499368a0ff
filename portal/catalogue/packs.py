"""What a pack's codes stand for today: services, those that may have stopped, and those that are gone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.catalogue.codes import CodeEntry
from portal.catalogue.models import Catalogue, Need, Service, Status
from portal.catalogue.sessions import last_day


@dataclass(frozen=True)
class PackItem:
    """One thing of a pack. Without `service` its code is unknown, or `gone` tells what it stood for.

    `instead` and `need` are where to look where it is gone, has ended, is closed or may have stopped.
    """

    code: str
    service: Service | None = None
    gone: CodeEntry | None = None
    has_ended: bool = False
    instead: tuple[Service, ...] = ()
    need: Need | None = None
    line: str = ""

    @property
    def is_current(self) -> bool:
        """Tell whether it can be used as it stands."""
        return self.service is not None and not self.has_ended and self.service.status == Status.ACTIVE


def find_by_codes(catalogue: Catalogue, codes: Iterable[str], today: date) -> tuple[PackItem, ...]:
    """Return what each code stands for today."""
    return tuple(_find(catalogue, code, today) for code in codes)


def pack_item(catalogue: Catalogue, service: Service, today: date, *, line: str = "") -> PackItem:
    """Return a service as it stands in a pack today."""
    ended = last_day(service)
    has_ended = ended is not None and ended < today
    need = catalogue.needs.get(service.needs[0]) if has_ended or service.status != Status.ACTIVE else None
    code = catalogue.codes.code_of(service.id)
    return PackItem(code, service, has_ended=has_ended, need=need, line=line)


def _find(catalogue: Catalogue, code: str, today: date) -> PackItem:
    entry = catalogue.codes.entries.get(code)
    if entry is None:
        return PackItem(code)
    service = catalogue.services.get(entry.service_id)
    if service and entry.retired is None:
        return pack_item(catalogue, service, today)
    instead = tuple(catalogue.services[each] for each in entry.instead if each in catalogue.services)
    return PackItem(code, gone=entry, instead=instead, need=catalogue.needs.get(entry.need))
