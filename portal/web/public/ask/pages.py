"""Show a page of the asking pages, with what each of them has: the front doors, the way back, help in danger."""

from datetime import datetime

from flask import render_template, url_for

from portal.catalogue.models import Service
from portal.local_time import LONDON
from portal.places.models import Council
from portal.referrals.asking.drafts import Draft
from portal.web.here import parts
from portal.web.public.ask.blueprint import bp
from portal.web.public.ask.facts import is_young, known_place
from portal.web.public.ask.steps import Step, next_step
from portal.web.public.crisis import crisis_lines


def show(
    template: str,
    draft: Draft | None,
    *,
    council: Council | None = None,
    dangers: tuple[str, ...] = (),
    lines: list[Service] | None = None,
    **values: object,
) -> str:
    """Render a page of `templates/public/ask/`; the front doors are those of its council, once it is known."""
    place = known_place(draft) if draft else None
    council = council or parts().areas.councils.get(place.council or "" if place else "")
    return render_template(
        f"public/ask/{template}.html",
        draft=draft,
        place=place,
        council=council,
        doors=[council] if council else list(parts().areas.councils.values()),
        crisis=crisis_lines(dangers, place) if dangers else lines,
        is_young=draft is not None and is_young(draft),
        **values,
    )


def step_url(step: Step | None) -> str:
    """Return the address of a step; None is the check page."""
    return url_for("ask.step", number=step.number) if step else url_for("ask.check")


def next_url(draft: Draft) -> str:
    """Return the address of what has to be answered next."""
    return step_url(next_step(draft))


@bp.app_template_filter("local")
def to_local(moment: datetime) -> datetime:
    """Return a moment in the time of the United Kingdom, for `day` and `clock_time`."""
    return moment.astimezone(LONDON)
