"""When a service is on, as a family at a place reads it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from portal.catalogue.freshness import is_overdue
from portal.catalogue.models import Delivery, Location, Service, Status
from portal.catalogue.sessions import Session, Terms, find_session, last_day, terms_for
from portal.local_time import LONDON
from portal.places.models import Place
from portal.web.here import now, parts, today
from portal.web.labels.sessions import ended_words, session_words

_WHILE_ON = timedelta(minutes=1)


@dataclass(frozen=True)
class Time:
    """What to say of a session; `place_name` where it is one of several places. It can be put in a calendar or not.

    `needs_check`: one goes there, and its hours are old, of unknown age, or not all of them are known.
    """

    text: str
    is_now: bool = False
    place_name: str = ""
    is_for_calendar: bool = False
    needs_check: bool = False


def find_time(service: Service, place: Place | None, location: Location | None = None) -> Time | None:
    """Return what is on now or next, at `location` where one is given; None where nobody knows whether or when."""
    return tell_time(service, session_of(service, place, location), location)


def tell_time(service: Service, session: Session | None, location: Location | None) -> Time | None:
    """Return what to say of `session`, which is the service's at `location`, or of there being none."""
    if service.status != Status.ACTIVE:
        return None
    if session is None:
        ended = last_day(service)
        return Time(ended_words()) if ended and ended < today() and location is None else None
    is_one_of_several = session.location is not None and location is None and len(service.locations) > 1
    return Time(
        session_words(session, now()),
        is_now=session.is_on(now()) and not session.is_term_unknown,
        place_name=session.location.name if session.location and is_one_of_several else "",
        is_for_calendar=session.location is not None and session.ends_at is not None and not session.is_term_unknown,
        needs_check=_needs_check(service, session),
    )


def stays_true_until(session: Session | None) -> datetime:
    """Return until when what is said of a session stays true, in UTC; while one is on, a longer one may begin."""
    if session is None:
        tomorrow = datetime.combine(today() + timedelta(days=1), datetime.min.time(), LONDON)
        return tomorrow.astimezone(UTC)
    until = session.changes_at(now())
    return min(until, now() + _WHILE_ON) if session.is_on(now()) else until


def session_of(service: Service, place: Place | None, location: Location | None = None) -> Session | None:
    """Return the session on now or next, by the school terms of the place's council, else of the only one served."""
    return find_session(service, now(), terms=_terms_of(service, place), location=location)


def _needs_check(service: Service, session: Session) -> bool:
    if session.location is None and Delivery.IN_PERSON not in service.delivery:
        return False  # whoever rings 999 or a helpline goes nowhere, and hears at once whether it is answered
    there = [each.schedules for each in service.service_at_locations if each.location == session.location]
    has_more = any(not schedule.opens_at for schedules in (service.schedules, *there) for schedule in schedules)
    return has_more or is_overdue(service, today()) or service.assured_date is None


def _terms_of(service: Service, place: Place | None) -> Terms:
    return terms_for(service, place.council if place else None, parts().areas.terms)
