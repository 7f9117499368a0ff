"""The same services as somebody who works with families chooses them: by level of need and by how one gets in."""

from dataclasses import dataclass

from portal.catalogue.models import ApplicationProcess, Catalogue
from portal.catalogue.outlines import Outline


@dataclass(frozen=True)
class Choice:
    """What is looked for; what is None or empty lets everything through. `areas` are a council's and its localities'."""

    need: str = ""
    areas: frozenset[str] = frozenset()
    level: int | None = None
    route: ApplicationProcess | None = None

    def fits(self, service: Outline) -> bool:
        """Tell whether a service is one of them; a level nobody wrote down is no match."""
        return (
            (not self.areas or service.is_national or bool(self.areas.intersection(service.service_areas)))
            and (self.level is None or self.level in service.levels_of_need)
            and (self.route is None or service.application_process is self.route)
        )


def find_for_workers(catalogue: Catalogue, choice: Choice) -> tuple[str, ...]:
    """Return the ids of the services that fit, those for a need below the chosen one too: local ones first, then by name."""
    wanted = frozenset((choice.need, *catalogue.needs_below(choice.need)))
    of_need = (each for each in catalogue.outlines if not choice.need or not wanted.isdisjoint(each.needs))
    found = sorted(filter(choice.fits, of_need), key=lambda each: (each.is_national, each.name.casefold()))
    return tuple(each.id for each in found)
