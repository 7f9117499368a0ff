"""Whose door a request goes to, who reads it, by when, and the places to walk into."""

from dataclasses import dataclass, replace
from datetime import datetime

from portal.places.hubs import NearHub, nearest_hubs
from portal.places.models import Council, Hub, Place, Promise
from portal.places.routing import Door, door_for
from portal.referrals.asking.drafts import Draft
from portal.referrals.errors import ReferralError
from portal.referrals.promise.clocks import Clocks, set_clocks
from portal.store.transactions import reading
from portal.teams import Team, find_calendar, takes_requests, team_for
from portal.web.here import now, parts
from portal.web.labels.places import door_words
from portal.web.public.ask.where import place_of

_HUBS_SHOWN = 3


@dataclass(frozen=True)
class Offer:
    """What a council can promise a family now: whose door it is, being that of who reads, and by when, also where urgent."""

    door: Door
    team: Team
    clocks: Clocks
    urgent_clocks: Clocks


def find_offer(place: Place) -> Offer | None:
    """Return what may be promised for `place`; None where nobody would read a request, so that nothing is collected."""
    door, site = door_for(parts().areas, place), parts().settings
    promise = _promise(door.council)
    own = place.locality if door.council.first_reader == "locality_team" else None
    with reading(parts().engine) as db:
        team = team_for(db, door.council.id, own, is_practice_site=site.is_practice)
        is_open = team is not None and takes_requests(db, team.id, is_practice_site=site.is_practice)
        calendar = (find_calendar(db, team.id) if team else None) or door.council.calendar
    if team is None or promise is None or not is_open or door.council.id not in parts().public_keys:
        return None
    try:
        ordinary, urgent = (set_clocks(now(), calendar, promise, is_urgent=each) for each in (False, True))
    except ReferralError:  # it does not open for months: nothing can be promised
        return None
    return Offer(_door_of_reader(door, team), team, ordinary, urgent)


def kept_name(door: Door) -> str:
    """Return the door's name as the request keeps it: in English, whatever language the page was in."""
    return door.team_name or _front_door_name(door.council)


def hubs_near(place: Place) -> tuple[NearHub, ...]:
    """Return the places to walk into that are nearest."""
    return nearest_hubs(parts().areas, place, limit=_HUBS_SHOWN)


def hubs_to_come_to(draft: Draft) -> tuple[Hub, ...]:
    """Return the nearest places that a family can be told to come to: walk-in, with an address and hours."""
    place = place_of(draft)
    near = nearest_hubs(parts().areas, place, limit=len(parts().areas.hubs)) if place else ()
    return tuple(each.hub for each in near if each.hub.is_open_to_walk_in)[:_HUBS_SHOWN]


def read_by(draft: Draft) -> datetime | None:
    """Return when somebody will have read what is sent now."""
    place = place_of(draft)
    offer = find_offer(place) if place and place.council else None
    return offer.clocks.read_by if offer else None


def told_name(council: Council, kept: str) -> str:
    """Return a door's name as it was kept, that of a front door in the language of the page."""
    return door_words(council) if kept == _front_door_name(council) else kept


def _front_door_name(council: Council) -> str:
    return f"{council.label} in {council.area_name}"


def _door_of_reader(door: Door, team: Team) -> Door:
    """Return the locality's door only where its own team reads: else the pages would name people who see nothing of it."""
    if team.locality_id is not None:
        return door
    return replace(door, locality=None, team_name=None, phone=door.council.front_door.phone)


def _promise(council: Council) -> Promise | None:
    return council.practice_promise if parts().settings.is_practice else council.promise
