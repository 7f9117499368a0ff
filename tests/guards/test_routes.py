"""Every address of both sites: who may see it, how it is cached, what guards a POST. A new route brings its line."""

from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.store.transactions import writing
from portal.teams import issue_sign_in_link
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.ask.journey import begin

EVERYONE = "everyone"
KNOWN = "everyone, where a time and a place are known"  # else 404
VISIT = "whoever has begun to ask"  # others are sent on by 303
LINK = "whoever has its link"  # others get 404
WATCHER = "whoever watches over the site"  # 503 while no worker is at work
TEAM = "the signed-in team"  # others are refused by 403
NO_STORE = "no-store"
IMMUTABLE = "immutable"
ORIGIN = "refused from another site"
TOKEN = "refused without the page's token"
NOTHING = "answers whoever sends it"


class Route(NamedTuple):
    """One line of the table."""

    endpoint: str
    method: str
    who: str
    cache: str = NO_STORE
    guard: str = ""


PUBLIC = [
    Route("root.choose_language", "GET", EVERYONE),
    Route("root.healthz", "GET", EVERYONE),
    Route("root.leave", "POST", EVERYONE, guard=NOTHING),
    Route("static", "GET", EVERYONE, cache=IMMUTABLE),
    Route("home.show", "GET", EVERYONE),
    Route("search.results", "GET", EVERYONE),
    Route("search.start", "POST", EVERYONE, guard=ORIGIN),
    Route("needs.index", "GET", EVERYONE),
    Route("needs.show", "GET", EVERYONE),
    Route("services.show", "GET", EVERYONE),
    Route("services.next_session", "GET", KNOWN),
    Route("area.show", "GET", EVERYONE),
    Route("area.look_up", "POST", EVERYONE, guard=ORIGIN),
    Route("area.change", "GET", EVERYONE),
    Route("area.choose_council", "GET", EVERYONE),
    Route("area.keep_council", "POST", EVERYONE, guard=ORIGIN),
    Route("area.place_page", "GET", EVERYONE),
    Route("root.open_pack", "GET", EVERYONE),
    Route("pack.show", "GET", EVERYONE),
    Route("pack.open_codes", "GET", EVERYONE),
    Route("pack.ask", "POST", EVERYONE, guard=TOKEN),
    Route("report.ask", "GET", EVERYONE),
    Route("report.send", "POST", EVERYONE, guard=TOKEN),
    Route("report.tap", "POST", EVERYONE, guard=ORIGIN),
    Route("report.thanks", "GET", EVERYONE),
    Route("embed.show", "GET", EVERYONE),
    Route("working_with_families.show", "GET", EVERYONE),
    Route("shortlist.show", "GET", EVERYONE),
    Route("shortlist.add", "POST", EVERYONE, guard=ORIGIN),
    Route("shortlist.change", "POST", EVERYONE, guard=TOKEN),
    Route("pages.about", "GET", EVERYONE),
    Route("pages.accessibility", "GET", EVERYONE),
    Route("pages.easy_words", "GET", EVERYONE),
    Route("pages.emergency", "GET", EVERYONE),
    Route("pages.emergency_worker", "GET", EVERYONE),
    Route("pages.how_help_works", "GET", EVERYONE),
    Route("pages.privacy", "GET", EVERYONE),
    Route("paper.form", "GET", EVERYONE),
    Route("paper.what_to_say", "GET", EVERYONE),
    Route("paper.service_slip", "GET", EVERYONE),
    Route("paper.hub_slip", "GET", EVERYONE),
    Route("pages.safety", "GET", EVERYONE),
    Route("ask.start", "GET", EVERYONE),
    Route("ask.over", "GET", EVERYONE),
    Route("ask.step", "GET", VISIT),
    Route("ask.answer", "POST", VISIT, guard=TOKEN),
    Route("ask.more_time", "POST", VISIT, guard=TOKEN),
    Route("ask.info", "GET", VISIT),
    Route("ask.check", "GET", VISIT),
    Route("ask.send", "POST", VISIT, guard=TOKEN),
    Route("ask.receipt", "GET", VISIT),
    Route("follow.ask", "GET", EVERYONE),
    Route("follow.look", "POST", EVERYONE, guard=TOKEN),
    Route("follow.make", "POST", VISIT, guard=TOKEN),
    Route("follow.show", "GET", VISIT),
    Route("follow.nobody", "POST", VISIT, guard=TOKEN),
    Route("follow.number", "POST", VISIT, guard=TOKEN),
    Route("follow.withdraw", "POST", VISIT, guard=TOKEN),
    Route("follow.agreements", "POST", VISIT, guard=TOKEN),
]
STAFF = [
    Route("health.healthz", "GET", WATCHER),
    Route("static", "GET", EVERYONE, cache=IMMUTABLE),
    Route("acknowledge.ask", "GET", LINK),
    Route("acknowledge.note", "POST", LINK, guard=TOKEN),
    Route("language.choose", "POST", EVERYONE, guard=ORIGIN),
    Route("sign_in.start", "GET", EVERYONE),
    Route("sign_in.send_me", "POST", EVERYONE, guard=TOKEN),
    Route("sign_in.sent", "GET", EVERYONE),
    Route("sign_in.ask", "GET", EVERYONE),
    Route("sign_in.let_in", "POST", EVERYONE, guard=TOKEN),
    Route("sign_in.switch", "POST", EVERYONE, guard=TOKEN),
    Route("sign_in.leave", "POST", EVERYONE, guard=TOKEN),
    Route("test_message.ask", "GET", LINK),
    Route("test_message.confirm", "POST", LINK, guard=TOKEN),
    Route("test_message.thanks", "GET", EVERYONE),
    Route("schema.show", "GET", EVERYONE),
    Route("inbox.show", "GET", TEAM),
    Route("inbox.closed", "GET", TEAM),
    Route("inbox.find", "POST", TEAM, guard=TOKEN),
    Route("requests.show", "GET", TEAM),
    Route("requests.print_it", "GET", TEAM),
    Route("again.show", "POST", TEAM, guard=ORIGIN),
    Route("requests.read", "POST", TEAM, guard=TOKEN),
    Route("requests.download", "POST", TEAM, guard=TOKEN),
    Route("requests.download_all", "POST", TEAM, guard=TOKEN),
    Route("casework.add_attempt", "POST", TEAM, guard=TOKEN),
    Route("casework.be_in_touch", "POST", TEAM, guard=TOKEN),
    Route("casework.add_step", "POST", TEAM, guard=TOKEN),
    Route("casework.write_note", "POST", TEAM, guard=TOKEN),
    Route("casework.close", "POST", TEAM, guard=TOKEN),
    Route("casework.disagree", "POST", TEAM, guard=TOKEN),
    Route("casework.open_again", "POST", TEAM, guard=TOKEN),
    Route("handing.give_to", "POST", TEAM, guard=TOKEN),
    Route("handing.pass_to_team", "POST", TEAM, guard=TOKEN),
    Route("handing.bring_in_service", "POST", TEAM, guard=TOKEN),
    Route("wishes.see", "POST", TEAM, guard=TOKEN),
    Route("wishes.note_number", "POST", TEAM, guard=TOKEN),
    Route("wishes.take_back", "POST", TEAM, guard=TOKEN),
    Route("keeping.hide", "POST", TEAM, guard=TOKEN),
    Route("keeping.show_again", "POST", TEAM, guard=TOKEN),
    Route("keeping.keep", "POST", TEAM, guard=TOKEN),
    Route("keeping.let_go", "POST", TEAM, guard=TOKEN),
    Route("held.let_go", "POST", TEAM, guard=TOKEN),
    Route("hidden.ask", "GET", TEAM),
    Route("hidden.open_it", "POST", TEAM, guard=TOKEN),
    Route("people.show", "GET", TEAM),
    Route("people.be_away", "POST", TEAM, guard=TOKEN),
    Route("people.be_back", "POST", TEAM, guard=TOKEN),
    Route("people.sign_out", "POST", TEAM, guard=TOKEN),
    Route("reports.show", "GET", TEAM),
    Route("reports.close", "POST", TEAM, guard=TOKEN),
]
SITES = {"public_app": PUBLIC, "staff_app": STAFF}
ROUTES = [pytest.param(site, route, id=f"{site}-{route.endpoint}") for site, table in SITES.items() for route in table]
POSTS = [param for param in ROUTES if param.values[1].method == "POST"]
GETS = [param for param in ROUTES if param.values[1].method == "GET"]
ANYTHING = {
    "locale": "en",
    "place_id": "sefton",
    "need_id": "money",
    "service_id": "childline",
    "hub_id": "hub-bootle-library",
    "number": 2,
    "request_id": "none",
    "token": "none",
    "team_id": "none",
    "codes": "MWR",
    "person_id": "none",
    "absence_id": "none",
    "reason": "complaint",
    "report_id": "none",
    "wish_id": "none",
}
OWN = {"Sec-Fetch-Site": "same-origin"}
OTHER_SITE = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}


@pytest.fixture
def app(request: pytest.FixtureRequest, site: str) -> Flask:
    """The site that a line of the table is about."""
    found: Flask = request.getfixturevalue(site)
    return found


@pytest.mark.parametrize("site", SITES)
def test_every_route_has_its_line_and_every_line_its_route(app: Flask, site: str) -> None:
    there = {
        (rule.endpoint, method) for rule in app.url_map.iter_rules() for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    named = [(route.endpoint, route.method) for route in SITES[site]]
    assert sorted(there) == sorted(named)


@pytest.mark.parametrize(("site", "route"), GETS)
def test_a_page_is_shown_to_whom_it_is_for_and_cached_as_it_may_be(app: Flask, route: Route) -> None:
    answer = _ask(app, route, app.test_client(), OWN)
    shown = {EVERYONE: {200, 302}, KNOWN: {404}, VISIT: {303}, TEAM: {403}, LINK: {404}, WATCHER: {200, 503}}
    assert answer.status_code in shown[route.who]
    if route.cache == IMMUTABLE:
        assert {"immutable", "public", "max-age=31536000"} <= set(answer.headers["Cache-Control"].split(", "))
    else:
        assert answer.headers["Cache-Control"] == NO_STORE
    answer.close()


@pytest.mark.parametrize(("site", "route"), POSTS)
def test_a_post_is_guarded(app: Flask, clock: StoppedClock, route: Route) -> None:
    browser = _browser(app, route.who, clock)
    if route.guard == ORIGIN:
        assert _ask(app, route, browser, OTHER_SITE).status_code == 400
        assert _ask(app, route, browser, {}).status_code == 400
        assert _ask(app, route, browser, OWN).status_code != 400
    elif route.guard == TOKEN:
        assert _ask(app, route, browser, OWN).status_code == 400
    else:
        assert route == Route("root.leave", "POST", EVERYONE, guard=NOTHING)
        assert _ask(app, route, browser, OTHER_SITE).status_code == 303


@pytest.mark.parametrize(("site", "route"), [param for param in POSTS if param.values[1].who == TEAM])
def test_a_post_of_the_team_is_refused_to_all_others(app: Flask, route: Route) -> None:
    assert _ask(app, route, app.test_client(), OWN).status_code in {400, 403}


def _ask(app: Flask, route: Route, browser: FlaskClient, headers: dict[str, str]) -> TestResponse:
    """Ask for the first address of a route."""
    rule = next(rule for rule in app.url_map.iter_rules(route.endpoint) if route.method in rule.methods)
    with app.test_request_context():
        if route.endpoint == "static":
            return browser.get(app.jinja_env.globals["static_url"]("css/site.css"), headers=headers)
        path = app.url_map.bind("localhost").build(
            route.endpoint, {name: ANYTHING[name] for name in rule.arguments if name in ANYTHING}, route.method
        )
    return browser.open(path, method=route.method, headers=headers)


def _browser(app: Flask, who: str, clock: StoppedClock) -> FlaskClient:
    """A browser of somebody who may see the route."""
    browser = PageClient(app)
    if who == VISIT:
        begin(browser)
    if who == TEAM:
        with writing(app.extensions["parts"].engine) as db:
            token = issue_sign_in_link(db, "practice-sefton", clock())
        browser.submit(browser.get(f"/sign-in/{token}"))
    return browser._client
