"""The way in and out: a link that works once, used up by a button and never by opening it."""

from datetime import timedelta

from flask import Blueprint, abort, g, redirect, render_template, request, session, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import ValidationError

from portal.store.boxes import new_secret
from portal.store.transactions import writing
from portal.teams import (
    LinkFault,
    SignInRefused,
    ask_for_link,
    end_session,
    redeem_sign_in_link,
    switch_session,
)
from portal.visits import allow
from portal.web.email_address import check_email
from portal.web.fields import TokenForm, stripped
from portal.web.here import now, parts
from portal.web.staff.who import COOKIE_KEY, find_who

BROWSER_KEY = "browser"
LONGEST_ADDRESS = 254  # characters
_HOUR = timedelta(hours=1)
# Links an hour. A whole council stands behind one address of the network; whoever types a colleague's address again and
# again uses up their own tries, not the colleague's.
_PER_PLACE, _PER_PAIR, _PER_ADDRESS = 600, 6, 60

bp = Blueprint("sign_in", __name__)


class AddressForm(TokenForm):
    """Where to send the link."""

    email = StringField(_l("Your email address at work"), filters=[stripped])

    def validate_email(self, field: StringField) -> None:
        """Refuse what mail cannot be sent to."""
        try:
            field.data = check_email((field.data or "")[: LONGEST_ADDRESS + 1])
        except ValueError:
            raise ValidationError(_l("Write your address like name@council.gov.uk.")) from None


@bp.get("/")
def start() -> Response | str:
    """Go to the inbox, or ask where to send a link."""
    if find_who() is not None:
        return redirect(url_for("inbox.show"), code=303)
    return _show_start(AddressForm(formdata=None))


@bp.post("/sign-in")
def send_me() -> Response | tuple[str, int]:
    """Keep that this browser asks for a link; the answer is the same whoever asks."""
    g.page_path = url_for("sign_in.start")  # a GET of this address says that a link is on its way
    form = AddressForm()
    if not form.validate():
        return _show_start(form), 422
    address = str(form.email.data).lower()
    engine = parts().engine
    place, to = f"sign-in from {request.remote_addr}", f"sign-in to {address}"
    limits = {place: _PER_PLACE, f"{place} to {address}": _PER_PAIR, to: _PER_ADDRESS}
    if not all(allow(engine, key, limit=limit, per=_HOUR, now=now()) for key, limit in limits.items()):
        abort(429)  # what one limit refuses does not count for those after it
    browser = session.setdefault(BROWSER_KEY, new_secret())
    with writing(engine) as db:
        ask_for_link(db, address, browser=browser, now=now())
    return redirect(url_for("sign_in.sent"), code=303)


@bp.get("/sign-in")
def sent() -> str:
    """Say what happens next, whether or not the address is on a list."""
    return render_template("staff/sign_in/sent.html")


@bp.get("/sign-in/<token>")
def ask(token: str) -> str:
    """Show the button: mail scanners open links, so opening one changes nothing."""
    return render_template("staff/sign_in/ask.html", token_of_link=token)


@bp.post("/sign-in/<token>")
def let_in(token: str) -> Response | tuple[str, int]:
    """Use the link up and begin a session."""
    try:
        with writing(parts().engine) as db:
            secret = redeem_sign_in_link(db, token, now(), browser=session.get(BROWSER_KEY, ""))
    except SignInRefused as refused:
        return _refuse(refused.fault), 403
    _end()
    session[COOKIE_KEY] = secret
    return redirect(url_for("inbox.show"), code=303)


@bp.post("/team/<team_id>")
def switch(team_id: str) -> Response:
    """Go on as the same person in another of their teams on this site: practice and live never mix."""
    found = find_who()
    if found is None or team_id not in {team.id for team in found.others}:
        abort(404)
    with writing(parts().engine) as db:
        secret = switch_session(db, session.get(COOKIE_KEY, ""), team_id, now())
    if secret is None:
        abort(404)
    session[COOKIE_KEY] = secret
    return redirect(url_for("inbox.show"), code=303)


@bp.post("/sign-out")
def leave() -> Response:
    """End the session on the server and forget the cookie."""
    _end()
    return redirect(url_for("sign_in.start"), code=303)


def _show_start(form: AddressForm) -> str:
    return render_template("staff/sign_in/start.html", form=form, sends_mail=bool(parts().settings.smtp_host))


def _refuse(fault: LinkFault) -> str:
    form = AddressForm(formdata=None)
    return render_template(
        "staff/sign_in/refused.html", fault=fault, form=form, sends_mail=bool(parts().settings.smtp_host)
    )


def _end() -> None:
    secret = session.pop(COOKIE_KEY, None)
    session.clear()
    if secret is not None:
        with writing(parts().engine) as db:
            end_session(db, secret, now())
