"""What the catalogue's folder comes to: opened where it was kept, else made by another process, else here.

To make it takes seconds and twice the room that it needs later: whoever serves pages lets another process do it, which
then ends, and only opens what that one kept.
"""

from collections.abc import Collection, Iterable
from datetime import date
from functools import partial

from portal.aside import Prepare, prepare_nothing
from portal.beside import beside
from portal.catalogue.models import Catalogue
from portal.collecting import collecting_rarely, without_collecting
from portal.config import Settings
from portal.folder import Folder, load_folder, open_folder
from portal.places.areas import Areas
from portal.po_files import hash_po, translate_catalogue
from portal.search.index import Index, build_index
from portal.search.understanding.place_words import gather_place_words


def prepare(settings: Settings, locales: Iterable[str], *, today: date) -> None:
    """Read and build what parts need, so that it is kept: sites then only open it."""
    with collecting_rarely():
        found, keep = open_folder(settings.catalogue_folder, var=settings.var, today=today)
        wait_until_kept = beside(keep)
        built: list[Index] = []
        for locale in locales:
            built.append(build_prepared(settings, found.catalogue, found.areas, locale, like=built))
        wait_until_kept()


def load_prepared(
    settings: Settings, *, today: date, prepare: Prepare = prepare_nothing, locales: Collection[str] = ()
) -> Folder:
    """Return the catalogue and its places; where they are not kept, the indexes of `locales` are made in the same go."""
    return load_folder(
        settings.catalogue_folder, var=settings.var, today=today, prepare=partial(prepare, tuple(locales))
    )


def build_prepared(
    settings: Settings,
    catalogue: Catalogue,
    areas: Areas,
    locale: str,
    *,
    like: Collection[Index] = (),
    prepare: Prepare = prepare_nothing,
) -> Index:
    """Return the search index of `locale`; what is the very same in indexes that are `like` it is shared with them."""
    translations = settings.translations_folder
    with without_collecting():
        return build_index(
            catalogue,
            locale=locale,
            translate=lambda text: translate_catalogue(locale, text, translations)[0],
            folder=settings.var / "indexes",
            places=gather_place_words(areas),
            terms=areas.terms,
            sources=f"{catalogue.version} {areas.version}",
            wording=hash_po(locale, translations),
            like=like,
            prepare=partial(prepare, (locale,)),
        )
