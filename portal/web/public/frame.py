"""What stands around every page, header, footer and scripts: rendered once for a language and day, with holes.

A page of results is made of this and of pieces that are kept, too: rendered from its base, it takes twice as long.
"""

from datetime import date
from functools import lru_cache

from flask import g, render_template

from portal.web.here import locale, parts, today, visit_shortlist
from portal.web.i18n import address_after_locale
from portal.web.stencil import Sent, Stencil, hole

_MOST = 50  # kept of one language: for each day, and each number of services on somebody's list


class _Frames:
    """The frames of one state of the catalogue in one language."""

    def __init__(self, locale: str) -> None:
        self._locale = locale
        self.find = lru_cache(_MOST)(self._render)

    def _render(self, _day: date, _listed: int) -> Stencil:
        g.address_after_locale = hole("address")
        try:
            rendered = render_template("public/frame.html", title=hole("title"), main=hole("main"))
        finally:
            del g.address_after_locale
        return Stencil(rendered, self._locale)


def show_framed(title: str, main: Sent) -> bytes:
    """Return the whole page with this title and main part."""
    frame = parts().keep(_Frames, locale()).find(today(), len(visit_shortlist().entries))
    return bytes(frame.fill(title=title, main=main, address=address_after_locale()))
