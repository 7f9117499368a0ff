"""How long ago a service was checked."""

from datetime import date

import pytest

from portal.catalogue.freshness import Freshness, measure_freshness
from portal.catalogue.models import Service

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("assured", "expected"),
    [
        (None, Freshness(None, None, is_overdue=False)),
        (TODAY, Freshness(TODAY, 0, is_overdue=False)),
        (date(2025, 11, 30), Freshness(date(2025, 11, 30), 365, is_overdue=False)),
        (date(2025, 11, 29), Freshness(date(2025, 11, 29), 366, is_overdue=True)),
    ],
)
def test_facts_are_overdue_after_a_year_and_unknown_stays_unknown(assured, expected):
    service = Service("x", "X", "y", "", ("early-help",), ("national",), (), assured_date=assured)
    assert measure_freshness(service, TODAY) == expected
    assert expected.is_known == (assured is not None)
