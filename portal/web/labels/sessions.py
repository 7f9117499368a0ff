"""Words for when a service is on: now, next, only in term time, or no more."""

from datetime import datetime

from flask_babel import format_date

from portal.catalogue.sessions import Session
from portal.local_time import local_day
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.page import format_clock

_THIS_WEEK = 6  # days ahead that are told by the weekday alone


def session_words(session: Session, now: datetime) -> str:
    """Return what is on now and until when, or what comes next and in how many days."""
    if session.is_term_unknown:
        return _("In term time only. Next, if it is term time: %(time)s. Ask first.", time=_start_words(session, now))
    if not session.is_on(now):
        return _next_words(session, now)
    if session.ends_at is None:
        return _("Open now, day and night")
    if session.ends_at.date() != local_day(now):
        return _("Open now, all night")
    return _("Open now, until %(time)s", time=format_clock(session.ends_at))


def ended_words() -> str:
    """Return that a course is over, and what to ask."""
    return _("This has ended. Ask when the next one starts.")


def _next_words(session: Session, now: datetime) -> str:
    days = session.days_until(now)
    if days < 2:
        return _("Next: %(time)s", time=_start_words(session, now))
    return ngettext(
        "Next: %(time)s, in %(num)d day", "Next: %(time)s, in %(num)d days", days, time=_start_words(session, now)
    )


def _start_words(session: Session, now: datetime) -> str:
    """Return day and time as people say them: today 10am, Tuesday 10am, Tuesday 13 January 10am."""
    days, clock = session.days_until(now), format_clock(session.starts_at)
    if days == 0:
        return _("today %(time)s", time=clock)
    if days == 1:
        return _("tomorrow %(time)s", time=clock)
    day = format_date(session.starts_at.date(), "EEEE" if days <= _THIS_WEEK else "EEEE d MMMM")
    return _("%(day)s %(time)s", day=day, time=clock)
