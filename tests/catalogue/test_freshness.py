"""How long ago a service was checked."""

from datetime import date

import pytest

from portal.catalogue.freshness import is_overdue
from portal.catalogue.models import Service

TODAY = date(2026, 11, 30)


@pytest.mark.parametrize(
    ("assured", "expected"),
    [(None, False), (TODAY, False), (date(2025, 11, 30), False), (date(2025, 11, 29), True)],
)
def test_facts_are_overdue_after_a_year_and_unknown_ones_never(assured: date | None, expected: bool) -> None:
    service = Service("x", "X", "y", "", ("early-help",), ("national",), (), assured_date=assured)
    assert is_overdue(service, TODAY) is expected
