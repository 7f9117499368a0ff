"""What may come from a machine is kept like everything else, and marked for a person to look at."""

import pytest
from flask import Flask
from sqlalchemy import select

from portal.referrals.tables import referrals
from portal.store.transactions import reading
from portal.web.public.ask.blueprint import BEGINNINGS, SENDINGS
from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.ask.journey import SEFTON, TELL, answer, ask_to_be_rung, begin, parts_of


def is_held(app: Flask) -> bool:
    with reading(parts_of(app).engine) as db:
        return db.execute(select(referrals.c.suspected_at)).scalar_one() is not None


@pytest.mark.parametrize(("seconds", "held"), [(0, True), (2, True), (3, False), (600, False)])
def test_answers_faster_than_anybody_can_give_are_held(
    family: PageClient, public_app: Flask, clock: StoppedClock, seconds: int, held: bool
) -> None:
    check = ask_to_be_rung(family)
    clock.pass_time(seconds=seconds)
    assert family.submit_and_follow(check).h1 == "Thank you. It is sent."
    assert is_held(public_app) is held


def test_whoever_fills_in_what_people_do_not_see_is_held_and_told_nothing_of_it(
    family: PageClient, public_app: Flask, clock: StoppedClock
) -> None:
    check = ask_to_be_rung(family)
    clock.pass_time(minutes=5)
    page = family.submit_and_follow(check, {"leave_empty": "https://example.org"})
    assert page.h1 == "Thank you. It is sent."
    assert is_held(public_app)


@pytest.mark.parametrize(
    ("danger", "worry"),
    [("yes", "No danger words here."), ("not_sure", "None here."), ("no", "He hits me and I want to die.")],
)
def test_what_is_urgent_is_not_held_however_fast_it_came(
    family: PageClient, public_app: Flask, danger: str, worry: str
) -> None:
    begin(family, "tell_more", danger=danger)  # what to do in danger comes first; the way on leads to the next step
    asker = family.get("/en/ask/step/2")
    page = answer(family, asker, {"asker": "parent"}, {"postcode": SEFTON}, {})
    told = ({**TELL[0], "worry": worry}, *TELL[1:])
    check = answer(family, page, *told)
    assert family.submit_and_follow(check, {"leave_empty": "https://example.org"}).h1 == "Thank you. It is sent."
    assert not is_held(public_app)


def test_families_behind_one_address_are_neither_refused_nor_held(public_app: Flask, clock: StoppedClock) -> None:
    assert min(BEGINNINGS, SENDINGS) > 200  # in an hour; a dozen are sent here
    for _ in range(12):
        family = PageClient(public_app)
        check = ask_to_be_rung(family)
        clock.pass_time(seconds=30)
        assert family.submit_and_follow(check).h1 == "Thank you. It is sent."
    with reading(parts_of(public_app).engine) as db:
        marks = db.execute(select(referrals.c.suspected_at)).scalars().all()
    assert marks == [None] * 12
