"""The pages that families see: along the links, and through all of asking, each question left empty first."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TypeAlias
from xml.etree.ElementTree import Element

from flask import Flask

from portal.web.public.area import ELSEWHERE
from tests.guards.test_routes import ANYTHING, PUBLIC
from tests.journeys.states import State, Walker, emptied
from tests.page import Page, text_of
from tests.page_client import filled_in

OutOfOrder: TypeAlias = Callable[[], AbstractContextManager[None]]

PLACE, BORDER, OUTSIDE = "L20 4AA", "L10 1AA", "L39 2AA"
STARTS = (
    "", "search", "search?q=help", "search?q=xyzzy", "search?q=he+hits+me", "services/childline", "places/sefton-south",
    "nowhere",
)  # fmt: skip
ANSWERS: dict[str, object] = {
    "danger": "no",
    "asker": "parent",
    "agreed": "yes",
    "how": "here_now",
    "age": "14",
    "does_parent_know": "no",
    "may_talk": "no",
    "nowhere": "no",
    "postcode": PLACE,
    "council": "sefton",
    "name": "Sam",
    "role": "teacher",
    "contact": "01632 960001",
    "detail": "0151 496 0000",
    "may_ring": "yes",
    "may_contact": "y",
    "needs": ["school-attendance"],
    "worry": "He will not get out of bed. He hits me.",
    "going_well": "His gran helps.",
    "age_1": "13",
    "age_2": "8",
    "unit_2": "months",
    "way": "phone",
    "person": "Jo",
    "language": "Polish",
    "must_not_know": "my ex",
}
ENDS: tuple[dict[str, object], ...] = (
    {"asker": "worried_about_other"},
    {"asker": "helper", "agreed": "no"},
    {"asker": "young_person", "age": "9"},
    {"asker": "young_person", "age": "30"},
    {"asker": "young_person", "age": "16", "nowhere": "yes"},
    {"danger": "yes"},
    {"postcode": OUTSIDE},
)
WAYS: tuple[dict[str, object], ...] = (
    {},
    {"asker": "helper", "way": "text", "detail": "07700 900123"},
    {"asker": "young_person", "way": "email", "detail": "sam@example.com"},
    {"postcode": BORDER, "way": "letter", "detail": "1 Road, Town"},
    {"way": "trusted_person"},
    {"way": "come_to_hub"},
)
RING_ME: dict[str, object] = {"begin": "ring_me"}
WRONG: dict[str, object] = {  # what people type that cannot be taken, page by page
    "postcode": "what?",
    "age": "old",
    "detail": "call me",
    "may_ring": "no",
    "age_1": "200",
    "worry": "help " * 900,
    "agreed_on": "x" * 300,
}
HASTY: tuple[dict[str, object], ...] = ({}, {"way": "email", "detail": "sam@example.com"}, {"asker": "young_person"})
ON_THE_LIST = ("childline", "nspcc-helpline")


def walk_public(
    app: Flask, locale: str, live: Flask, out_of_order: OutOfOrder
) -> tuple[dict[str, State], list[Walker]]:
    """Return every state of the public site in one language, and who walked there.

    `live` is the same site for real requests that nobody reads yet; inside `out_of_order` the database keeps nothing.
    """
    states: dict[str, State] = {}
    stranger, neighbour = Walker(app, states), Walker(app, states)
    stranger.crawl([f"/{locale}/{start}" for start in STARTS], prefix=f"/{locale}/")
    stranger.try_routes([route.endpoint for route in PUBLIC if route.method == "GET"], {**ANYTHING, "locale": locale})
    neighbour.send(f"/{locale}/area", {"postcode": PLACE, "back": ""})
    neighbour.crawl([f"/{locale}/area", f"/{locale}/search?q=school"], prefix=f"/{locale}/")
    families = [Walker(app, states) for _ in (*ENDS, *WAYS, RING_ME)]
    for family, given in zip(families, (*ENDS, *WAYS, RING_ME), strict=True):
        send(family, ask(family, locale, given))
    lister, outsider, unlucky, early = (Walker(site, states) for site in (app, app, app, live))
    make_pack(lister, locale)
    outsider.send(f"/{locale}/area/council", {"council": ELSEWHERE, "back": ""})
    lose(unlucky, locale, out_of_order)
    ask(early, locale, {})
    hasty = [Walker(app, states) for _ in HASTY]
    for family, given in zip(hasty, HASTY, strict=True):
        ask(family, locale, given, wrong=WRONG)
    return states, [stranger, neighbour, *families, lister, outsider, unlucky, early, *hasty]


def make_pack(family: Walker, locale: str) -> None:
    """Put services on the list, write beside them and make the paper."""
    for each in ON_THE_LIST:
        family.send(f"/{locale}/shortlist/add", {"service": each, "back": ""})
    page = family.look(f"/{locale}/shortlist")
    form = next(each for each in page.main.iter("form") if each.get("action", "").endswith("/shortlist"))
    family.send(f"/{locale}/shortlist", {**filled_in(form), "agreed": "Ring on Monday", "pack": ""})


def lose(family: Walker, locale: str, out_of_order: OutOfOrder) -> None:
    """Send, change an answer and ask for more time, while nothing can be kept."""
    check = ask(family, locale, RING_ME)
    step = family.look(f"/{locale}/ask/step/1")
    with out_of_order():
        family.send(str(check.form().get("action")), filled_in(check.form()))
        family.send(step.path, filled_in(step.form()))
        family.send(step.path, {**filled_in(step.form()), "more_time": ""})


def ask(family: Walker, locale: str, given: dict[str, object], wrong: dict[str, object] | None = None) -> Page:
    """Go as far as these answers lead, and show each question's errors on the way: left empty, and answered by `wrong`."""
    family.look(f"/{locale}/ask/")
    page = family.look(f"/{locale}/ask/step/1?way={given.get('begin', 'tell_more')}")
    while "/ask/step/" in page.path:
        form = page.form()
        family.send(page.path, emptied(form))
        here = page.path
        if wrong:
            named = {each.get("name") for each in form.iter()}
            family.send(here, {**filled_in(form), **{name: wrong[name] for name in wrong.keys() & named}})
        page = family.send(here, {**filled_in(form), **_answers(page, given)})
        if page.path == here:  # a question that ANSWERS does not know
            named = {each.get("name"): "Somebody" for each in page.form().iter() if each.get("aria-invalid")}
            page = family.send(here, {**filled_in(page.form()), **named})
        if page.path == here:
            raise AssertionError(f"{here} does not go on: {page.errors}")
    return page


def send(family: Walker, page: Page) -> None:
    """Press what there is at the end: the receipt is a state, and so is following what was sent."""
    family.send_empty_forms(page)
    if page.path.endswith("/ask/check"):
        receipt = family.send(str(page.form().get("action")), filled_in(page.form()))
        form = next(
            (each for each in receipt.main.iter("form") if str(each.get("action")).endswith("/follow/new")), None
        )
        if form is not None:
            follow(family, family.send(str(form.get("action")), filled_in(form)))


def follow(family: Walker, made: Page) -> None:
    """Look up how far it is with the words shown once, and leave the forms there empty first."""
    reference, words = (text_of(each) for each in made.tree.findall(".//*[@class='reference']"))
    look_up = family.look(next(link for link in made.links().values() if link.endswith("/follow/")))
    family.send_empty_forms(look_up)
    shown = family.send(look_up.path, {**filled_in(look_up.form()), "reference": reference, "words": words})
    family.send_empty_forms(shown)


def _answers(page: Page, given: dict[str, object]) -> dict[str, object]:
    wanted = {**ANSWERS, **given}
    seen = (control for control in page.form().iter() if control.get("type") != "hidden")
    controls: dict[str, Element] = {}
    for control in seen:
        controls.setdefault(control.get("name", ""), control)
    if "postcode" in controls:
        controls.pop("council", None)  # the same page asks for one or the other
    if "hub" in controls:
        wanted["hub"] = controls["hub"].get("value")
    first = {name: each.get("value") for name, each in reversed(controls.items()) if each.get("type") == "radio"}
    return {**first, **{name: value for name, value in wanted.items() if name in controls}}
