import random
from datetime import date

import pytest

from portal.local_time import is_bank_holiday
from tests.benchmarks.calendars import DAY, FIRST, LAST, compare, free_days, random_case


@pytest.mark.parametrize("seed", range(6))
def test_random_teams_clocks_are_what_counting_minute_by_minute_gives(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        case = random_case(chance)
        assert compare(case) == [], case


def test_the_countings_own_bank_holidays_are_those_of_the_library() -> None:
    days: list[date] = [FIRST + DAY * number for number in range((LAST - FIRST).days)]
    assert [day for day in days if is_bank_holiday(day)] == [day for day in days if day in free_days()]
