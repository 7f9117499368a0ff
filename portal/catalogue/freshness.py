"""How long ago a service was last checked."""

from dataclasses import dataclass
from datetime import date

from portal.catalogue.models import Service

OVERDUE_AFTER_DAYS = 365


@dataclass(frozen=True)
class Freshness:
    """The day a service was last checked and how many days ago; both None where nobody knows."""

    assured_date: date | None
    age_days: int | None
    is_overdue: bool

    @property
    def is_known(self) -> bool:
        """Tell whether a day of checking is known."""
        return self.assured_date is not None


def measure_freshness(service: Service, today: date, *, overdue_after_days: int = OVERDUE_AFTER_DAYS) -> Freshness:
    """Return how fresh the service's facts are on `today`; what is unknown is not called overdue."""
    if service.assured_date is None:
        return Freshness(None, None, is_overdue=False)
    age_days = (today - service.assured_date).days
    return Freshness(service.assured_date, age_days, is_overdue=age_days > overdue_after_days)
