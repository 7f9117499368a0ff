"""Whom to ring now: the crisis lines of each danger that there are in the catalogue."""

from portal.catalogue.models import Service
from portal.places.models import Council, Place
from portal.web.here import parts


def crisis_lines(dangers: tuple[str, ...], place: Place | None = None) -> list[Service]:
    """Return whom to ring in these dangers, the first lines first, each once; those for `place` where it is known.

    A danger that was noticed before the catalogue changed may be in it no more; the others still count.
    """
    catalogue = parts().catalogue
    known = [catalogue.dangers[each] for each in dangers if each in catalogue.dangers]
    ids = [line for danger in known for line in danger.crisis_lines]
    lines = [catalogue.services[each] for each in dict.fromkeys(ids) if each in catalogue.services]
    if place is None or place.must_choose:
        return lines
    return [line for line in lines if line.serves(place.council or "")]


def common_crisis_lines(council: Council | None) -> list[Service]:
    """Return whom to ring where it is not known which danger it is: for each, its first line beside 999 and the door."""
    door = council.front_door.service_id if council else ""
    found: dict[str, Service] = {}
    for danger in parts().catalogue.dangers:
        named = crisis_lines((danger,))
        lines = [line for line in named if line.id != door and not (line.phones and line.phones[0].number == "999")]
        first = next((line for line in lines if not council or line.serves(council.id)), None)
        if first:
            found[first.id] = first
    return list(found.values())
