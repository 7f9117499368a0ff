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
from portal.web.public.cards import ShownGroups
from portal.web.public.search_form import SearchForm
from portal.web.stencil import Sent, Stencil, hole

_RESULTS = "public/search/results.html"
_CARD_HOLES = {name: hole(name) for name in ShownGroups._fields}
_MOST = 50  # kept of one language: for each day, and each number of services on somebody's list


class _Frames:
    """The frames of one state of the catalogue in one language, and the macros of what they are put around."""

    def __init__(self, locale: str) -> None:
        self._locale = locale
        self.macros: dict[str, Callable[..., Markup]] = vars(current_app.jinja_env.get_template(_RESULTS).module)
        self.find = lru_cache(_MOST)(self._render)

    def _render(self, _day: date, _listed: int) -> Stencil:
        g.address_after_locale = hole("address")
        try:
            rendered = render_template("public/frame.html", title=hole("title"), main=hole("main"))
        finally:
            del g.address_after_locale
        return Stencil(rendered, self._locale)


def show_framed(form: SearchForm, found: Found, *, box: Sent, cards: ShownGroups, **shown: object) -> Sent:
    """Return the whole page of results, its title and main part as the macros of the template give them for all this.

    Nearly all of it is ready: the search box and the cards are put into holes of what is rendered.
    """
    frames = parts().keep(_Frames, locale())
    main = Stencil(frames.macros["main"](form, found, box=hole("box"), cards=_CARD_HOLES, **shown), locale())
    return frames.find(today(), len(visit_shortlist().entries)).fill(
        title=frames.macros["title"](form, found),
        main=main.fill(box=box, **cards._asdict()),
        address=address_after_locale(),
    )
