"""Words for the search: why a result is shown, how far it is, what to drop when nothing fits."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.search.models import Facet, Fork, Reason, Why
from portal.web.here import parts
from portal.web.page import catalogue_text, join_names


def why_words(reasons: tuple[Reason, ...]) -> str:
    """Return all reasons as one list."""
    needs = {need.id: catalogue_text(need.name) for need in parts().catalogue.needs.values()}
    return join_names(filter(None, (_reason_words(reason, needs=needs) for reason in reasons)))


def mile_words(miles: float) -> str:
    """Return a distance in a straight line."""
    if miles < 0.25:
        return _("less than a quarter of a mile")
    if miles < 0.95:
        return _("less than a mile")
    return ngettext("about %(num)d mile", "about %(num)d miles", round(miles))


def fork_words(fork: Fork) -> str:
    """Return what to leave out when nothing fits, and how many services that yields."""
    yields = ngettext("%(num)d service", "%(num)d services", fork.total)
    if fork.drop is None:
        return _("%(services)s without your words.", services=yields)
    words = {
        Facet.NEED: _("%(services)s for all topics.", services=yields),
        Facet.AGE: _("%(services)s for any age.", services=yields),
        Facet.FREE: _("%(services)s if it may cost something or you ask about the cost.", services=yields),
    }
    return words.get(fork.drop, _("%(services)s with one filter less.", services=yields))


def _reason_words(reason: Reason, *, needs: Mapping[str, str]) -> str:
    if reason.why == Why.WORDS:
        return _("it mentions “%(word)s”", word=reason.value)
    if reason.why == Why.NEED:
        return _("it helps with: %(need)s", need=needs.get(reason.value, reason.value))
    if reason.why == Why.AREA:
        council = parts().areas.councils.get(reason.value)
        return _("it is for families in %(area)s", area=council.area_name if council else reason.value)
    words = {Why.AGE: _("the age fits"), Why.FREE: _("it is free"), Why.NEAR: _("it is near you")}
    return words.get(reason.why, "")
