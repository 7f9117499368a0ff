"""All states of both sites, walked once for a whole run of tests and kept in its temporary folder."""

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Flask, template_rendered
from jinja2 import Template

from portal.app import create_public_app, create_staff_app
from portal.resources import resource_dir
from tests.clock import StoppedClock
from tests.conftest import practice_settings, prepare_site
from tests.guards.test_routes import EVERYONE, IMMUTABLE, PUBLIC, STAFF, WATCHER
from tests.journeys.public_states import walk_public
from tests.journeys.staff_states import MAIL_SERVER, walk_staff
from tests.journeys.states import State, Walker
from tests.page import Page
from tests.web.test_unavailable import keeping_nothing

LOCALES = ("en", "ar")
_EXTENDS = re.compile(r'{% extends "([^"]+)" %}')
ROUTES = {"public": PUBLIC, "staff": STAFF}


@dataclass(frozen=True)
class Gathered:
    """The states of one site in one language, and what was never met: routes of its list, and pages' templates."""

    site: str
    locale: str
    states: Sequence[State]
    missing: Sequence[str]

    def to_json(self) -> str:
        """Write it down, to be read by the other processes of a run."""
        pages = [
            (each.name, each.endpoint, each.page.status, each.page.headers, each.page.html, each.page.path)
            for each in self.states
        ]
        return json.dumps([self.site, self.locale, pages, list(self.missing)])

    @classmethod
    def from_json(cls, text: str) -> "Gathered":
        """Read what `to_json` wrote."""
        site, locale, pages, missing = json.loads(text)
        return cls(site, locale, [State(name, endpoint, Page(*rest)) for name, endpoint, *rest in pages], missing)


def gather(folder: Path) -> Iterator[Gathered]:
    """Walk through both sites on data of their own in `folder`, the public one first: families' requests are the staff's work."""
    prepare_site(folder)
    settings, clock = practice_settings(folder), StoppedClock()
    public, staff = create_public_app(settings, clock=clock), create_staff_app(settings, clock=clock)
    live = create_public_app(replace(settings, is_practice=False), clock=clock)
    for locale in LOCALES:
        with _noting_templates(public, live) as rendered:
            walked = walk_public(public, locale, live, lambda: keeping_nothing(public, settings))
        gathered = _gathered("public", locale, *walked)
        yield replace(gathered, missing=[*gathered.missing, *sorted(list_pages() - rendered)])
    mailing = create_staff_app(replace(settings, smtp_host=MAIL_SERVER), clock=clock)
    for locale in LOCALES:
        yield _gathered("staff", locale, *walk_staff(staff, locale, mailing, clock()))


def list_pages() -> set[str]:
    """Return the templates of the public site that are pages: they build on another, and none builds on them."""
    folder = resource_dir("templates")
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("public/**/*.html")}
    parents = {name: _EXTENDS.match(text) for name, text in texts.items()}
    return {name for name, parent in parents.items() if parent} - {each[1] for each in parents.values() if each}


@contextmanager
def _noting_templates(*apps: Flask) -> Iterator[set[str]]:
    rendered: set[str] = set()

    def note(_app: Flask, template: Template, **_context: object) -> None:
        rendered.add(str(template.name).partition(":")[2])  # each language has its own

    with ExitStack() as stack:
        for app in apps:
            stack.enter_context(template_rendered.connected_to(note, app))
        yield rendered


def files_app(folder: Path) -> Flask:
    """Return a site that answers the static files of the states."""
    return create_public_app(practice_settings(folder), clock=StoppedClock())


def _gathered(site: str, locale: str, states: dict[str, State], walkers: Sequence[Walker]) -> Gathered:
    answered = {each for walker in walkers for each in walker.answered}
    met = {endpoint for endpoint, kind in answered if kind != "way on"} | _met_as_error(states, walkers[0])
    led_on = {endpoint for endpoint, _kind in answered}
    missing = [
        route.endpoint
        for route in ROUTES[site]
        if route.method == "GET"
        and route.who != WATCHER
        and route.cache != IMMUTABLE
        and route.endpoint not in (led_on if route.who == EVERYONE else met)
    ]
    return Gathered(site, locale, list(states.values()), missing)


def _met_as_error(states: dict[str, State], walker: Walker) -> set[str]:
    """Return the routes whose page is an answer to what was typed, such as "nothing found"; not those of a wrong address."""
    rules = {rule.endpoint: rule for rule in walker.app.url_map.iter_rules()}
    return {each.endpoint for each in states.values() if each.endpoint in rules and not rules[each.endpoint].arguments}
