"""What stands around every page, header, footer and scripts: rendered once for a language and day, with holes.

A page of results is made of this and of pieces that are kept, too: rendered from its base, it takes twice as long.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from flask import current_app, g, render_template
from markupsafe import Markup

from portal.search.models import Found
from portal.web.here import locale, parts, today, visit_shortlist
from portal.web.i18n import address_after_locale
from portal.web.public.search_form import SearchForm
from portal.web.stencil import Stencil, hole

_MOST = 50  # kept of one language: for each day, and each number of services on somebody's list


class _Frames:
    """The frames of one state of the catalogue in one language."""

    def __init__(self, _locale: str) -> None:
        self.find = lru_cache(_MOST)(self._render)

    def _render(self, _day: date, _listed: int) -> Stencil:
        g.address_after_locale = hole("address")
        try:
            return Stencil(render_template("public/frame.html", title=hole("title"), main=hole("main")))
        finally:
            del g.address_after_locale


def show_framed(template: str, form: SearchForm, found: Found, **shown: object) -> str:
    """Return the whole page whose title and main part the macros of `template` give for all this."""
    macros: dict[str, Callable[..., Markup]] = vars(current_app.jinja_env.get_template(template).module)
    title, main = macros["title"](form, found), macros["main"](form, found, **shown)
    frame = parts().keep(_Frames, locale()).find(today(), len(visit_shortlist().entries))
    return frame.fill(title=title, main=main, address=address_after_locale())
