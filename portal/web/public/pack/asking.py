"""From a pack to asking for help: what it holds already fills in the asking pages, where it can be changed."""

from collections.abc import Iterable

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from portal.catalogue.models import Service
from portal.places.models import Place
from portal.referrals.asking.drafts import start_draft
from portal.referrals.models import Asker, Way
from portal.referrals.plain import Json
from portal.visits.shortlist import IN_A_PACK
from portal.web.here import now, visit_place, visit_shortlist
from portal.web.public.ask.ahead import keep_and_find_way_on
from portal.web.public.ask.blueprint import BEGINNINGS, refuse_flood
from portal.web.public.ask.forms_worry import need_choices
from portal.web.public.ask.infos import find_info
from portal.web.public.ask.state import current_draft, keep_draft
from portal.web.public.ask.steps import FIRST
from portal.web.public.pack.views import bp
from portal.web.public.shortlist import find_entries


@bp.post("/pack/ask")
def ask() -> Response:
    """Begin to ask for the family: who asks, its area and its needs are filled in; nothing is sent.

    Danger and the family's agreement are asked on their own pages, as always. What was answered before stays.
    """
    refuse_flood("begin", BEGINNINGS)
    services = [service for _entry, service in find_entries(visit_shortlist())[:IN_A_PACK]]
    place = visit_place() if "use_place" in request.form else None
    before = after = current_draft() or start_draft(now())
    for step, answers in _known_steps(services, place).items():
        if step not in before.steps:
            after = after.with_step(step, answers)
    if find_info(
        "place", after
    ):  # nobody would read it, or the asker is too young there: as after that question itself
        return redirect(keep_and_find_way_on("place", before=before, after=after), code=303)
    keep_draft(after)
    return redirect(url_for("ask.step", number=FIRST.number, way=Way.TELL_MORE.value), code=303)


def can_fill_in(place: Place | None) -> bool:
    """Tell whether the visit's place can be where the children live: its council is known and it is no office."""
    return place is not None and place.council is not None and not place.is_large_user


def _known_steps(services: Iterable[Service], place: Place | None) -> dict[str, dict[str, Json]]:
    steps: dict[str, dict[str, Json]] = {"asker": {"asker": Asker.HELPER.value}}
    if place and can_fill_in(place):
        typed = place.postcode or place.sector or place.district or place.name
        steps["place"] = {"postcode": typed, "council": place.council}
    offered = {str(choice.value) for choice in need_choices()}
    needs = list(dict.fromkeys(_main_need(service, offered) for service in services))
    if any(needs):
        steps["worry"] = {"needs": [need for need in needs if need], "worry": ""}
    return steps


def _main_need(service: Service, offered: set[str]) -> str:
    """Return the first of its needs that a family may tick, empty where there is none."""
    return next((need for need in service.needs if need in offered), "")
