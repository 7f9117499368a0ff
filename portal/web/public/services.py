"""One service: everything known, what is not known, and what happens next."""

from flask import Blueprint, Response, abort, render_template, request, url_for

from portal.catalogue.freshness import is_overdue
from portal.catalogue.models import ApplicationProcess, Location, Service
from portal.places.distance import miles
from portal.places.models import Place, Point
from portal.web.calendar_file import Event, write_calendar
from portal.web.here import now, parts, today, visit_place
from portal.web.i18n import gettext as _
from portal.web.labels.catalogue import public_funds_words
from portal.web.public.times import find_time, session_of

bp = Blueprint("services", __name__)
LONGEST_NUMBER = 3  # digits of a place's number
AT_SCHOOL = "school"  # in `ask_via`: the child's own school


@bp.get("/services/<service_id>")
def show(service_id: str) -> str:
    """Show a service."""
    catalogue = parts().catalogue
    service = catalogue.services.get(service_id) or abort(404)
    place, public_funds = visit_place(), public_funds_words(service)
    return render_template(
        "public/services/show.html",
        service=service,
        organization=catalogue.organizations.get(service.organization_id),
        easy_words=catalogue.easy_words_in(*service.texts, "public funds" if public_funds else ""),
        needs=[catalogue.needs[need] for need in service.needs if need in catalogue.needs],
        ask_via=find_doors(service, place.council if place else None),
        is_asked_at_school=AT_SCHOOL in service.ask_via,
        is_overdue=is_overdue(service, today()),
        is_out_of_area=place is not None and not place.must_choose and not _serves(service, place),
        may_help_to_ask=_may_help_to_ask(service),
        public_funds=public_funds,
        distances=_distances(service.locations, place.point if place else None),
        time=find_time(service, place),
        times=[find_time(service, place, each) for each in service.locations],
        place=place,
    )


@bp.get("/services/<service_id>/next.ics")
def next_session(service_id: str) -> Response:
    """Give the next session at a place (`at`, by its number on the service's page) as a file for a calendar."""
    service = parts().catalogue.services.get(service_id) or abort(404)
    at = request.args.get("at", "0")
    location = dict(enumerate(service.locations)).get(int(at)) if at.isdecimal() and len(at) <= LONGEST_NUMBER else None
    session = session_of(service, visit_place(), location) if location else None
    if location is None or session is None or session.ends_at is None or session.is_term_unknown:
        abort(404)
    event = Event(
        uid=f"{service.id}-{at}-{session.starts_at:%Y%m%d%H%M}@{request.host}",
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        title=service.name,
        place=", ".join(filter(None, (location.name, location.address, location.postcode))),
        text=_("Check before you go."),
        url=url_for("services.show", service_id=service.id, _external=True),
    )
    headers = {"Content-Disposition": 'attachment; filename="next.ics"'}
    return Response(write_calendar(event, now=now()), mimetype="text/calendar", headers=headers)


def find_doors(service: Service, council: str | None) -> list[Service]:
    """Return the services through which one asks for this one; only those for `council`, where it is known and has any."""
    services = parts().catalogue.services
    doors = [services[each] for each in service.ask_via if each in services]
    return [each for each in doors if council and serves_council(each, council)] or doors


def serves_council(service: Service, council: str) -> bool:
    """Tell whether families of some part of `council` may use it."""
    return any(map(service.serves, (council, *(each.id for each in parts().areas.localities_of(council)))))


def is_only_visited(service: Service) -> bool:
    """Tell whether one can only go there: no number, no mail, no page, nobody to ask through."""
    ways = (service.phones, service.text_to, service.email, service.url, service.ask_via)
    return bool(service.locations) and not any(ways)


def _serves(service: Service, place: Place) -> bool:
    """Tell whether families of `place` may use it; where the locality is not known, any of the council's will do."""
    if place.council and place.locality is None:
        return serves_council(service, place.council)
    return service.is_national or not {place.council, place.locality}.isdisjoint(service.service_areas)


def _may_help_to_ask(service: Service) -> bool:
    """Tell whether a council's team is the one to help to get there: a local service one does not just walk into."""
    is_local = not service.is_national and not service.is_crisis and not service.is_address_withheld
    return is_local and service.application_process != ApplicationProcess.DROP_IN


def _distances(locations: tuple[Location, ...], origin: Point | None) -> dict[int, float]:
    """Return the miles to each location by its number, where both ends are known."""
    if origin is None:
        return {}
    return {
        number: miles(origin=origin, destination=Point(each.latitude, each.longitude))
        for number, each in enumerate(locations)
        if each.latitude is not None and each.longitude is not None
    }
