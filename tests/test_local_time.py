"""The days on which England has a bank holiday are those that the library of all countries' holidays knows."""

from datetime import date, timedelta

import holidays
import pytest

from portal.local_time import is_bank_holiday


@pytest.mark.parametrize("year", [2012, 2020, 2022, 2023, 2026, 2027, 2040])
def test_bank_holidays_are_the_librarys_for_england(year: int) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    known = holidays.country_holidays("GB", subdiv="ENG", years=year)
    assert [day for day in days if is_bank_holiday(day)] == [day for day in days if day in known]
