"""Start, the steps one by one, and the pages between them."""

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from portal.referrals.asking.drafts import Draft, start_draft
from portal.store.transactions import StoreUnavailable
from portal.web.here import now, parts
from portal.web.public.ask.ahead import keep_and_find_way_on
from portal.web.public.ask.blueprint import BEGINNINGS, bp, refuse_flood
from portal.web.public.ask.changes import with_answers
from portal.web.public.ask.danger import find_dangers, noticed_dangers
from portal.web.public.ask.doors import find_offer, hubs_near
from portal.web.public.ask.facts import known_place
from portal.web.public.ask.form_parts import AskForm
from portal.web.public.ask.forms_worry import need_groups
from portal.web.public.ask.forms_you import DangerForm, find_service
from portal.web.public.ask.infos import INFOS
from portal.web.public.ask.pages import next_url, show, step_url
from portal.web.public.ask.state import begin_again, current_draft, give_more_time, was_told
from portal.web.public.ask.steps import BY_NUMBER, FIRST, Step, may_open, step_before

HELPLINES = {"childline": "childline", "nspcc": "nspcc-helpline"}


@bp.get("/ask/")
def start() -> str:
    """Say what happens if somebody asks, and offer the two ways in; no cookie yet, nothing is kept."""
    return show("start", None, service=find_service(request.args.get("service")))


@bp.get("/ask/over")
def over() -> str:
    """Say that the time ran out and nothing was sent."""
    return show("over", None)


@bp.get("/ask/step/<int:number>")
def step(number: int) -> str | Response:
    """Show a step, where those before it are answered."""
    wanted = BY_NUMBER.get(number) or abort(404)
    draft = current_draft() or (start_draft(now()) if wanted is FIRST else None)
    if draft is None:
        return begin_again()
    if not may_open(wanted, draft):
        return redirect(next_url(draft), code=303)
    return _show_step(wanted, draft, wanted.form(draft))


@bp.post("/ask/step/<int:number>")
def answer(number: int) -> str | Response | tuple[str, int]:
    """Keep the answers of a step and go on; where they cannot be read, show them as they were typed."""
    wanted = BY_NUMBER.get(number) or abort(404)
    draft = current_draft() or _begin()
    if not may_open(wanted, draft):
        return redirect(next_url(draft), code=303)
    form = wanted.form(draft)
    if "more_time" in request.form:
        return _show_step(wanted, give_more_time(draft), form)
    if not form.validate():  # whoever is in danger may give up here, with nothing kept
        return _show_step(wanted, draft, form, dangers=find_dangers(form.kept())), 422
    try:
        after = with_answers(draft, wanted.name, form)
        return redirect(keep_and_find_way_on(wanted.name, before=draft, after=after), code=303)
    except StoreUnavailable:
        return _show_step(wanted, draft, form, is_kept=False), 503


@bp.post("/ask/time")
def more_time() -> Response:
    """Put off the end of what is kept, and go back to the page it was asked on; a step does this itself."""
    draft = current_draft()
    if draft is None:
        return begin_again()
    give_more_time(draft)
    page = request.form.get("page", "")
    back = page if page.startswith(url_for("ask.start") + "info/") else url_for("ask.check")
    return redirect(f"{back}#time", code=303)


@bp.get("/ask/info/<int:number>")
@bp.get("/ask/info/<int:number>/<area>")
def info(number: int, area: str = "") -> str | Response:
    """Show whom to ring, and where the way does not end here the link to go on."""
    wanted, draft = INFOS.get(number) or abort(404), current_draft()
    if draft is None and not (wanted.collects_nothing and was_told()):
        return begin_again()
    areas = parts().areas
    return show(
        f"info_{wanted.name}",
        draft,
        council=areas.councils.get(area),
        info=wanted,
        outside=areas.name_of(area),
        onward=next_url(draft) if draft else "",
        helplines=_helplines(),
    )


@bp.errorhandler(StoreUnavailable)
def show_store_unavailable(_error: StoreUnavailable) -> tuple[str, int]:
    """Say that nothing can be kept just now, and whom to ring; what was typed stays on the page, to be sent again."""
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return show("not_kept", None, typed=typed if request.method == "POST" else None), 503


def _begin() -> Draft:
    refuse_flood("begin", BEGINNINGS)
    return start_draft(now())


def _show_step(
    wanted: Step, draft: Draft, form: AskForm, *, is_kept: bool = True, dangers: tuple[str, ...] = ()
) -> str:
    before, place = step_before(wanted, draft), known_place(draft)
    service = find_service(form.service.data) if isinstance(form, DangerForm) else None
    return show(
        f"step_{wanted.name}",
        draft,
        step=wanted,
        form=form,
        is_kept=is_kept,
        back=step_url(before) if before else url_for("ask.start", service=service.id if service else None),
        service=service,
        # Once after the words, and again before sending: not on every page, for somebody may look over the shoulder.
        dangers=dangers or (noticed_dangers(draft, before.name) if before else ()),
        offer=find_offer(place) if place else None,
        groups=need_groups() if wanted.name == "worry" else (),
        hubs=hubs_near(place) if place and wanted.name == "door" else (),
    )


def _helplines() -> dict[str, object]:
    """Return the national lines that the pages between the steps may name, by their ids in the catalogue."""
    services = parts().catalogue.services
    return {name: services.get(service_id) for name, service_id in HELPLINES.items()}
