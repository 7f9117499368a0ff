"""What commands share: the time and the day, the areas, the database."""

from datetime import UTC, date, datetime

from portal.config import Settings
from portal.local_time import local_day
from portal.places.areas import Areas
from portal.places.load import load_areas
from portal.store import Engine
from portal.store.engine import open_engine, refuse_unsafe
from portal.store.migrations import migrate


def utc_now() -> datetime:
    """Return the time of the machine's clock, aware."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day that it is in London."""
    return local_day(utc_now())


def areas_in_use(settings: Settings) -> Areas:
    """Return the councils, localities and hubs of the catalogue in use, as far as they are sound."""
    return load_areas(settings.catalogue_folder / "places", today())[0]


def open_store(settings: Settings) -> Engine:
    """Open the database, refuse an unsafe one, bring its tables up to date."""
    settings.var.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = open_engine(settings.database)
    refuse_unsafe(engine)
    migrate(engine)
    return engine
