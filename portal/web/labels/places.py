"""Words for places: doors, hubs, what was found of a postcode."""

from collections import defaultdict
from datetime import time

from flask_babel import gettext as _

from portal.places.models import Basis, Council, Hub, Locality, OpeningHours, Place
from portal.web.here import parts
from portal.web.labels.catalogue import day_words
from portal.web.page import format_clock


def door_words(council: Council, locality: Locality | None = None) -> str:
    """Return the door's name: the team's own only where the council confirmed the locality."""
    if locality is not None and locality.basis == Basis.CONFIRMED:
        return locality.team_name or locality.name
    return _("%(early_help)s in %(area)s", early_help=council.label, area=council.area_name)


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
    """Return what was found, as people would write it: "L20 4AA, Sefton"."""
    areas = parts().areas
    council = areas.councils.get(place.council or "")
    name = council.area_name if council else areas.name_of(place.outside or "")
    typed = place.postcode or place.sector or place.district
    return ", ".join(filter(None, (typed, name)))


def opening_words(opening: tuple[OpeningHours, ...]) -> list[str]:
    """Return opening hours as lines, days with the same hours together: Monday to Friday: 9am to 5pm."""
    days: defaultdict[tuple[time, time], list[str]] = defaultdict(list)
    for each in opening:
        days[each.opens_at, each.closes_at].append(each.day)
    return [
        _("%(days)s: %(opens)s to %(closes)s", days=day_words(same), opens=format_clock(opens), closes=format_clock(closes))
        for (opens, closes), same in days.items()
    ]  # fmt: skip
