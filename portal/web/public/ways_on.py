"""Ways on when nothing fits: one filter to drop, help without travel, the nearest hub with its hours."""

from dataclasses import replace
from typing import NamedTuple

from portal.catalogue.models import Delivery
from portal.places.hubs import nearest_hubs
from portal.places.models import Place
from portal.search.find import find_services
from portal.search.models import Fork, Query
from portal.web.here import locale, now, parts
from portal.web.public.search_form import FIELDS, LISTS, TICKS, SearchForm
from portal.web.public.shown_hubs import ShownHub, show_hubs

FROM_HOME = (Delivery.PHONE, Delivery.TEXT, Delivery.ONLINE)


class FromHome(NamedTuple):
    """Help that needs no travel: how much there is, and the address that shows it."""

    total: int
    address: str


def fork_address(fork: Fork, form: SearchForm) -> str:
    """Return the address of the search with the fork's filter left out."""
    return form.address(**{FIELDS[fork.drop]: None})


def find_from_home(form: SearchForm, place: Place | None) -> FromHome | None:
    """Return help by phone, text or online for the same words, else for the same topic, without the other choices."""
    dropped: dict[str, object] = {**dict.fromkeys((*TICKS, *LISTS, "age")), "how": FROM_HOME}
    plain = Query(words=form.query().words, needs=form.query().needs, delivery=FROM_HOME)
    for query, changes in ((plain, dropped), (replace(plain, words=""), {**dropped, "q": None})):
        total = find_services(parts().index(locale()), query, near=place, now=now()).total
        if total:
            return FromHome(total, form.address(**changes))
    return None


def find_nearest_hub(place: Place | None) -> list[ShownHub]:
    """Return the nearest hub one can walk into with address and hours, none without a place."""
    if place is None:
        return []
    hubs = nearest_hubs(parts().areas, place, limit=len(parts().areas.hubs))
    return show_hubs([near for near in hubs if near.hub.is_open_to_walk_in and near.hub.status == "open"][:1])
