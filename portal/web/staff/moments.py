"""Moments as a team reads them: the day and the time on the wall."""

from datetime import datetime

from flask_babel import format_datetime, ngettext
from flask_babel import gettext as _

from portal.local_time import LONDON
from portal.web.here import today
from portal.web.page import format_clock


def format_moment(moment: datetime) -> str:
    """Return the whole day and time: Tuesday 10 March 2026, 10:00."""
    return str(format_datetime(moment.astimezone(LONDON), "EEEE d MMMM y, HH:mm", rebase=False))


def short_moment(moment: datetime) -> str:
    """Return day and time for a list: Tue 10 Mar, 10:00."""
    return str(format_datetime(moment.astimezone(LONDON), "EEE d MMM, HH:mm", rebase=False))


def clock_of(moment: datetime) -> str:
    """Return the time of a moment of today: 5:30pm."""
    return format_clock(moment.astimezone(LONDON))


def said_ago(moment: datetime) -> str:
    """Return how old an answer is: Said today. Said yesterday. Said 6 days ago."""
    days = (today() - moment.astimezone(LONDON).date()).days
    if days < 2:
        return _("Said yesterday.") if days else _("Said today.")
    return ngettext("Said %(num)d day ago.", "Said %(num)d days ago.", days)
