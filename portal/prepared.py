"""What the catalogue's folder comes to: opened where it was kept, else made by another process, else here.

To make it takes seconds and twice the room that it needs later: whoever serves pages lets another process do it, which
then ends, and only opens what that one kept.
"""

import subprocess
import sys
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import partial
from typing import Protocol

from portal.beside import beside
from portal.catalogue.models import Catalogue
from portal.collecting import collecting_rarely, without_collecting
from portal.config import Settings
from portal.folder import Folder, load_folder, open_folder
from portal.places.areas import Areas
from portal.po_files import hash_po, translate_catalogue
from portal.search.index import Index, build_index
from portal.search.place_words import gather_place_words


class Prepare(Protocol):
    """Makes beforehand, elsewhere, what these languages need; where it fails, it is made here."""

    def __call__(self, locales: Collection[str], *, with_store: bool = False) -> None:
        """Return when it is kept; `with_store` brings the tables up to date, too."""


def prepare_nothing(locales: Collection[str], *, with_store: bool = False) -> None:
    """Leave everything to be made here: commands have nobody waiting."""


def prepare_aside(
    locales: Collection[str], *, with_store: bool = False, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """Make it in a process of its own, and do what can be done here meanwhile."""
    options = ["--store"] if with_store else []
    with subprocess.Popen([sys.executable, "-m", "portal", "prepare", *options, *locales]):
        meanwhile()


def prepare(settings: Settings, locales: Iterable[str], *, today: date) -> None:
    """Read and build what parts need, so that it is kept: sites then only open it."""
    with collecting_rarely():
        found, keep = open_folder(settings.catalogue_folder, var=settings.var, today=today)
        wait_until_kept = beside(keep)
        for locale in locales:
            build_prepared(settings, found.catalogue, found.areas, locale)
        wait_until_kept()


def load_prepared(
    settings: Settings, *, today: date, prepare: Prepare = prepare_nothing, locales: Collection[str] = ()
) -> Folder:
    """Return the catalogue and its places; where they are not kept, the indexes of `locales` are made in the same go."""
    return load_folder(
        settings.catalogue_folder, var=settings.var, today=today, prepare=partial(prepare, tuple(locales))
    )


def build_prepared(
    settings: Settings, catalogue: Catalogue, areas: Areas, locale: str, *, prepare: Prepare = prepare_nothing
) -> Index:
    """Return the search index of `locale`."""
    translations = settings.translations_folder
    with without_collecting():
        return build_index(
            catalogue,
            locale=locale,
            translate=lambda text: translate_catalogue(locale, text, translations)[0],
            folder=settings.var / "indexes",
            places=gather_place_words(areas),
            terms=areas.terms,
            sources=f"{catalogue.version} {areas.version} {hash_po(locale, translations)}",
            prepare=partial(prepare, (locale,)),
        )
