"""Where an answer leads, and what is kept of it: nothing that ends the way."""

from flask import url_for

from portal.referrals.asking.drafts import Draft
from portal.web.public.ask.changes import without
from portal.web.public.ask.infos import Info, find_info
from portal.web.public.ask.pages import next_url
from portal.web.public.ask.state import keep_draft, throw_draft_away

_PLACE = ("place", "council")  # where either ends the way both are forgotten, so that another postcode can be typed


def keep_and_find_way_on(answered: str, *, before: Draft, after: Draft) -> str:
    """Keep the answers of a step and return where to go; an answer that ends the way is never kept."""
    found = find_info(answered, after)
    if found is None:
        keep_draft(after)
        return next_url(after)
    ahead, area = found
    _keep_where_it_goes_on(ahead, answered, before, after)
    return url_for("ask.info", number=ahead.number, area=area or None)


def _keep_where_it_goes_on(ahead: Info, answered: str, before: Draft, after: Draft) -> None:
    if ahead.collects_nothing:
        throw_draft_away()
    else:
        gone = _PLACE if answered in _PLACE else (answered,)
        keep_draft(without(before, *gone) if ahead.is_end else after)
