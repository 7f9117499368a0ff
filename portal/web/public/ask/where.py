"""Where the children live, from what the draft holds: the place, its council and what to ask where a border runs."""

from dataclasses import replace

from portal.places.models import Place, PlaceError, PlaceFault, Precision
from portal.places.postcode import PostcodeError
from portal.referrals.asking.drafts import Draft
from portal.web.here import parts
from portal.web.public.typed_place import OTHER, find_typed

_ABOUT_PLACE = ("place", "council", "door")  # steps


def find_place(postcode: str, council: str | None) -> Place:
    """Find the place of a postcode (the first part of one, a town's name), else of a council; raise what is at fault.

    `PostcodeError` or `PlaceError`; of the latter `no_home` where it is an office's or a box's postcode.
    """
    if postcode:
        try:
            return _choose(find_typed(postcode), council)
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


def forget_lost_place(draft: Draft) -> Draft:
    """Return the draft without a place that is known no more, because what is known of places changed meanwhile.

    It is asked again then, and whose door it is; everything else that was answered stays.
    """
    try:
        place = place_of(draft)
    except (PlaceError, PostcodeError):
        place = None
    has_council = place is not None and place.council is not None
    if "place" not in draft.steps or has_council or (place and "door" not in draft.steps):
        return draft
    return replace(draft, steps={name: given for name, given in draft.steps.items() if name not in _ABOUT_PLACE})


def _choose(place: Place, council: str | None) -> Place:
    if place.is_large_user:
        raise PlaceError(PlaceFault.NO_HOME)
    if not place.must_choose:
        if place.council is None and place.outside is None:
            raise PlaceError(PlaceFault.UNKNOWN)
        return place
    if council == OTHER:
        return replace(place, outside=OTHER, candidates=())
    return parts().gazetteer.choose_council(place, council) if council in place.candidates else place
