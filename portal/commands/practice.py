"""`portal practice`: a working day on the practice site, so that a team can learn and every list and clock be seen."""

import os
import sys
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import click

from portal.commands.home import prepare
from portal.commands.practice_day import Scene, build_day
from portal.commands.practice_work import do
from portal.commands.refusals import refusing
from portal.commands.settings import settings_or_exit
from portal.commands.shared import open_store, utc_now
from portal.config import Settings
from portal.parts import Parts, build_parts
from portal.places.models import Council
from portal.referrals.asking.submit import Door, Request, find_kept_id, submit_referral
from portal.referrals.delivery.channels import InboxChannel
from portal.referrals.delivery.contacts import Contacts
from portal.referrals.delivery.messages import INBOX
from portal.referrals.promise.clocks import set_clocks
from portal.referrals.records.overview import list_outlines
from portal.referrals.worker.loop import work_once
from portal.referrals.worker.post import Post
from portal.store import Connection
from portal.store.transactions import reading, writing
from portal.teams import Team, find_calendar, find_team, list_teams

LIVE = (
    "This is no practice site, so nothing was played: made-up requests must never stand among real ones.\n"
    "Start one with `python3 -m portal`, or set PORTAL_PRACTICE=yes for a folder of data that no live site uses."
)
LIVE_DATA = (
    "Here stands a team or a request that is not for practice, so nothing was played, whatever PORTAL_PRACTICE says:\n"
    "made-up requests must never stand among real ones. Use another folder of data (PORTAL_VAR, DATABASE_URL)."
)
SURE = 0.98  # of a sector's postcodes in one council: else it lies on a border


@click.command()
def practice() -> None:
    """Play a working day on the practice site: some thirty made-up requests in every state. Again today adds none."""
    now = utc_now()
    with refusing():
        parts = _open_practice_site(settings_or_exit(), now)
    try:
        played = Counter(_play(parts, number, scene, now) for number, scene in enumerate(_scenes(parts)))
        _deliver_and_warn(parts, now)
    finally:
        parts.engine.dispose()
    click.echo(f"Played {played[True]} requests; {played[False]} of today were there already and stay as they are.")
    click.echo(f"\nStaff site: {parts.settings.staff_address}/inbox. Sign in, one of:")
    for council in parts.areas.councils:
        click.echo(f"  python3 -m portal teams link practice-{council}")
    click.echo("As a manager, who sees what is hidden and is told what is late: add --person manager@practice.invalid")
    click.echo("What happened to each, by reference: python3 -m portal referrals list, and referrals explain REF")


def _open_practice_site(settings: Settings, now: datetime) -> Parts:
    """Return the site's parts; end with the reason where this is, or may be, a live site.

    Nothing is changed where any team or request is not for practice, whatever PORTAL_PRACTICE says. Without it the data
    have to show that this is a practice site: the home command has put practice teams there.
    """
    is_said = "PORTAL_PRACTICE" in os.environ
    if not settings.is_practice and (is_said or not (settings.var / "portal.sqlite3").exists()):
        sys.exit(LIVE)
    has_practice_teams, has_others = _look_at_data(settings)
    if has_others:
        sys.exit(LIVE_DATA)
    if settings.is_practice:
        prepare(settings)
    elif not has_practice_teams:
        sys.exit(LIVE)
    return build_parts(replace(settings, is_practice=True), clock=lambda: now, for_staff=True)


def _look_at_data(settings: Settings) -> tuple[bool, bool]:
    """Tell whether there are practice teams, and whether there is any other team, or a request of any other."""
    engine = open_store(settings)
    try:
        with reading(engine) as db:
            practice = {team.id for team in list_teams(db) if team.is_practice}
            others = {team.id for team in list_teams(db)} | {
                each.team_id for each in list_outlines(db, with_closed=True)
            }
    finally:
        engine.dispose()
    return bool(practice), bool(others - practice)


def _scenes(parts: Parts) -> tuple[Scene, ...]:
    return build_day([need.id for need in parts.catalogue.needs.values() if not need.is_for_professionals])


def _play(parts: Parts, number: int, scene: Scene, now: datetime) -> bool:
    """Send a scene's request and do what its team did; False where it was played today."""
    council = _council_of(parts, scene)
    key, received = f"practice {now:%Y-%m-%d} {number}", now - timedelta(hours=scene.hours_ago)
    with writing(parts.engine) as db:
        team = find_team(db, f"practice-{council.id}")
        if team is None or council.practice_promise is None or find_kept_id(db, key):
            return False
        request = _request(db, parts, scene, council, team, received)
        submit_referral(db, request, submission_key=key, draft_secret=None, now=received)
        request_id = str(find_kept_id(db, key))
    _deliver_and_warn(parts, received)
    for step, what in enumerate(scene.done, start=1):
        at = received + (now - received) * step / (len(scene.done) + 1)
        with writing(parts.engine) as db:
            do(db, parts, what, request_id=request_id, team_id=team.id, now=at)
    click.echo(f"{team.id:24} {scene.title}")
    return True


def _request(db: Connection, parts: Parts, scene: Scene, council: Council, team: Team, received: datetime) -> Request:
    localities = parts.areas.localities_of(council.id)
    locality = localities[len(scene.title) % len(localities)].id if localities else None
    assert council.practice_promise is not None  # noqa: S101 - the caller leaves out councils without one
    calendar = find_calendar(db, team.id) or council.calendar
    request = Request(
        answers=replace(scene.answers, postcode=_border_code(parts) if scene.is_on_border else council.area_name),
        door=Door(council.id, team.id, f"{council.label} in {council.area_name}", parts.areas.version, locality),
        public_key=parts.public_keys[council.id],
        clocks=set_clocks(received, calendar, council.practice_promise),
        has_danger_words=scene.has_danger_words,
        is_suspected=scene.is_suspected,
    )
    if not request.is_urgent:
        return request
    return replace(request, clocks=set_clocks(received, calendar, council.practice_promise, is_urgent=True))


def _council_of(parts: Parts, scene: Scene) -> Council:
    councils = list(parts.areas.councils.values())
    return councils[scene.council % len(councils)]


def _border_code(parts: Parts) -> str:
    """Return a sector that no council holds alone, "" where there is none."""
    shared = (code.code for code in parts.areas.codes.values() if " " in code.code and not code.certain_council(SURE))
    return next(shared, "")


def _deliver_and_warn(parts: Parts, now: datetime) -> None:
    """Put everything into the inboxes and tell those above, as the worker does; no mail goes out from here."""

    def find_contacts(_db: Connection, team_id: str) -> Contacts:
        return Contacts(team_id, {})

    calendars = {council.id: council.calendar for council in parts.areas.councils.values()}
    post = Post(parts.engine, "practice", {INBOX: InboxChannel()}, find_contacts, calendars)
    while work_once(post, lambda: now):
        continue
