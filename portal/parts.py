"""The built collaborators of a site or command: made once, passed by value; a changed catalogue makes new ones."""

import os
import secrets
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TypeVar, cast

from portal.aside import Prepare, prepare_nothing
from portal.catalogue.models import Catalogue
from portal.config import Settings
from portal.local_time import local_day
from portal.places.areas import Areas
from portal.places.gazetteer import Gazetteer
from portal.places.imported import ImportedPostcodes
from portal.prepared import build_prepared, load_prepared
from portal.referrals.sealing.keys import PrivateKeys, PublicKeys, refuse_unsafe_keys
from portal.referrals.sealing.live_keys import follow_private_keys, follow_public_keys
from portal.search.index import Index
from portal.store import Engine
from portal.store.engine import open_engine, refuse_unsafe
from portal.store.migrations import is_newest, migrate
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
    prepare: Prepare = prepare_nothing
    _indexes: dict[str, Index] = field(default_factory=dict)
    _building: Lock = field(default_factory=Lock)
    _kept: dict[tuple[object, str], object] = field(default_factory=dict)

    def index(self, locale: str) -> Index:
        """Return the search index of `locale`, built or opened when it is first asked for."""
        if locale not in self._indexes:
            with self._building:
                if locale not in self._indexes:
                    self._open_index(locale)
        return self._indexes[locale]

    def _open_index(self, locale: str, before: Collection[Index] = ()) -> None:
        """Take what is the very same from the other languages' indexes, or those `before`."""
        like = (*self._indexes.values(), *before)
        self._indexes[locale] = build_prepared(
            self.settings, self.catalogue, self.areas, locale, like=like, prepare=self.prepare
        )

    def keep(self, make: Callable[[str], T], locale: str) -> T:
        """Return what `make` gives for `locale`, made once for this state of the catalogue: never of a visitor's own."""
        if (make, locale) not in self._kept:
            self._kept[make, locale] = make(locale)
        return cast(T, self._kept[make, locale])

    def renew(self) -> "Parts":
        """Return parts made from the catalogue's folder as it is now, the indexes that are in use built already.

        Raises `OSError` where the folder changes under the reading.
        """
        today, locales = local_day(self.clock()), self.locales_in_use
        prepare = partial(self.prepare, gives_way=True)  # nobody waits for it, and pages are asked for meanwhile
        loaded = load_prepared(self.settings, today=today, prepare=prepare, locales=locales)
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
        for locale in locales:
            renewed._open_index(locale, self._indexes.values())
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


def build_parts(
    settings: Settings,
    *,
    clock: Callable[[], datetime],
    for_staff: bool = False,
    prepare: Prepare = prepare_nothing,
) -> Parts:
    """Build everything a site needs; of a faulty catalogue the last good copy is used and its faults are kept to show.

    Raises `UnsafeStore` or `ReferralError` where the database or the keys are not safe to work with.
    """
    engine = _open_safe(settings)
    locales = () if for_staff else settings.locales[:1]  # the others are made when they are asked for
    prepare_all = partial(prepare, with_store=not is_newest(engine))
    loaded = load_prepared(settings, today=local_day(clock()), prepare=prepare_all, locales=locales)
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
        prepare=prepare,
    )


def _open_safe(settings: Settings) -> Engine:
    """Return the database as it is, where neither it nor the keys are in danger."""
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_unsafe_keys(settings.keys, data=settings.var, is_live=not settings.is_practice)
    engine = open_engine(settings.database)
    refuse_unsafe(engine)
    return engine


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
