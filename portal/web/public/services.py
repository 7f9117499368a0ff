"""One service: everything known, what is not known, and what happens next."""

from flask import Blueprint, abort, render_template

from portal.catalogue.freshness import measure_freshness
from portal.catalogue.models import ApplicationProcess, Location, Service
from portal.places.distance import miles
from portal.places.models import Place, Point
from portal.web.here import now, parts, visit_place

bp = Blueprint("services", __name__)
AT_SCHOOL = "school"  # in `ask_via`: the child's own school


@bp.get("/services/<service_id>")
def show(service_id: str) -> str:
    """Show a service."""
    catalogue = parts().catalogue
    service = catalogue.services.get(service_id) or abort(404)
    place = visit_place()
    return render_template(
        "public/services/show.html",
        service=service,
        organization=catalogue.organizations.get(service.organization_id),
        needs=[catalogue.needs[need] for need in service.needs if need in catalogue.needs],
        ask_via=[catalogue.services[each] for each in service.ask_via if each in catalogue.services],
        is_asked_at_school=AT_SCHOOL in service.ask_via,
        freshness=measure_freshness(service, now().date()),
        is_out_of_area=place is not None and not place.must_choose and not _serves(service, place),
        may_help_to_ask=_may_help_to_ask(service),
        distances=_distances(service.locations, place.point if place else None),
        place=place,
    )


def _serves(service: Service, place: Place) -> bool:
    """Tell whether families of `place` may use it; where the locality is not known, any of the council's will do."""
    if service.is_national:
        return True
    near = {place.council, place.locality}
    if place.council and place.locality is None:
        near |= {each.id for each in parts().areas.localities_of(place.council)}
    return bool(near.intersection(service.service_areas))


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
