"""Find help: words, need, age, cost; near a place that is kept for the visit and never stands in an address."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.catalogue.models import Service
from portal.places.models import Place
from portal.search.find import find_services
from portal.search.models import Facet, Fork, Found
from portal.web.here import keep_place, locale, now, parts, visit_place
from portal.web.labels.search import child_words
from portal.web.public.search_form import SearchForm, age_text, count_choices
from portal.web.security import token_free

bp = Blueprint("search", __name__)
MOST_TOPICS = 3  # topics read out of the words and offered above the results
_FIELDS = {
    None: "q",
    Facet.NEED: "need",
    Facet.AGE: "age",
    Facet.FREE: "free",
    Facet.DELIVERY: "how",
    Facet.SELF_REFERRAL: "yourself",
}


@bp.get("/search")
def results() -> str | tuple[str, int]:
    """Show the services that fit, those near and those that need no travel apart."""
    form = SearchForm(request.args)
    form.postcode.data = ""
    is_valid = form.validate()
    return _show(form) if is_valid else (_show(form), 422)


@bp.post("/search")
@token_free
def start() -> Response | tuple[str, int]:
    """Take words and postcode, keep the place server-side, and go to the address of the search."""
    form = SearchForm(request.form)
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


def fork_address(fork: Fork, form: SearchForm) -> str:
    """Return the address of the search with the fork's filter left out."""
    return form.address(**{_FIELDS[fork.drop]: None})


def has_best_near(found: Found) -> bool:
    """Tell whether the best match of this page is near rather than without travel; that group is shown first."""
    return not found.no_travel or (bool(found.near_you) and found.near_you[0].rank < found.no_travel[0].rank)


def ages_offered(form: SearchForm, found: Found) -> list[tuple[str, str]]:
    """Return the ages read out of the words that are not chosen yet, each with the address that chooses it."""
    if form.age.data:
        return []
    return [(child_words(age), form.address(age=age_text(age))) for age in found.understood.ages]


def _show(form: SearchForm) -> str:
    query = form.query()
    found = find_services(parts().index(locale()), query, near=visit_place(), now=now())
    count_choices(form, found)
    needs = parts().catalogue.needs
    return render_template(
        "public/search/results.html",
        form=form,
        found=found,
        place=visit_place(),
        need=needs.get(form.need.data or ""),
        topics=[needs[each] for each in found.understood.needs if each not in query.needs][:MOST_TOPICS],
        ages=ages_offered(form, found),
        lines=crisis_lines(found.danger, visit_place()),
    )
