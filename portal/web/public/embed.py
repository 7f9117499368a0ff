"""A search box for other sites to copy: plain HTML, no script, no cookie; it leads here with the words only."""

from typing import NamedTuple

from flask import Blueprint, render_template, url_for

from portal.po_files import language_name
from portal.web.here import parts
from portal.web.i18n import speaking

bp = Blueprint("embed", __name__)


class Snippet(NamedTuple):
    """The search box in one language, as it is copied."""

    locale: str
    language: str
    html: str


@bp.get("/embed")
def show() -> str:
    """Show the search box of each language, to copy."""
    return render_template("public/embed/show.html", snippets=[_snippet(each) for each in parts().settings.locales])


def _snippet(locale: str) -> Snippet:
    with speaking(locale):
        html = render_template("public/embed/snippet.html", action=url_for("search.results", _external=True))
    return Snippet(locale, language_name(locale), html.strip())
