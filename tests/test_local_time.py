"""The days on which England has a bank holiday are those that the library of all countries' holidays knows."""

from datetime import date, timedelta

import holidays
import pytest

from portal.local_time import KNOWN_BANK_HOLIDAYS, is_bank_holiday

YEARS = range(2024, 2046)  # of which the days are written down


def list_days(year: int) -> list[date]:
    return sorted(holidays.country_holidays("GB", subdiv="ENG", years=year))


def test_what_is_written_down_is_what_the_library_says_now() -> None:
    lines = [f"{year} {' '.join(f'{day:%m-%d}' for day in list_days(year))}" for year in YEARS]
    assert KNOWN_BANK_HOLIDAYS.read_text(encoding="ascii") == "\n".join(lines) + "\n", (
        "a new release: write these lines"
    )


@pytest.mark.parametrize("year", [2012, 2022, 2026, 2028, 2060])
def test_bank_holidays_are_the_librarys_for_england(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    assert [day for day in days if is_bank_holiday(day)] == [day for day in list_days(year) if day in days]
