"""Moments as a team reads them: the day and the time on the wall."""

from datetime import datetime

from flask_babel import format_datetime

from portal.web.here import LOCAL


def format_moment(moment: datetime) -> str:
    """Return the whole day and time: Tuesday 10 March 2026, 10:00."""
    return str(format_datetime(moment.astimezone(LOCAL), "EEEE d MMMM y, HH:mm", rebase=False))


def short_moment(moment: datetime) -> str:
    """Return day and time for a list: Tue 10 Mar, 10:00."""
    return str(format_datetime(moment.astimezone(LOCAL), "EEE d MMM, HH:mm", rebase=False))
