"""Whether a service was checked too long ago."""

from datetime import date, timedelta

from portal.catalogue.models import Service

OVERDUE_AFTER = timedelta(days=365)


def is_overdue(service: Service, today: date) -> bool:
    """Tell whether the last check of a service's facts is too long ago; one nobody knows of is not called overdue."""
    return service.assured_date is not None and today - service.assured_date > OVERDUE_AFTER
