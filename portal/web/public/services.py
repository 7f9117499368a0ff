"""One service: everything known, what is not known, and what happens next."""

from flask import Blueprint, abort, render_template

from portal.catalogue.freshness import measure_freshness
from portal.catalogue.models import Location, Service
from portal.places.distance import miles
from portal.places.models import Place, Point
from portal.web.here import now, parts, visit_place

bp = Blueprint("services", __name__)


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
        is_asked_at_school="school" in service.ask_via,
        freshness=measure_freshness(service, now().date()),
        is_out_of_area=place is not None and place.council is not None and not _serves(service, place),
        distances=_distances(service.locations, place.point if place else None),
        place=place,
    )


def _serves(service: Service, place: Place) -> bool:
    return service.is_national or bool({place.council, place.locality}.intersection(service.service_areas))


def _distances(locations: tuple[Location, ...], origin: Point | None) -> dict[int, float]:
    """Return the miles to each location by its number, where both ends are known."""
    if origin is None:
        return {}
    return {
        number: miles(origin=origin, destination=Point(each.latitude, each.longitude))
        for number, each in enumerate(locations)
        if each.latitude is not None and each.longitude is not None
    }
