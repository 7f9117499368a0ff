"""How long a request is kept: 30 days after closing, and as long as it is open or somebody holds it."""

from datetime import date, datetime, timedelta

from portal.local_time import local_day

KEEP_AFTER_CLOSING = timedelta(days=30)


def delete_on(purge_after: datetime | None, *, is_held: bool) -> date | None:
    """Return the day in London on which a request is deleted; None while it is open, or somebody holds it."""
    return local_day(purge_after) if purge_after and not is_held else None
