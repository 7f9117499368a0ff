"""Look up, see how far it is, and add what only the family can: each a POST, nothing of it in an address."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import TypeAlias

from flask import Blueprint, abort, g, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.referrals.asking.submit import find_sent
from portal.referrals.errors import ReferralError
from portal.referrals.following.lookups import (
    LookedUp,
    Looker,
    begin_looking,
    draw_words,
    end_lookup,
    find_looked_up,
    hash_typed,
    keep_words,
)
from portal.referrals.following.progress import find_progress
from portal.referrals.following.wishes import WishKind, add_wish, say_nobody, stop_messages
from portal.referrals.references import read_reference
from portal.store.transactions import reading, writing
from portal.visits import allow
from portal.web.here import now, parts
from portal.web.public.follow.forms import AGREEMENTS, AgreementsForm, LookUpForm, NumberForm
from portal.web.public.over import mark_over

bp = Blueprint("follow", __name__)
# Tries in an hour. Nobody mistypes four words so often; an address may be a school's or a mobile network's.
TRIES_OF_ONE = 20
TRIES_FROM_ONE = 300

Answer: TypeAlias = "str | Response | tuple[str, int]"


@bp.get("/follow/")
def ask() -> str:
    """Ask for the reference and the words."""
    return _show("ask", form=LookUpForm())


@bp.post("/follow/")
def look() -> Answer:
    """Let in whoever has both; whatever is wrong, the answer is the same and takes as long."""
    form = LookUpForm()
    if not form.validate():
        return _show("ask", form=form), 422
    _refuse_guessing(read_reference(form.reference.data))
    reference, typed_hash = hash_typed(form.reference.data, form.words.data)
    with writing(parts().engine) as db:
        secret = begin_looking(db, reference=reference, typed_hash=typed_hash, now=now())
    if secret is None:
        form.words.errors = [_("We cannot find that. Check the reference and the words.")]
        return _show("ask", form=form), 422
    session["looking"] = secret
    return redirect(url_for("follow.show"), code=303)


@bp.post("/follow/new")
def make() -> Answer:
    """Show new words to whoever has just sent, once; the page cannot be fetched again."""
    with reading(parts().engine) as db:
        sent = find_sent(db, session.get("receipt", ""), now())
    if sent is None:
        return redirect(url_for("ask.start"), code=303)
    _refuse_flood(f"words for {request.remote_addr}", TRIES_FROM_ONE)
    drawn, words_hash = draw_words(sent)
    with writing(parts().engine) as db:
        keep_words(db, sent, drawn.who, words_hash=words_hash, now=now())
    g.page_path = url_for("ask.receipt")
    return _show("words", made=drawn)


def for_looker(view: Callable[[LookedUp], Answer]) -> Callable[[], Answer]:
    """Give the view what this browser has looked up; others are sent to the form."""

    @wraps(view)
    def guarded() -> Answer:
        with writing(parts().engine) as db:
            found = find_looked_up(db, session.get("looking", ""), now())
        return view(found) if found else _ask_again()

    return guarded


def _ask_again() -> Response:
    """Lead to the form; where the time ran out, what was looked at before is not shown to who goes back."""
    if session.pop("looking", None) is not None:
        mark_over("follow.ask")
    return redirect(url_for("follow.ask"), code=303)


def for_family(view: Callable[[LookedUp], Answer]) -> Callable[[], Answer]:
    """As `for_looker`, for the family only: whoever helped it to ask changes nothing."""
    return for_looker(wraps(view)(lambda found: view(found) if found.who is Looker.FAMILY else abort(404)))


@bp.get("/follow/now")
@for_looker
def show(found: LookedUp) -> str:
    """Show how far it is."""
    return _show_progress(found)


@bp.post("/follow/nobody")
@for_family
def nobody(found: LookedUp) -> Response:
    """Tell the manager that nobody has been in touch, once the time has passed."""
    with writing(parts().engine) as db:
        is_told = say_nobody(db, found.referral_id, now())
    return _go_on("nobody" if is_told else "")


@bp.post("/follow/number")
@for_family
def number(found: LookedUp) -> Answer:
    """Keep a corrected number for a person to see."""
    form = NumberForm()
    if not form.validate():
        return _show_progress(found, form=form, number=form), 422
    return _wish(found, WishKind.NEW_NUMBER, detail=form.detail.data, may_ring=form.may_ring.data)


@bp.post("/follow/withdraw")
@for_family
def withdraw(found: LookedUp) -> Response:
    """Ask a person to end the request; what was sent stays until that person has decided."""
    return _wish(found, WishKind.WITHDRAW)


@bp.post("/follow/agreements")
@for_looker
def agreements(found: LookedUp) -> Response:
    """Take agreements back: messages and looking up end at once, a person sees to the others."""
    form, is_family = AgreementsForm(), found.who is Looker.FAMILY
    gone = [name for name in AGREEMENTS if form[name].data and is_family]
    answer = _go_on("agreements" if gone or form.messages.data else "")
    for name in gone:
        answer = _wish(found, WishKind.END_AGREEMENT, detail=name)
    with writing(parts().engine) as db:
        if form.messages.data and is_family:
            stop_messages(db, found.referral_id, now())
        if form.looking.data:
            end_lookup(db, found, now())
    return answer


def _wish(found: LookedUp, kind: WishKind, *, detail: str = "", may_ring: str = "") -> Response:
    public_key = parts().public_keys[found.council_id]
    try:
        with writing(parts().engine) as db:
            add_wish(db, found.referral_id, kind, public_key=public_key, now=now(), detail=detail, may_ring=may_ring)
    except ReferralError as error:
        return _go_on(error.code)
    return _go_on(kind.value)


def _go_on(noted: str) -> Response:
    """Go back to how far it is, which says once what was noted."""
    session["noted"] = noted
    return redirect(url_for("follow.show"), code=303)


def _refuse_guessing(reference: str) -> None:
    _refuse_flood(f"look up {reference}", TRIES_OF_ONE)
    _refuse_flood(f"look up from {request.remote_addr}", TRIES_FROM_ONE)


def _refuse_flood(key: str, limit: int) -> None:
    if not allow(parts().engine, key, limit=limit, per=timedelta(hours=1), now=now()):
        abort(429)


def _show_progress(found: LookedUp, *, number: NumberForm | None = None, **values: object) -> str:
    with reading(parts().engine) as db:
        progress = find_progress(db, found, now())
    council = parts().areas.councils.get(found.council_id)
    g.page_path = url_for("follow.show")
    return _show(
        "show",
        doors=[council] if council else None,
        progress=progress,
        ends_at=found.ends_at,
        is_family=found.who is Looker.FAMILY,
        noted=session.pop("noted", ""),
        number=number or NumberForm(formdata=None),
        agreements=AgreementsForm(formdata=None),
        **values,
    )


def _show(template: str, **values: object) -> str:
    doors = values.pop("doors", None) or list(parts().areas.councils.values())
    return render_template(f"public/follow/{template}.html", doors=doors, **values)
