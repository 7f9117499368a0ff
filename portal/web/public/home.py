"""The front page: one search box, the doors, the needs to browse."""

from flask import Blueprint, render_template

from portal.web.here import parts, visit_place
from portal.web.public.needs import grouped_needs
from portal.web.public.search_form import SearchForm

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> str:
    """Show the search box, the doors and the needs."""
    return render_template(
        "public/home/show.html",
        search=SearchForm(),
        doors=parts().catalogue.doors,
        tops=[top for top, _below in grouped_needs() if not top.is_door],
        place=visit_place(),
    )
