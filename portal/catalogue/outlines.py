"""What is asked of many services at once: little enough to be there for all of them, where the services themselves are not."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from portal.catalogue.models import ApplicationProcess, Service


class Outline(NamedTuple):
    """A service by what it is listed by."""

    id: str
    name: str
    needs: tuple[str, ...]
    service_areas: tuple[str, ...]
    is_national: bool
    levels_of_need: tuple[int, ...]
    application_process: "ApplicationProcess"


def outline(service: "Service") -> Outline:
    """Return a service's outline."""
    return Outline(
        service.id,
        service.name,
        service.needs,
        service.service_areas,
        service.is_national,
        service.levels_of_need,
        service.application_process,
    )
