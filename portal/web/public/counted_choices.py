"""Every choice of the search box beside how many services it would leave; one that leaves none says so.

A page has a hundred of them. Each is rendered once for a catalogue and language, with a hole for its count.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote_plus

from flask import current_app
from markupsafe import Markup, escape

from portal.catalogue.models import Need
from portal.search.models import Age, Facet, Found
from portal.web.here import locale, parts
from portal.web.i18n import gettext as _
from portal.web.labels.search import child_words, choice_words, uncounted_choice_words
from portal.web.page import catalogue_words
from portal.web.public.search_choices import value_words
from portal.web.public.search_form import LISTS, PLAIN, TICKS, SearchForm, age_text, values_of
from portal.web.stencil import Stencil, hole

MOST_VALUES = 12  # of what curators wrote in their own words
_AGES = (Age.expecting(), *map(Age.of_years, (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 21)))
_COUNT, _ADDRESS = "\0", "\1"  # holes; they stand in no text, as the catalogue's reader refuses control characters

Render = Callable[..., Markup]


class CountedChoices(NamedTuple):
    """The choices of one page: options of topics, ages to add, ticks, and the lists of boxes."""

    topics: Markup
    ages: Markup
    ticks: Markup
    lists: Markup


class _Option:
    """One choice as it looks open, chosen, and where it would leave nothing."""

    def __init__(self, render: Render, words: str, *, value: str, **fixed: object) -> None:
        words = words[:1].upper() + words[1:]
        none, counted = choice_words(words, 0), uncounted_choice_words(words, _COUNT)
        self.value = value
        self._open = str(render(words=counted, value=value, **fixed)).split(_COUNT)
        self._chosen = str(render(words=counted, value=value, is_chosen=True, **fixed)).split(_COUNT)
        self._none = str(render(words=none, value=value, is_none=True, **fixed))
        self._chosen_none = str(render(words=none, value=value, is_chosen=True, **fixed))

    @property
    def around_count(self) -> list[str]:
        """Return what stands before and after the count where it is open to choose."""
        return self._open

    def show(self, count: int, *, is_chosen: bool = False) -> str:
        """Return it for a page on which it would leave `count` services."""
        if count:
            return str(count).join(self._chosen if is_chosen else self._open)
        return self._chosen_none if is_chosen else self._none


class _Boxes:
    """The boxes of one list, put together at once: most are open to choose."""

    def __init__(self, options: list[_Option]) -> None:
        self._options = options
        self._values = [each.value for each in options]
        self._open = [piece for each in options for piece in (each.around_count[0], "", each.around_count[1])]

    def show(self, counts: Mapping[str, int], chosen: Collection[str] = ()) -> Markup:
        """Return every box with how many services it would leave."""
        numbers = [counts.get(value, 0) for value in self._values]
        shown = self._open.copy()
        shown[1::3] = map(str, numbers)
        if chosen or 0 in numbers:
            for place, (each, count) in enumerate(zip(self._options, numbers, strict=True)):
                if not count or each.value in chosen:
                    shown[3 * place : 3 * place + 3] = each.show(count, is_chosen=each.value in chosen), "", ""
        return _join(shown)


class _Choices:
    """Every choice of one state of the catalogue in one language."""

    def __init__(self, _locale: str) -> None:
        render: dict[str, Render] = vars(current_app.jinja_env.get_template("components/search.html").module)
        box, legends = render["checkbox"], _legends()
        self._groups = {name: Stencil(render["checkboxes"](legends[name], hole("boxes"))) for name in LISTS}
        offered = {name: _offered(facet) for name, facet in LISTS.items()}
        self._lists = {
            name: _Boxes(
                [
                    _Option(box, value_words(LISTS[name], value), value=value, name=name, number=number)
                    for number, value in enumerate(values)
                ]
            )
            for name, values in offered.items()
            if values
        }
        self._ticks = {name: _Option(render["tick_box"], words, value="yes", name=name) for name, words in _ticks()}
        self._topics = [_Option(render["topic"], _topic_words(need), value=need.id) for need in _topics()]
        self._ages = {
            age: _Option(render["age_tag"], child_words(age), value=str(age.years), address=_ADDRESS) for age in _AGES
        }

    def show(self, form: SearchForm, found: Found) -> CountedChoices:
        """Return the choices with the counts of `found`."""
        needs, counts = found.facets[Facet.NEED], found.facets
        return CountedChoices(
            _join(
                [
                    each.show(needs.get(each.value, 0), is_chosen=each.value == form.need)
                    for each in self._topics
                    if needs.get(each.value) or each.value == form.need
                ]
            ),
            _join(self._show_ages(form, found)),
            _join(
                each.show(counts[TICKS[name]].get("yes", 0), is_chosen=name in form.ticked)
                for name, each in self._ticks.items()
            ),
            _join(
                self._groups[name].fill(boxes=boxes.show(counts[LISTS[name]], form.listed[name]))
                for name, boxes in self._lists.items()
            ),
        )

    def _show_ages(self, form: SearchForm, found: Found) -> Iterator[str]:
        """Yield ages that can be added, each with what there would be with it and the address that adds it."""
        counts, chosen = found.facets[Facet.AGE], form.ages()
        address = str(escape(form.address(age=_ADDRESS)))
        before = "".join([f"{age_text(age)}, " for age in chosen])
        for age, each in self._ages.items():
            if age not in chosen:
                added = address.replace("%01", quote_plus(before + age_text(age), safe=PLAIN))
                yield each.show(counts.get(each.value, 0)).replace(_ADDRESS, added)


def count_choices(form: SearchForm, found: Found) -> CountedChoices:
    """Return every choice beside how many services it would leave."""
    return parts().keep(_Choices, locale()).show(form, found)


def _join(pieces: Iterable[str]) -> Markup:
    return Markup("".join(pieces))  # noqa: S704  every piece comes out of a template


def _offered(facet: Facet) -> list[str]:
    """Return the values to choose; everything is in English, and a page in another language offers that, too."""
    values = list(values_of(facet))
    if facet == Facet.LANGUAGE:
        own = [locale()] if locale() not in values else []
        values = [value for value in (*own, *values) if value != "en"]
    return values[:MOST_VALUES]


def _legends() -> dict[str, str]:
    return {
        "how": _("How do you want to get help?"),
        "day": _("Which day?"),
        "lang": _("In which language?"),
        "access": _("What makes it easier to use?"),
    }


def _ticks() -> list[tuple[str, str]]:
    return [
        ("free", _("Free")),
        ("yourself", _("You can ask yourself")),
        ("send", _("For children with special needs (SEND)")),
    ]


def _topics() -> list[Need]:
    """Return the needs that families choose from, each top one before those below it."""
    needs = parts().catalogue.needs.values()
    order = {need.id: place for place, need in enumerate(need for need in needs if need.parent_id is None)}
    return sorted(
        (need for need in needs if not need.is_for_professionals),
        key=lambda need: (order.get(need.parent_id or need.id, len(order)), need.parent_id is not None),
    )


def _topic_words(need: Need) -> str:
    name = catalogue_words(need.name)
    return name if need.parent_id is None else f"\N{EN DASH} {name}"
