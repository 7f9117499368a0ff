"""Find help: words, need, age, cost; near a place that is kept for the visit and never stands in an address."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.search.find import find_services
from portal.web.here import keep_place, locale, now, parts, visit_place
from portal.web.public.frame import show_framed
from portal.web.public.results_page import show_main, show_title
from portal.web.public.search_form import SearchForm
from portal.web.security import token_free

bp = Blueprint("search", __name__)
LONGEST_READ = 4000  # characters of what is too long to search for, as much as a box of the asking pages takes


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


def _show(form: SearchForm) -> bytes:
    own = visit_place()
    place = own or form.shared_place()
    if own:
        form.near = ""  # their own place comes before the one of a shared address
    found = find_services(parts().index(locale()), form.query(), near=place, now=now())
    if form.q.errors:
        found = found._replace(danger=_notice_danger(form.q.data))
    return show_framed(show_title(form, found), show_main(form, found, place))


def _notice_danger(words: str) -> tuple[str, ...]:
    """Return the dangers that words tell of which are too many to search for: whoever is in danger may write a lot."""
    return parts().index(locale()).understanding.read(words[:LONGEST_READ]).danger
