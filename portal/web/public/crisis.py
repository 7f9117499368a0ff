"""Whom to ring now: the crisis lines of each danger that there are in the catalogue.

Never 999 nor a council's front door: every page that names lines names these itself, the door with its hours.
"""

from itertools import zip_longest

from portal.catalogue.models import Service
from portal.places.models import Council, Place
from portal.web.here import parts
from portal.web.public.services import serves_council


def crisis_lines(dangers: tuple[str, ...], place: Place | None = None) -> list[Service]:
    """Return whom to ring in these dangers, each once; those for `place` where it is known.

    The first lines of all dangers come before their second ones: pages put the last of many away behind a press, and a child
    who is hit is shown Childline beside the line for violence at home, not eight lines of one kind. A danger that was noticed
    before the catalogue changed may be in it no more; the others still count.
    """
    catalogue = parts().catalogue
    known = [catalogue.dangers[each].crisis_lines for each in dangers if each in catalogue.dangers]
    ids = dict.fromkeys([line for lines in zip_longest(*known) for line in lines])
    lines = [catalogue.services[each] for each in ids if each in catalogue.services]
    council = place.council or "" if place and not place.must_choose else None
    told = _told_anyway()
    return [
        line for line in lines if _first_number(line) not in told and (council is None or serves_council(line, council))
    ]


def common_crisis_lines(council: Council | None) -> list[Service]:
    """Return whom to ring where it is not known which danger it is: the first line of each."""
    found: dict[str, Service] = {}
    for danger in parts().catalogue.dangers:
        first = next(
            (line for line in crisis_lines((danger,)) if not council or serves_council(line, council.id)), None
        )
        if first:
            found[first.id] = first
    return list(found.values())


def _told_anyway() -> set[str]:
    """Return the numbers that pages name themselves; a council's team for the night may be a service with its number."""
    doors = [council.front_door for council in parts().areas.councils.values()]
    return {"999", *(door.phone for door in doors), *(door.out_of_hours_phone for door in doors)} - {""}


def _first_number(line: Service) -> str:
    return line.phones[0].number if line.phones else ""
