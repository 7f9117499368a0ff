"""Every choice of the search box beside how many services it would leave; one that leaves none says so.

A page has a hundred of them. Each is rendered once for a catalogue and language, with a hole for its count.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain, compress, repeat
from operator import not_
from typing import NamedTuple

from flask import current_app
from markupsafe import Markup, escape

from portal.catalogue.models import Need
from portal.search.models import Age, Facet, Found
from portal.web.here import locale, parts
from portal.web.i18n import gettext as _
from portal.web.labels.search import child_words, choice_words, uncounted_choice_words
from portal.web.page import catalogue_words
from portal.web.public.addresses import quote_value
from portal.web.public.search_choices import value_words
from portal.web.public.search_form import LISTS, TICKS, SearchForm, age_text, values_of
from portal.web.stencil import Sent, Stencil, hole, ready

MOST_VALUES = 12  # of what curators wrote in their own words
_AGES = (Age.expecting(), *map(Age.of_years, (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 21)))
_COUNT, _ADDRESS = "\0", "\1"  # holes; they stand in no text, as the catalogue's reader refuses control characters

Render = Callable[..., Markup]


class CountedChoices(NamedTuple):
    """The choices of one page: options of topics, ages to add, ticks, and the lists of boxes."""

    topics: Sent
    ages: Sent
    ticks: Sent
    lists: Sent


class _Option:
    """One choice as it looks open, chosen, and where it would leave nothing: each what stands before and after a count."""

    def __init__(self, render: Render, words: str, *, value: str, **fixed: object) -> None:
        words = words[:1].upper() + words[1:]
        none, counted = choice_words(words, 0), uncounted_choice_words(words, _COUNT)
        self.value = value
        self.open = _around_count(render(words=counted, value=value, **fixed))
        self._chosen = _around_count(render(words=counted, value=value, is_chosen=True, **fixed))
        self.none = (*_around_count(render(words=none, value=value, is_none=True, **fixed)), b"")
        self._chosen_none = (*_around_count(render(words=none, value=value, is_chosen=True, **fixed)), b"")

    def show_chosen(self, count: int) -> tuple[bytes, bytes, bytes]:
        """Return it chosen, for a page on which it leaves `count` services."""
        before, after = self._chosen
        return (before, b"%d" % count, after) if count else self._chosen_none


class _Options:
    """The choices of one list, put together at once: most are open to choose."""

    def __init__(self, options: list[_Option]) -> None:
        self._options = options
        self._values = [each.value for each in options]
        self._open = [piece for each in options for piece in (each.open[0], b"", each.open[1])]

    def show(self, counts: Mapping[str, int], chosen: Collection[str] = ()) -> Sent:
        """Return every choice with how many services it would leave."""
        numbers = list(map(counts.get, self._values, repeat(0)))
        shown = self._open.copy()
        shown[1::3] = map(b"%d".__mod__, numbers)
        for place in compress(range(len(numbers)), map(not_, numbers)):
            shown[3 * place : 3 * place + 3] = self._options[place].none
        for value in chosen:
            if value in self._values:
                place = self._values.index(value)
                shown[3 * place : 3 * place + 3] = self._options[place].show_chosen(numbers[place])
        return Sent(shown)


class _AgeTag:
    """An age that can be added to those chosen, by the address that adds it."""

    def __init__(self, render: Render, age: Age) -> None:
        option = _Option(render, child_words(age), value=str(age.years), address=_ADDRESS)
        before, self._end = option.open
        self.value = option.value
        self._start, self._middle = before.split(_ADDRESS.encode())
        self._written = quote_value(age_text(age)).encode()
        self._none = option.none

    def show(self, count: int, address: tuple[bytes, bytes]) -> tuple[bytes, ...]:
        """Return it for a page on which it would leave `count` services; the age goes between the parts of `address`."""
        if not count:
            return self._none
        before, after = address
        return self._start, before, self._written, after, self._middle, b"%d" % count, self._end


class _Choices:
    """Every choice of one state of the catalogue in one language."""

    def __init__(self, locale: str) -> None:
        render: dict[str, Render] = vars(current_app.jinja_env.get_template("components/search.html").module)
        box, legends = render["checkbox"], _legends()
        self._groups = {name: Stencil(render["checkboxes"](legends[name], hole("boxes")), locale) for name in LISTS}
        offered = {name: _offered(facet) for name, facet in LISTS.items()}
        self._lists = {
            name: _Options(
                [
                    _Option(box, value_words(LISTS[name], value), value=value, name=name, number=number)
                    for number, value in enumerate(values)
                ]
            )
            for name, values in offered.items()
            if values
        }
        self._ticks = {
            name: _Options([_Option(render["tick_box"], words, value="yes", name=name)]) for name, words in _ticks()
        }
        self._topics = _Options([_Option(render["topic"], _topic_words(need), value=need.id) for need in _topics()])
        self._ages = {age: _AgeTag(render["age_tag"], age) for age in _AGES}

    def show(self, form: SearchForm, found: Found) -> CountedChoices:
        """Return the choices with the counts of `found`."""
        counts = found.facets
        return CountedChoices(
            self._topics.show(counts[Facet.NEED], (form.need,)),
            self._show_ages(form, counts[Facet.AGE]),
            _join(
                each.show(counts[TICKS[name]], ("yes",) if name in form.ticked else ())
                for name, each in self._ticks.items()
            ),
            _join(
                self._groups[name].fill(boxes=boxes.show(counts[LISTS[name]], form.listed[name]))
                for name, boxes in self._lists.items()
            ),
        )

    def _show_ages(self, form: SearchForm, counts: Mapping[str, int]) -> Sent:
        """Return the ages that can be added, each with what there would be with it and the address that adds it."""
        chosen = form.ages()
        before = quote_value("".join([f"{age_text(age)}, " for age in chosen]))
        start, _hole, end = str(escape(form.address(age=_ADDRESS))).partition(quote_value(_ADDRESS))
        address = (start + before).encode(), end.encode()
        shown: list[bytes] = []
        for age, tag in self._ages.items():
            if age not in chosen:
                shown += tag.show(counts.get(tag.value, 0), address)
        return Sent(shown)


def count_choices(form: SearchForm, found: Found) -> CountedChoices:
    """Return every choice beside how many services it would leave."""
    return parts().keep(_Choices, locale()).show(form, found)


def _join(pieces: Iterable[Sent]) -> Sent:
    return Sent(list(chain.from_iterable(piece.parts for piece in pieces)))


def _around_count(rendered: Markup) -> tuple[bytes, bytes]:
    """Return what stands before and after the count; where there is none, all of it stands before."""
    before, _hole, after = ready(rendered, locale()).partition(_COUNT.encode())
    return before, after


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
