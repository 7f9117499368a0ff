"""The search box above results: rendered once for each of its few shapes, with holes for what was asked and its choices."""

from collections.abc import Callable
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from portal.places.models import Place
from portal.search.models import Order
from portal.web.here import locale, parts
from portal.web.public.counted_choices import CountedChoices
from portal.web.public.search_form import SearchForm
from portal.web.stencil import Sent, Stencil, hole, ready


class _Boxes:
    """The boxes of one language; a shape is whether a place is known, the order, and whether ages are offered."""

    def __init__(self, locale: str) -> None:
        module = current_app.jinja_env.get_template("components/search.html").module
        self._locale = locale
        self._fields: Callable[..., Markup] = vars(module)["search_fields"]
        self.find = lru_cache(self._render)

    def render(self, form: SearchForm, choices: CountedChoices, *, is_placed: bool, has_ages: bool) -> Sent:
        """Return the box of one page alone."""
        return Sent([ready(self._fields(form, is_placed, choices, has_ages), self._locale)])

    def _render(self, order: Order, *, is_placed: bool, has_near: bool, has_ages: bool) -> Stencil:
        form, choices = SearchForm(), {name: hole(name) for name in CountedChoices._fields}
        form.q.data, form.age.data, form.near = hole("q"), hole("age"), hole("near") if has_near else ""
        form.order = order
        return Stencil(self._fields(form, is_placed, choices, has_ages), self._locale)


def show_search_box(form: SearchForm, place: Place | None, choices: CountedChoices, *, has_ages: bool = False) -> Sent:
    """Return the box; where something is wrong with what was typed it is rendered anew, with how to mend it."""
    boxes, is_placed = parts().keep(_Boxes, locale()), place is not None
    if form.errors:
        return boxes.render(form, choices, is_placed=is_placed, has_ages=has_ages)
    box = boxes.find(form.order, is_placed=is_placed, has_near=bool(form.near), has_ages=has_ages)
    return box.fill(q=form.q.data, age=form.age.data, near=form.near, **choices._asdict())
