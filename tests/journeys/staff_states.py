"""The pages that a team sees: signing in, its links, and along the links as one of its managers, forms left empty first."""

from datetime import datetime

from flask import Flask
from sqlalchemy import select

from portal.referrals.delivery.acknowledgement import make_link
from portal.referrals.delivery.messages import NEW_REQUEST, SMTP, Leased
from portal.referrals.recipients import Recipient
from portal.referrals.states import UNREAD
from portal.referrals.tables import referrals
from portal.store.transactions import reading, writing
from portal.teams import Role, add_person, issue_sign_in_link, new_test_token
from tests.guards.test_routes import ANYTHING, STAFF
from tests.journeys.states import State, Walker

TEAM = "practice-sefton"
MAIL_SERVER = "mail.example"  # never asked: the sites themselves send nothing
OPENED = 2  # requests that are looked at in each language


def walk_staff(app: Flask, locale: str, mailing: Flask, now: datetime) -> tuple[dict[str, State], list[Walker]]:
    """Return every state of the staff site in one language, and who walked there; families must have sent before.

    `mailing` is the same site where it sends mail, so that people ask for their sign-in links themselves.
    """
    states: dict[str, State] = {}
    unread = _unread(app)
    asker = Walker(mailing, states)
    stranger, *workers = (Walker(app, states) for _ in (None, *Role))
    for walker in (asker, stranger, *workers):
        walker.send("/language", {"language": locale, "back": "/sign-in"})
    asker.send_empty_forms(asker.look("/"))
    for path in (
        "/",
        "/inbox",
        "/sign-in/none",
        _notice(app, unread[0], now),
        "/acknowledge/none",
        "/nowhere",
        _test_message(app),
    ):
        stranger.send_empty_forms(stranger.look(path))
    waiting = [f"/requests/{each}" for each in unread[:OPENED]]
    for worker, role in zip(workers, Role, strict=True):
        worker.submit(worker.look(_sign_in(app, locale, role, now)))
        worker.crawl(["/inbox", *waiting, "/requests/none"])
        worker.crawl(["/inbox", *waiting])  # again: some are open now
        for each in waiting:
            values = {**ANYTHING, "request_id": each.removeprefix("/requests/")}
            worker.try_routes([route.endpoint for route in STAFF if route.method == "GET"], values)
    unsent = stranger.send(f"{waiting[0]}/notes", {"text": "10:30"})  # signed out meanwhile; a note in no language
    workers[0].send_empty_forms(unsent)
    return states, [stranger, asker, *workers]


def _unread(app: Flask) -> list[str]:
    is_unread = (referrals.c.team_id == TEAM) & referrals.c.state.in_(UNREAD)
    with reading(app.extensions["parts"].engine) as db:
        return list(db.execute(select(referrals.c.id).where(is_unread)).scalars())


def _sign_in(app: Flask, locale: str, role: Role, now: datetime) -> str:
    """Return the address that signs in somebody new of this role."""
    with writing(app.extensions["parts"].engine) as db:
        person = add_person(db, TEAM, name=f"Ann {role}", email=f"{role}.{locale}@example.org", role=role, now=now)
        return f"/sign-in/{issue_sign_in_link(db, TEAM, now, person_id=person.id)}"


def _notice(app: Flask, request_id: str, now: datetime) -> str:
    """Return the address in the notice of a request."""
    taken = Leased("d", 1, request_id, "", TEAM, SMTP, Recipient.TEAM, NEW_REQUEST, "", 1, now)
    with writing(app.extensions["parts"].engine) as db:
        return f"/acknowledge/{make_link(db, taken, now)}"


def _test_message(app: Flask) -> str:
    """Return the address in the message by which an operator tries whether a team can be reached."""
    with writing(app.extensions["parts"].engine) as db:
        return f"/test-message/{new_test_token(db, TEAM)}"
