"""Browse by need: the list of all, and a page for each with its help and what could not be confirmed."""

from collections.abc import Mapping

from flask import Blueprint, abort, render_template
from werkzeug.datastructures import MultiDict

from portal.catalogue.models import Need
from portal.search.find import find_services
from portal.search.models import Facet, Query
from portal.web.here import locale, now, parts, visit_place
from portal.web.public.cards import show_groups
from portal.web.public.counted_choices import count_choices
from portal.web.public.search_box import show_search_box
from portal.web.public.search_form import SearchForm

bp = Blueprint("needs", __name__)


@bp.get("/needs")
def index() -> str:
    """Show all needs in their groups, each with how many services there are for the place of the visit."""
    return render_template("public/needs/index.html", groups=grouped_needs(), counts=_counts())


@bp.get("/needs/<need_id>")
def show(need_id: str) -> str:
    """Show the help there is for a need, and say what could not be confirmed."""
    catalogue = parts().catalogue
    need = catalogue.needs.get(need_id) or abort(404)
    form = SearchForm(MultiDict({"need": need.id}))
    found = find_services(parts().index(locale()), form.query(), near=visit_place(), now=now())
    return render_template(
        "public/needs/show.html",
        need=need,
        easy_words=catalogue.easy_words_in(need.name, need.description, need.unconfirmed),
        above=catalogue.needs.get(need.parent_id or ""),
        below=[catalogue.needs[each] for each in catalogue.needs_below(need.id)],
        counts=found.facets[Facet.NEED],
        related=[catalogue.needs[each] for each in need.see_also if each in catalogue.needs],
        nearest=[catalogue.services[each] for each in need.nearest if each in catalogue.services],
        found=found,
        box=show_search_box(form, visit_place(), count_choices(form, found)),
        groups=show_groups(found, visit_place()),
        place=visit_place(),
    )


def grouped_needs() -> list[tuple[Need, list[Need]]]:
    """Return the needs to browse, each top one with those below it."""
    needs = [need for need in parts().catalogue.needs.values() if not need.is_for_professionals]
    return [(top, [each for each in needs if each.parent_id == top.id]) for top in needs if top.parent_id is None]


def _counts() -> Mapping[str, int]:
    return find_services(parts().index(locale()), Query(), near=visit_place(), now=now()).facets[Facet.NEED]
