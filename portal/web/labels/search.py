"""Words for the search: why a result is shown, how far it is, what to drop when nothing fits."""

from typing import NamedTuple

from portal.search.models import Age, Facet, Fork, Order, Reason, Why
from portal.web.english import as_name
from portal.web.here import parts
from portal.web.i18n import gettext as _
from portal.web.i18n import ngettext
from portal.web.page import catalogue_words, join_names

MOST_TOLD = 2  # needs or words given as a reason on one card


class Told(NamedTuple):
    """What is told of the reasons why a result is shown: the ids of `needs` and `area`, the `words` somebody typed."""

    needs: tuple[str, ...] = ()
    instead: str = ""
    words: tuple[str, ...] = ()
    has_age: bool = False
    is_free: bool = False
    area: str = ""


def told_of(reasons: tuple[Reason, ...]) -> Told:
    """Return the reasons that tell most: what it helps with, else the words it holds; then the age, the cost; else the area."""
    last = dict(reasons)
    needs = _first_of(reasons, Why.NEED) if Why.NEED in last else ()
    instead = "" if needs else last.get(Why.INSTEAD, "")
    words = _first_of(reasons, Why.WORDS) if Why.WORDS in last and not (needs or instead) else ()
    told = Told(needs, instead, words, Why.AGE in last, Why.FREE in last)
    return told if any(told) else Told(area=last.get(Why.AREA, ""))


def why_words(told: Told) -> str:
    """Return the reasons in words."""
    needs = [_quoted(_need_name(need)) for need in told.needs]
    lines = [
        *([_("it helps with %(needs)s", needs=join_names(needs))] if needs else []),
        *(
            [_("it is the nearest sure help with %(needs)s", needs=_quoted(_need_name(told.instead)))]
            if told.instead
            else []
        ),
        *([_("it says %(words)s", words=join_names(map(_quoted, told.words)))] if told.words else []),
        *([_("the age fits")] if told.has_age else []),
        *([_("it is free")] if told.is_free else []),
    ]
    return join_names(lines) if lines else _area_reason(told.area)


def mile_words(miles: float) -> str:
    """Return a distance in a straight line."""
    if miles < 0.25:
        return _("less than a quarter of a mile")
    if miles < 0.95:
        return _("less than a mile")
    return ngettext("about %(num)d mile", "about %(num)d miles", round(miles))


def child_words(age: Age) -> str:
    """Return a child by its age."""
    if age.is_expecting:
        return _("a baby on the way")
    if age.months < 12:
        return _("a baby")
    return _("age %(years)d", years=age.years)


def fork_words(fork: Fork) -> str:
    """Return what to leave out when nothing fits, and how many services that yields."""
    n = fork.total
    words = {
        None: ngettext("Show %(num)d service without your words", "Show %(num)d services without your words", n),
        Facet.NEED: ngettext("Show %(num)d service on all topics", "Show %(num)d services on all topics", n),
        Facet.AGE: ngettext("Show %(num)d service for any age", "Show %(num)d services for any age", n),
        Facet.FREE: ngettext(
            "Show %(num)d service that may cost something", "Show %(num)d services that may cost something", n
        ),
        Facet.DELIVERY: ngettext("Show %(num)d service given in any way", "Show %(num)d services given in any way", n),
        Facet.DAY: ngettext("Show %(num)d service on any day", "Show %(num)d services on any day", n),
        Facet.LANGUAGE: ngettext("Show %(num)d service in any language", "Show %(num)d services in any language", n),
        Facet.SEND: ngettext("Show %(num)d service for all children", "Show %(num)d services for all children", n),
        Facet.ACCESSIBILITY: ngettext(
            "Show %(num)d service whether or not it is easy to use",
            "Show %(num)d services whether or not they are easy to use",
            n,
        ),
        Facet.SELF_REFERRAL: ngettext(
            "Show %(num)d service that somebody else may have to ask for",
            "Show %(num)d services that somebody else may have to ask for",
            n,
        ),
    }
    return words[fork.drop]


def choice_words(choice: str, count: int) -> str:
    """Return a choice with how many services it would leave; one that leaves none says so."""
    if count == 0:
        return _("%(choice)s (none)", choice=choice)
    return _("%(choice)s (%(count)d)", choice=choice, count=count)


def uncounted_choice_words(choice: str, hole: str) -> str:
    """Return a choice with a hole where the number of services belongs that it would leave."""
    return _("%(choice)s (%(count)d)").replace("%(count)d", hole) % {"choice": choice}


def order_words(order: Order) -> str:
    """Return an order of results."""
    if order == Order.BEST:
        return _("Best match")
    return _("Nearest first") if order == Order.NEAREST else _("Soonest first")


def _first_of(reasons: tuple[Reason, ...], why: Why) -> tuple[str, ...]:
    return tuple([value for each, value in reasons if each == why][:MOST_TOLD])


def _need_name(need_id: str) -> str:
    need = parts().catalogue.needs.get(need_id)
    return catalogue_words(need.name) if need else need_id


def _quoted(text: str) -> str:
    return _("“%(text)s”", text=text)


def _area_reason(area: str) -> str:
    if not area:
        return ""
    council = parts().areas.councils.get(area)
    return _("it is for families in %(area)s", area=as_name(council.area_name)) if council else _("it is near you")
