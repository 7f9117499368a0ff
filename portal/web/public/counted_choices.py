"""Every choice of the search box beside how many services it would leave; one that leaves none says so.

A page has a hundred of them. Each is rendered once for a catalogue and language, with a hole for its count.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import compress, repeat
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
from portal.web.stencil import Sent, ready

MOST_VALUES = 12  # of what curators wrote in their own words
_AGES = (Age.expecting(), *map(Age.of_years, (0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 21)))
_COUNT, _ADDRESS, _BOXES = (
    "\0",
    "\1",
    "\2",
)  # holes; they stand in no text, as the catalogue's reader refuses control characters
_QUOTED_ADDRESS = quote_value(_ADDRESS)

Render = Callable[..., Markup]


class CountedChoices(NamedTuple):
    """The choices of one page: options of topics, ages to add, ticks, and the lists of boxes."""

    topics: Sent
    ages: Sent
    ticks: Sent
    lists: Sent


class _Option:
    """One choice as it looks open, chosen, and where it would leave nothing: text to put its count into, if there is any."""

    def __init__(self, render: Render, words: str, *, value: str, **fixed: object) -> None:
        words = words[:1].upper() + words[1:]
        none, counted = choice_words(words, 0), uncounted_choice_words(words, _COUNT)
        self.value = value
        self.open = _to_fill(render(words=counted, value=value, **fixed))
        self._chosen = _to_fill(render(words=counted, value=value, is_chosen=True, **fixed))
        self.none = _to_fill(render(words=none, value=value, is_none=True, **fixed))
        self._chosen_none = _to_fill(render(words=none, value=value, is_chosen=True, **fixed))

    def show_chosen(self, count: int) -> bytes:
        """Return it chosen, for a page on which it leaves `count` services."""
        return self._chosen if count else self._chosen_none


class _Options:
    """The choices of one list, with what stands around them, put together at once: most are open to choose."""

    def __init__(self, options: Sequence[_Option], before: bytes = b"", after: bytes = b"") -> None:
        self._options = options
        self._values = [each.value for each in options]
        self._open = [each.open for each in options]
        self._before, self._after = before, after

    def show(self, counts: Mapping[str, int], chosen: Collection[str] = ()) -> bytes:
        """Return every choice with how many services it would leave."""
        numbers = list(map(counts.get, self._values, repeat(0)))
        shown = self._open.copy()
        for place in compress(range(len(numbers)), map(not_, numbers)):
            shown[place] = self._options[place].none
        for value in chosen:
            if value in self._values:
                place = self._values.index(value)
                shown[place] = self._options[place].show_chosen(numbers[place])
        return b"".join((self._before, b"".join(shown) % tuple(filter(None, numbers)), self._after))


class _AgeTag:
    """An age that can be added to those chosen: text to put the parts of the address around it and its count into."""

    def __init__(self, render: Render, age: Age) -> None:
        option = _Option(render, child_words(age), value=str(age.years), address=_ADDRESS)
        written = _to_fill(quote_value(age_text(age)))
        self.value, self.none = option.value, option.none
        self.open = option.open.replace(_ADDRESS.encode(), b"%b" + written + b"%b")


class _Choices:
    """Every choice of one state of the catalogue in one language."""

    def __init__(self, locale: str) -> None:
        render: dict[str, Render] = vars(current_app.jinja_env.get_template("components/search.html").module)
        box, group, legends = render["checkbox"], render["checkboxes"], _legends()
        offered = {name: _offered(facet) for name, facet in LISTS.items()}
        self._lists = {
            name: _Options(
                [
                    _Option(box, value_words(LISTS[name], value), value=value, name=name, number=number)
                    for number, value in enumerate(values)
                ],
                *ready(group(legends[name], _BOXES), locale).split(_BOXES.encode()),
            )
            for name, values in offered.items()
            if values
        }
        self._ticks = _Options([_Option(render["tick_box"], words, value=name, name=name) for name, words in _ticks()])
        self._topics = _Options([_Option(render["topic"], _topic_words(need), value=need.id) for need in _topics()])
        self._ages = {age: _AgeTag(render["age_tag"], age) for age in _AGES}

    def show(self, form: SearchForm, found: Found) -> CountedChoices:
        """Return the choices with the counts of `found`."""
        counts = found.facets
        ticks = {name: counts[facet].get("yes", 0) for name, facet in TICKS.items()}
        lists = [each.show(counts[LISTS[name]], form.listed[name]) for name, each in self._lists.items()]
        return CountedChoices(
            Sent([self._topics.show(counts[Facet.NEED], (form.need,))]),
            self._show_ages(form, counts[Facet.AGE]),
            Sent([self._ticks.show(ticks, form.ticked)]),
            Sent(lists),
        )

    def _show_ages(self, form: SearchForm, counts: Mapping[str, int]) -> Sent:
        """Return the ages that can be added, each with what there would be with it and the address that adds it."""
        chosen = form.ages()
        added = quote_value("".join([f"{age_text(age)}, " for age in chosen])) if chosen else ""
        start, _hole, end = str(escape(form.address(age=_ADDRESS))).partition(_QUOTED_ADDRESS)
        before, after = (start + added).encode(), end.encode()
        shown: list[bytes] = []
        filled: list[bytes | int] = []
        for age, tag in self._ages.items():
            if age in chosen:
                continue
            count = counts.get(tag.value, 0)
            shown.append(tag.open if count else tag.none)
            filled += (before, after, count) if count else ()
        return Sent([b"".join(shown) % tuple(filled)])


def count_choices(form: SearchForm, found: Found) -> CountedChoices:
    """Return every choice beside how many services it would leave."""
    return parts().keep(_Choices, locale()).show(form, found)


def _to_fill(rendered: str) -> bytes:
    """Return what was rendered as it is sent, as a pattern to put the count into."""
    return ready(rendered, locale()).replace(b"%", b"%%").replace(_COUNT.encode(), b"%d")


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
