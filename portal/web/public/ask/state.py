"""The draft of this browser: opened, kept under its own secret in the cookie, and thrown away."""

import logging

from flask import g, redirect, request, session, url_for
from werkzeug.wrappers import Response

from portal.referrals.asking.drafts import Draft, end_draft, extend_draft, load_draft, save_draft
from portal.referrals.errors import ReferralError
from portal.store import Connection
from portal.store.transactions import reading, writing
from portal.web.here import begin_draft, draft_secret, now, parts
from portal.web.public.ask.where import forget_lost_place
from portal.web.public.over import find_end, mark_over

_log = logging.getLogger(__name__)


def current_draft() -> Draft | None:
    """Return the draft while it lives."""
    secret = draft_secret()
    if secret is None:
        return None
    if "draft" not in g:
        with reading(parts().engine) as db:
            g.draft = _load(db, secret)
    found: Draft | None = g.draft
    return found


def _load(db: Connection, secret: str) -> Draft | None:
    """Open the draft; one that was damaged is as good as gone."""
    try:
        found = load_draft(db, secret, now())
    except ReferralError as error:
        _log.error("draft %s", error.code)
        return None
    return forget_lost_place(found) if found else None


def keep_draft(draft: Draft) -> Draft:
    """Keep the draft for another while and return it with its new end."""
    secret = begin_draft()
    with writing(parts().engine) as db:
        kept = save_draft(db, secret, draft, now())
    g.draft = kept
    return kept


def give_more_time(draft: Draft) -> Draft:
    """Keep the draft for as long again because somebody asked for it."""
    with writing(parts().engine) as db:
        g.draft = extend_draft(db, begin_draft(), draft, now())
    return g.draft


def throw_draft_away() -> None:
    """Delete the draft; the cookie changes, and holds until the person leaves that the page that says why can be shown."""
    secret = session.pop("draft", None)
    if secret is not None:
        with writing(parts().engine) as db:
            end_draft(db, secret)
    session["told"] = True
    g.draft = None


def was_told() -> bool:
    """Tell whether this browser was told whom to ring, and nothing was kept."""
    return "told" in session


def begin_again() -> Response:
    """Lead to the first page under another cookie, or where somebody pressed a button too late to the page that says so.

    Chromium shows a page it kept without asking us, `no-store` or not, until a cookie of ours changes; so it has to
    (https://developer.chrome.com/docs/web-platform/bfcache-ccns).
    """
    was_begun = session.pop("draft", None) is not None  # neither sent nor left: both take it out of the cookie
    shown = "ask.over" if was_begun and request.method == "POST" else "ask.start"
    if was_begun or was_told() or find_end():
        mark_over(shown)
    return redirect(url_for(shown), code=303)
