"""Moments as a team reads them: the day and the time on the wall."""

from datetime import datetime

from flask_babel import format_datetime, get_locale, ngettext
from flask_babel import gettext as _

from portal.local_time import LONDON, local_day
from portal.po_files import SOURCE_LOCALE
from portal.web.here import locale, today
from portal.web.page import format_clock, format_day


def format_moment(moment: datetime) -> str:
    """Return the whole day and time: Tuesday 10 March 2026, 10:00."""
    here = moment.astimezone(LONDON)
    if locale() == SOURCE_LOCALE:
        return _written(here, "EEEE d MMMM y, HH:mm")
    return _joined(here, format_day(here.date()))


def short_moment(moment: datetime) -> str:
    """Return day and time for a list: Tue 10 Mar, 10:00."""
    here = moment.astimezone(LONDON)
    if locale() == SOURCE_LOCALE:
        return _written(here, "EEE d MMM, HH:mm")
    return _joined(here, _written(here, str(get_locale().datetime_skeletons["MMMEd"])))


def clock_of(moment: datetime) -> str:
    """Return the time of a moment of today: 5:30pm."""
    return format_clock(moment.astimezone(LONDON))


def said_ago(moment: datetime) -> str:
    """Return how old an answer is: Said today. Said yesterday. Said 6 days ago."""
    days = (today() - local_day(moment)).days
    if days < 2:
        return _("Said yesterday.") if days else _("Said today.")
    return ngettext("Said %(num)d day ago.", "Said %(num)d days ago.", days)


def _joined(moment: datetime, day: str) -> str:
    """Return a day with the time behind it, as the language writes both."""
    return str(get_locale().datetime_formats["medium"]).format(format_clock(moment), day)


def _written(moment: datetime, pattern: str) -> str:
    return str(format_datetime(moment, pattern, rebase=False))
