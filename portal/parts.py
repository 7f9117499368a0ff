"""The built collaborators of a site or command: made once, passed by value; a changed catalogue makes new ones."""

import os
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

from sqlalchemy import Engine

from portal.catalogue.models import Catalogue
from portal.collecting import without_collecting
from portal.config import Settings
from portal.folder import Folder, load_folder
from portal.places.areas import Areas
from portal.places.gazetteer import Gazetteer
from portal.places.imported import ImportedPostcodes
from portal.po_files import hash_po, translate_catalogue
from portal.referrals.keys import PrivateKeys, PublicKeys, refuse_unsafe_keys
from portal.referrals.live_keys import follow_private_keys, follow_public_keys
from portal.search.index import Index, build_index
from portal.search.place_words import gather_place_words
from portal.store.engine import open_engine, refuse_unsafe
from portal.store.migrations import migrate
from portal.yaml_files import Fault

T = TypeVar("T")


@dataclass(frozen=True)
class Parts:
    """What views and commands work with, of one state of the catalogue. Private keys only on the staff side."""

    settings: Settings
    clock: Callable[[], datetime]
    catalogue: Catalogue
    areas: Areas
    postcodes: ImportedPostcodes
    gazetteer: Gazetteer
    faults: tuple[Fault, ...]
    engine: Engine
    public_keys: PublicKeys
    private_keys: PrivateKeys | None
    _indexes: dict[str, Index] = field(default_factory=dict)
    _building: Lock = field(default_factory=Lock)
    _kept: dict[tuple[object, str], object] = field(default_factory=dict)

    def index(self, locale: str) -> Index:
        """Return the search index of `locale`, built or opened when it is first asked for."""
        if locale not in self._indexes:
            with self._building:
                if locale not in self._indexes:
                    self._indexes[locale] = _build_index(self.settings, self.catalogue, self.areas, locale)
        return self._indexes[locale]

    def keep(self, make: Callable[[str], T], locale: str) -> T:
        """Return what `make` gives for `locale`, made once for this state of the catalogue: never of a visitor's own."""
        if (make, locale) not in self._kept:
            self._kept[make, locale] = make(locale)
        return cast(T, self._kept[make, locale])

    def renew(self) -> "Parts":
        """Return parts made from the catalogue's folder as it is now, the indexes that are in use built already.

        Raises `OSError` where the folder changes under the reading.
        """
        loaded = _load_folder(self.settings, today=self.clock().date())
        renewed = replace(
            self,
            catalogue=loaded.catalogue,
            areas=loaded.areas,
            gazetteer=Gazetteer(loaded.areas, self.postcodes),
            faults=loaded.faults,
            _indexes={},
            _building=Lock(),
            _kept={},
        )
        for locale in self.locales_in_use:
            renewed.index(locale)
        return renewed

    @property
    def locales_in_use(self) -> tuple[str, ...]:
        """Return the languages that were searched in."""
        return tuple(self._indexes)

    def secret_key(self, name: str) -> str:
        """Return the key that signs cookie `name`, made at the first start and readable by its owner only."""
        path = self.settings.var / f"{name}.secret"
        if not path.exists():
            _write_private(path, secrets.token_urlsafe(48))
        return path.read_text(encoding="ascii")


def prepare(settings: Settings, locales: Iterable[str], *, today: date) -> None:
    """Read and build what parts need, so that it is kept: sites then only open it."""
    loaded = _load_folder(settings, today=today)
    for locale in locales:
        _build_index(settings, loaded.catalogue, loaded.areas, locale)


def build_parts(settings: Settings, *, clock: Callable[[], datetime], for_staff: bool = False) -> Parts:
    """Build everything a site needs; of a faulty catalogue the last good copy is used and its faults are kept to show.

    Raises `UnsafeStore` or `ReferralError` where the database or the keys are not safe to work with.
    """
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_unsafe_keys(settings.keys, data=settings.var, is_live=not settings.is_practice)
    loaded = _load_folder(settings, today=clock().date())
    engine = open_engine(settings.database)
    refuse_unsafe(engine)
    migrate(engine)
    postcodes = ImportedPostcodes(settings.postcodes_file)
    return Parts(
        settings=settings,
        clock=clock,
        catalogue=loaded.catalogue,
        areas=loaded.areas,
        postcodes=postcodes,
        gazetteer=Gazetteer(loaded.areas, postcodes),
        faults=loaded.faults,
        engine=engine,
        public_keys=follow_public_keys(settings.keys),
        private_keys=follow_private_keys(settings.keys) if for_staff else None,
    )


def _build_index(settings: Settings, catalogue: Catalogue, areas: Areas, locale: str) -> Index:
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
        )


def _load_folder(settings: Settings, *, today: date) -> Folder:
    return load_folder(settings.catalogue_folder, var=settings.var, today=today)


def _write_private(path: Path, text: str) -> None:
    """Write beside and rename, so that two processes starting together end with one whole file."""
    aside = path.with_suffix(f".{os.getpid()}")
    aside.touch(mode=0o600)
    aside.write_text(text, encoding="ascii")
    try:
        os.link(aside, path)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
