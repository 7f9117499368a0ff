"""The time families live by: Europe/London, its weekdays, the bank holidays of England."""

from datetime import date
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from holidays.countries.united_kingdom import UnitedKingdom

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def is_bank_holiday(day: date) -> bool:
    """Tell whether `day` is a bank holiday in England, substitute days included."""
    return day in _bank_holidays(day.year)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(_united_kingdom()(subdiv="ENG", years=year))


@cache
def _united_kingdom() -> type["UnitedKingdom"]:
    """Return holidays' class for our country alone: by its name the package imports all 280, as long as a start may take."""
    import holidays  # noqa: PLC0415 - whoever asks for no day of the calendar need not wait for it

    spec = spec_from_file_location("united_kingdom", Path(holidays.__file__).parent / "countries" / "united_kingdom.py")
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError("holidays.countries.united_kingdom")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    found: type[UnitedKingdom] = module.UnitedKingdom
    return found
