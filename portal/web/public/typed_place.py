"""From what somebody types as their place to where that is: a postcode, a part of one, or a town's name."""

from itertools import chain

from portal.places.models import Place, PlaceError, Precision
from portal.places.postcode import Postcode, PostcodeError, parse_place_text
from portal.search.understanding.place_names import find_named
from portal.web.here import parts

OTHER = "other"  # some council that this site does not cover


def find_typed(typed: str) -> Place:
    """Return the place; raise `PostcodeError` or `PlaceError` where nothing is known of what was typed."""
    try:
        code = parse_place_text(typed)
    except PostcodeError:
        if named := find_named(parts().areas, typed):
            return named
        raise
    try:
        return parts().gazetteer.find(code)
    except PlaceError:
        known = {_letters(each) for each in parts().areas.codes}
        if isinstance(code, Postcode) and known and _letters(code.district) not in known:
            return Place(Precision.DISTRICT, postcode=code.text, district=code.district, outside=OTHER)
        raise


def example_postcode() -> Postcode:
    """Return a postcode to show how one is written: a hub's, else one that may be of the area, else any."""
    hubs = (hub.postcode for _, hub in sorted(parts().areas.hubs.items()) if hub.postcode)
    sectors = (f"{code}AA" for code in sorted(parts().areas.codes) if " " in code)
    return Postcode.parse(next(chain(hubs, sectors), "AB1 2AB"))


def _letters(code: str) -> str:
    """Return the letters of the postcode area: L of L20, CH of CH41."""
    return code[:2] if code[1:2].isalpha() else code[:1]
