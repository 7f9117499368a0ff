"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta

# A Tuesday in term time, 10 in the morning, no holiday near.
TUESDAY = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)


class StoppedClock:
    """Call it for the time; `pass_time` moves it on."""

    def __init__(self, at: datetime = TUESDAY) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def pass_time(self, **spans: float) -> None:
        """Move on by `timedelta(**spans)`."""
        self.at += timedelta(**spans)
