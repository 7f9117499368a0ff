"""The time families live by: Europe/London, its weekdays, the bank holidays of England."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN_BANK_HOLIDAYS = Path(__file__).with_name("bank_holidays.txt")


def local_day(moment: datetime) -> date:
    """Return the day that it is in London at a moment: in summer the day of UTC begins an hour later."""
    return moment.astimezone(LONDON).date()


def is_bank_holiday(day: date) -> bool:
    """Tell whether `day` is a bank holiday in England, substitute days included."""
    return day in _bank_holidays(day.year)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    """Return a year's days: what the library says of most years is written down, as it loads 280 countries to say it."""
    known = _read_known().get(year)
    if known is not None:
        return known
    import holidays  # noqa: PLC0415 - takes as long as the rest of a first page, and 17 MB

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@cache
def _read_known() -> Mapping[int, frozenset[date]]:
    rows = (line.split() for line in KNOWN_BANK_HOLIDAYS.read_text(encoding="ascii").splitlines())
    return {int(year): frozenset(date.fromisoformat(f"{year}-{day}") for day in days) for year, *days in rows}
