"""Find help: words, need, age, cost; near a place that is kept for the visit and never stands in an address."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.catalogue.models import Need, Service
from portal.places.models import Council, Place
from portal.search.find import find_services
from portal.search.models import Found
from portal.search.place_words import place_of
from portal.web.here import keep_place, locale, now, parts, visit_place
from portal.web.public.cards import show_groups
from portal.web.public.counted_choices import count_choices
from portal.web.public.frame import show_framed
from portal.web.public.search_box import show_search_box
from portal.web.public.search_choices import ages_read, list_chosen, list_orders
from portal.web.public.search_form import SearchForm
from portal.web.public.ways_on import find_from_home, find_nearest_hub
from portal.web.security import token_free

bp = Blueprint("search", __name__)
MOST_TOPICS = 3  # topics read out of the words and offered above the results


@bp.get("/search")
def results() -> Response | bytes | tuple[bytes, int]:
    """Show the services that fit, those near and those that need no travel apart."""
    form = SearchForm(request.args)
    form.postcode.data = ""
    near = form.near
    if (form.shared_place() and form.near != near) or form.has_private:
        # No whole postcode, number or email stays in an address, though somebody wrote it there.
        return redirect(form.address())
    is_valid = form.validate()
    return _show(form) if is_valid else (_show(form), 422)


@bp.post("/search")
@token_free
def start() -> Response | tuple[bytes, int]:
    """Take words and postcode, keep the place server-side, and go to the address of the search."""
    form = SearchForm(request.form)
    form.shared_place()  # leaves no more than a sector in the address
    if not form.validate():
        return _show(form), 422
    address = form.address()
    if form.place is None:
        return redirect(address, code=303)
    keep_place(form.place)
    if form.place.must_choose:
        return redirect(url_for("area.choose_council", back=address), code=303)
    return redirect(address, code=303)


def crisis_lines(dangers: tuple[str, ...], place: Place | None = None) -> list[Service]:
    """Return whom to ring in these dangers, the first lines first, each once; those for `place` where it is known."""
    catalogue = parts().catalogue
    ids = [line for danger in dangers for line in catalogue.dangers[danger].crisis_lines]
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


def has_best_near(found: Found) -> bool:
    """Tell whether the best match of this page is near rather than without travel; that group is shown first."""
    return not found.no_travel or (bool(found.near_you) and found.near_you[0].rank < found.no_travel[0].rank)


def _show(form: SearchForm) -> bytes:
    place = visit_place() or form.shared_place()
    if visit_place():
        form.near = ""  # their own place comes before the one of a shared address
    query = form.query()
    found = find_services(parts().index(locale()), query, near=place, now=now())
    crisis_at = place or _place_named(found)
    needs = parts().catalogue.needs
    return show_framed(
        form,
        found,
        place=place,
        councils=parts().areas.councils.values(),
        topics_first=_topics_first(form, found),
        box=show_search_box(form, place, count_choices(form, found), has_ages=True),
        cards=show_groups(found, place),
        orders=list_orders(form, found, place),
        need=needs.get(form.need),
        topics=[needs[each] for each in found.understood.needs if each not in query.needs][:MOST_TOPICS],
        ages=ages_read(form, found),
        chosen=list_chosen(form),
        share=form.address(near=(place.sector or place.district) if place else None),
        from_home=None if found.total else find_from_home(form, place),
        hubs=[] if found.total else find_nearest_hub(place),
        crisis_at=crisis_at,
        lines=crisis_lines(found.danger, crisis_at),
    )


def _place_named(found: Found) -> Place | None:
    """Return the council's area that the words name: whoever is in danger there needs its numbers, not all."""
    named = found.understood.place
    return place_of(named) if named else None


def _topics_first(form: SearchForm, found: Found) -> list[Need]:
    """Return the topics to choose from where nothing was asked for: the list of everything is one press away."""
    if not form.is_bare or found.page > 1:
        return []
    needs = parts().catalogue.needs.values()
    return [each for each in needs if each.parent_id is None and not each.is_for_professionals]
