"""Words for places: doors, hubs, what was found of a postcode."""

from collections import defaultdict
from datetime import time

from portal.places.models import Basis, Council, Hub, Locality, OpeningHours, Place, Precision
from portal.web.english import as_name
from portal.web.here import parts
from portal.web.i18n import gettext as _
from portal.web.labels.catalogue import opening_line, span_words
from portal.web.page import catalogue_words, join_names


def door_words(council: Council, locality: Locality | None = None) -> str:
    """Return the door's name: the team's own only where the council confirmed the locality."""
    if locality is not None and locality.basis == Basis.CONFIRMED:
        return locality.team_name or locality.name
    return _("%(early_help)s in %(area)s", early_help=catalogue_words(council.label), area=as_name(council.area_name))


def hub_kind_words(hub: Hub) -> str:
    """Return what kind of place a hub is."""
    words = {
        "family-hub": _("Family hub"),
        "childrens-centre": _("Children's centre"),
        "family-wellbeing-centre": _("Family wellbeing centre"),
        "early-help-hub": _("Early help hub"),
        "library": _("Library"),
        "youth-centre": _("Youth centre"),
    }
    return words.get(hub.kind, _("Place for families"))


def place_words(place: Place) -> str:
    """Return what was found, as people would write it: "L20 4AA, Sefton", "Bootle, Sefton"."""
    areas = parts().areas
    council = areas.councils.get(place.council or "")
    name = council.area_name if council else areas.name_of(place.outside or "")
    names = map(as_name, dict.fromkeys(filter(None, (place.name, name))))
    code = None if place.name else place.postcode or place.sector or place.district
    return ", ".join(filter(None, (code, *names)))


def place_notes(place: Place) -> list[str]:
    """Return what to know of the postcode that was typed."""
    notes = {
        _("We read what you typed as %(code)s.", code=place.postcode or place.sector or place.district): place.is_repaired,
        _("This postcode is no longer in use. We show where it was."): place.is_terminated,
        _("This postcode is not in our list yet; it may be new. We used the streets around it."):
            place.is_unlisted and not place.is_large_user,
        _("This postcode belongs to an office or a PO box. For what is near your home, use your home postcode."):
            place.is_large_user,
    }  # fmt: skip
    return [note for note, is_so in notes.items() if is_so]


def distance_words(place: Place) -> str:
    """Return what the distances from a place are measured from."""
    if place.name:
        return _("Distances are straight lines from about the middle of %(place)s.", place=as_name(place.name))
    if place.precision == Precision.POSTCODE:
        return _("Distances are straight lines from your postcode.")
    return _("Distances are straight lines from the middle of your part of the postcode.")


def hours_words(hours: tuple[OpeningHours, ...]) -> str:
    """Return the hours of one day: 9am to midday and 1pm to 5pm."""
    return join_names(span_words(each.opens_at, each.closes_at) for each in hours)


def opening_words(opening: tuple[OpeningHours, ...]) -> list[str]:
    """Return opening hours as lines, days with the same hours together: Monday to Friday: 9am to 5pm."""
    days: defaultdict[tuple[time, time], list[str]] = defaultdict(list)
    for each in opening:
        days[each.opens_at, each.closes_at].append(each.day)
    return [opening_line(same, opens, closes) for (opens, closes), same in days.items()]
