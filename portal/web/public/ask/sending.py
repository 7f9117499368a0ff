"""Check, send, receipt."""

from dataclasses import replace

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.referrals.asking.drafts import Draft
from portal.referrals.asking.submit import Door, Receipt, Request, find_receipt, submit_referral
from portal.store.transactions import StoreUnavailable, reading, writing
from portal.web.here import draft_secret, locale, now, parts
from portal.web.public.ask.answers import build_answers
from portal.web.public.ask.blueprint import SENDINGS, bp, refuse_flood, show_receipt_of
from portal.web.public.ask.danger import noticed_dangers
from portal.web.public.ask.doors import find_offer, kept_name, told_name
from portal.web.public.ask.facts import known_place
from portal.web.public.ask.infos import RING_ONLY
from portal.web.public.ask.pages import next_url, show, step_url
from portal.web.public.ask.spam import looks_automatic
from portal.web.public.ask.state import begin_again, current_draft, keep_draft
from portal.web.public.ask.steps import next_step, step_before
from portal.web.public.ask.summary import summarise
from portal.web.public.crisis import common_crisis_lines


@bp.get("/ask/check")
def check() -> str | Response:
    """Show all answers, each with the way to change it, before anything is sent."""
    draft = current_draft()
    if draft is None:
        return begin_again()
    if next_step(draft):
        return redirect(next_url(draft), code=303)
    return show(
        "check",
        draft,
        dangers=noticed_dangers(draft),
        offer=find_offer(place) if (place := known_place(draft)) else None,
        blocks=summarise(draft),
        back=step_url(step_before(None, draft)),
        step_url=step_url,
    )


@bp.post("/ask/send")
def send() -> str | Response | tuple[str, int]:
    """Keep the request in one transaction and show its receipt; where it cannot be kept, say that it was not sent."""
    draft = current_draft()
    if draft is None or next_step(draft) or request.form.get("submission_key") != draft.submission_key:
        return redirect(url_for("ask.check"), code=303)
    refuse_flood("send", SENDINGS)
    wanted = _request(draft)
    if wanted is None:  # the team has stopped taking requests meanwhile: what was answered is not kept either
        keep_draft(replace(draft, steps={}))
        place = known_place(draft)
        return redirect(url_for("ask.info", number=RING_ONLY.number, area=place.council if place else None), code=303)
    try:
        with writing(parts().engine) as db:
            submit_referral(db, wanted, submission_key=draft.submission_key, draft_secret=draft_secret(), now=now())
    except StoreUnavailable:
        g.page_path = url_for("ask.check")
        return show("not_sent", draft), 503
    return show_receipt_of(draft.submission_key)


@bp.get("/ask/receipt")
def receipt() -> str | Response:
    """Show the receipt to whoever sent, for two hours; nothing of what they wrote stands on it."""
    found = _find_receipt(session.get("receipt", ""))
    if found is None:
        return redirect(url_for("ask.start"), code=303)
    council = parts().areas.councils.get(found.council_id)
    # Which dangers it spoke of is sealed by now, and no cookie may say it: the first to ring in each.
    lines = common_crisis_lines(council) if found.is_urgent else None
    door_name = told_name(council, found.door_name) if council else found.door_name
    return show("receipt", None, council=council, lines=lines, receipt=found, door_name=door_name)


def _find_receipt(submission_key: str) -> Receipt | None:
    with reading(parts().engine) as db:
        return find_receipt(db, submission_key, now())


def _request(draft: Draft) -> Request | None:
    """Return what goes to the council; None where nobody would read it any more."""
    place = known_place(draft)
    offer = find_offer(place) if place else None
    if place is None or offer is None:
        return None
    council = offer.door.council
    answers = build_answers(draft, place, locale=locale())
    wanted = Request(
        answers=answers,
        door=Door(council.id, offer.team.id, kept_name(offer.door), offer.door.rule_version, place.locality),
        public_key=parts().public_keys[council.id],
        clocks=offer.clocks,
        has_danger_words=bool(noticed_dangers(draft)),
        is_suspected=looks_automatic(draft),
    )
    return replace(wanted, clocks=offer.urgent_clocks) if wanted.is_urgent else wanted
