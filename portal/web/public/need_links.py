"""Links to needs: rendered once for each need and language, as one page has up to a hundred of them."""

from collections.abc import Callable
from functools import cache

from flask import current_app
from markupsafe import Markup

from portal.catalogue.models import Need
from portal.web.here import locale, parts


class _NeedLinks:
    """The links of one state of the catalogue in one language."""

    def __init__(self, _locale: str) -> None:
        module = current_app.jinja_env.get_template("components/contact.html").module
        self._macro: Callable[..., Markup] = vars(module)["need_link"]
        self.find = cache(self._render)

    def _render(self, need_id: str) -> Markup:
        return self._macro(parts().catalogue.needs[need_id])


def link_need(need: Need) -> Markup:
    """Return the link to the page of `need`, by its name."""
    return parts().keep(_NeedLinks, locale()).find(need.id)
