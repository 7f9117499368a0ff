"""The time families live by: Europe/London, its weekdays, the bank holidays of England."""

from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def is_bank_holiday(day: date) -> bool:
    """Tell whether `day` is a bank holiday in England, substitute days included."""
    return day in _bank_holidays(day.year)


@lru_cache(maxsize=64)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))
