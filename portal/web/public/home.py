"""The front page: one search box, the four doors, the needs to browse."""

from flask import Blueprint, render_template

from portal.web.here import parts
from portal.web.public.needs import grouped_needs
from portal.web.public.search import SearchForm

bp = Blueprint("home", __name__)


@bp.get("/")
def show() -> str:
    """Show the search box, the doors and the needs."""
    catalogue = parts().catalogue
    return render_template("public/home/show.html", search=SearchForm(), doors=catalogue.doors, groups=grouped_needs())
