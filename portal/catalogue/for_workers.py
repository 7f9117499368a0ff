"""The same services as somebody who works with families chooses them: by level of need and by how one gets in."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.catalogue.models import ApplicationProcess, Catalogue, Service


@dataclass(frozen=True)
class Choice:
    """What is looked for; what is None or empty lets everything through. `areas` are a council's and its localities'."""

    need: str = ""
    areas: frozenset[str] = frozenset()
    level: int | None = None
    route: ApplicationProcess | None = None

    def fits(self, service: Service) -> bool:
        """Tell whether a service is one of them; a level nobody wrote down is no match."""
        return (
            (not self.areas or service.is_national or bool(self.areas.intersection(service.service_areas)))
            and (self.level is None or self.level in service.levels_of_need)
            and (self.route is None or service.application_process is self.route)
        )


def find_for_workers(catalogue: Catalogue, choice: Choice) -> tuple[Service, ...]:
    """Return the services that fit: local ones first, then by name."""
    found: Iterable[Service] = catalogue.with_need(choice.need) if choice.need else catalogue.services.values()
    return tuple(sorted(filter(choice.fits, found), key=lambda each: (each.is_national, each.name.casefold())))
