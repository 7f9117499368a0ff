"""What is measured: the shipped catalogue grown to a size, with the shipped places."""

from dataclasses import dataclass
from functools import cache

from portal.catalogue.load import load_catalogue
from portal.catalogue.models import Catalogue
from portal.places.areas import Areas
from portal.places.load import load_areas
from portal.resources import resource_dir
from tests.benchmarks.generate import NOW, build_catalogue


@dataclass(frozen=True)
class World:
    """What an index is built from."""

    catalogue: Catalogue
    areas: Areas


@cache
def make_world(size: int) -> World:
    """Return the shipped catalogue grown to `size` services."""
    folder = resource_dir("services_catalogue")
    areas, _faults = load_areas(folder / "places", NOW.date())
    return World(build_catalogue(load_catalogue(folder).catalogue, areas, size), areas)
