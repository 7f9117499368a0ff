"""Where the children live, from what the draft holds: the place, its council and what to ask where a border runs."""

from dataclasses import replace

from portal.places.models import Place, PlaceError, PlaceFault, Precision
from portal.places.postcode import parse_place_text
from portal.referrals.drafts import Draft
from portal.web.here import parts

OTHER = "other"  # some council that this site does not cover


def find_place(postcode: str, council: str | None) -> Place:
    """Find the place of a postcode (or the first part of one), else of a council; raise `PlaceError` or `PostcodeError`."""
    if postcode:
        try:
            return _choose(parts().gazetteer.find(parse_place_text(postcode)), council)
        except PlaceError:
            if not council:
                raise
    if council == OTHER:
        return Place(Precision.COUNCIL, outside=OTHER)
    return parts().gazetteer.place_of_council(council or "")


def place_of(draft: Draft) -> Place | None:
    """Return where the children live as far as the draft says, or None."""
    typed = draft.step("place")
    if not typed:
        return None
    council = draft.step("council").get("council") or typed.get("council")
    return find_place(str(typed.get("postcode") or ""), str(council) if council else None)


def _choose(place: Place, council: str | None) -> Place:
    if not place.must_choose:
        if place.council is None and place.outside is None:
            raise PlaceError(PlaceFault.UNKNOWN)
        return place
    if council == OTHER:
        return replace(place, outside=OTHER, candidates=())
    return parts().gazetteer.choose_council(place, council) if council in place.candidates else place
