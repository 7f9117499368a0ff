"""Look up what became of a request: only with reference and words, only what may be known."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select, update

from portal.referrals.audit import find_events
from portal.referrals.family_tables import lookup_sessions, lookups, wishes
from portal.referrals.following.wishes import find_wishes
from portal.referrals.tables import escalations, referrals
from portal.store.transactions import reading, writing
from tests.clock import StoppedClock
from tests.page import Page
from tests.page_client import PageClient
from tests.web.public.ask.journey import RING, SEFTON, answer, ask_to_be_rung, begin, parts_of

LookUp = Callable[..., Page]


@pytest.fixture
def kept(family: PageClient) -> tuple[str, str]:
    """Reference and words of a family that asked and wants to look up."""
    return words_on(
        family.submit(family.submit_and_follow(ask_to_be_rung(family)), action="/en/follow/new", status=200)
    )


def words_on(page: Page) -> tuple[str, str]:
    reference, words = (text.strip() for text in re.findall(r'class="reference"[^>]*>([^<]+)<', page.html))
    return reference, words


def look_up(browser: PageClient, kept: tuple[str, str], *, status: int = 303) -> Page:
    form, typed = browser.get("/en/follow/"), {"reference": kept[0], "words": kept[1]}
    return browser.follow(browser.submit(form, typed, action="/en/follow/", status=status))


def change(app: Flask, **values: object) -> None:
    with writing(parts_of(app).engine) as db:
        db.execute(update(referrals).values(**values))


def kinds(app: Flask) -> list[str]:
    with reading(parts_of(app).engine) as db:
        return [each.kind for each in find_events(db, db.execute(select(referrals.c.id)).scalar_one())]


def test_nothing_can_be_looked_up_unless_the_family_chose_it(family: PageClient, public_app: Flask) -> None:
    family.submit_and_follow(ask_to_be_rung(family))
    with reading(parts_of(public_app).engine) as db:
        assert db.execute(select(lookups)).all() == []


def test_with_reference_and_words_another_browser_sees_how_far_it_is(kept: tuple[str, str], public_app: Flask) -> None:
    page = look_up(PageClient(public_app), kept)
    assert (page.path, page.h1) == ("/en/follow/now", "What has happened since you asked")
    assert "It has comeTuesday 10 March" in page.text
    assert "A person has read itNot yet" in page.text
    assert "be in touch by Friday 13 March" in page.text
    assert "deleted 30 days after this is closed" in page.text


def test_the_page_shows_neither_name_nor_number_nor_place_nor_reference(
    kept: tuple[str, str], public_app: Flask
) -> None:
    html = look_up(PageClient(public_app), kept).html
    for told in (RING["name"], RING["detail"], SEFTON, kept[0], *kept[1].split()):
        assert f">{told}" not in html
        assert f"{told}<" not in html


@pytest.mark.parametrize(
    "typed",
    [
        lambda reference, words: (reference.lower().replace("-", " "), words.upper().replace(" ", ", ")),
        lambda reference, words: (f"  {reference.replace('-', '')} ", words.replace(" ", "\n")),
    ],
)
def test_however_they_are_typed_they_are_understood(
    kept: tuple[str, str], public_app: Flask, typed: Callable[[str, str], tuple[str, str]]
) -> None:
    assert look_up(PageClient(public_app), typed(*kept)).h1 == "What has happened since you asked"


def test_wrong_words_and_an_unknown_reference_get_the_same_answer(kept: tuple[str, str], public_app: Flask) -> None:
    pages = []
    for typed in (("CCC-CCC-CCCC", kept[1]), (kept[0], "one two three four"), (kept[0], "x")):
        browser = PageClient(public_app)
        form = browser.get("/en/follow/")
        page = browser.submit(form, {"reference": typed[0], "words": typed[1]}, action="/en/follow/", status=422)
        pages.append(re.sub(r'value="[^"]*"', "", page.html))
    assert len(set(pages)) == 1
    assert "We cannot find that" in pages[0]


def test_guessing_at_one_reference_ends_soon_whether_or_not_it_is_there(
    kept: tuple[str, str], public_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.web.public.follow.views.TRIES_OF_ONE", 2)
    for reference in (kept[0], "CCC-CCC-CCCC"):
        browser = PageClient(public_app)
        form = browser.get("/en/follow/")
        for status in (422, 422, 429):
            browser.submit(form, {"reference": reference, "words": "a b c d"}, action="/en/follow/", status=status)


def test_neither_reference_nor_words_stand_in_an_address_or_the_database(
    kept: tuple[str, str], public_app: Flask
) -> None:
    page = look_up(PageClient(public_app), kept)
    assert page.path == "/en/follow/now"
    with reading(parts_of(public_app).engine) as db:
        rows = [*db.execute(select(lookups)).all(), *db.execute(select(lookup_sessions)).all()]
    assert not any(word in str(rows) for word in (*kept[1].split(), kept[0]))


def test_new_words_end_the_old_ones(family: PageClient, kept: tuple[str, str], public_app: Flask) -> None:
    new = words_on(family.submit(family.get("/en/ask/receipt"), action="/en/follow/new", status=200))
    assert new[0] == kept[0]
    assert new[1] != kept[1]
    look_up(PageClient(public_app), kept, status=422)
    look_up(PageClient(public_app), new)


def test_leaving_ends_it_and_so_do_a_quarter_of_an_hour_and_three_hours_of_looking(
    kept: tuple[str, str], public_app: Flask, clock: StoppedClock
) -> None:
    browser = PageClient(public_app)
    look_up(browser, kept)
    browser.post("/leave")
    assert browser.get("/en/follow/now", status=303).location == "/en/follow/"
    with reading(parts_of(public_app).engine) as db:
        assert db.execute(select(lookup_sessions)).all() == []
    look_up(browser, kept)
    clock.pass_time(minutes=15)
    assert browser.get("/en/follow/now", status=303).location == "/en/follow/"
    look_up(browser, kept)
    for minutes in range(0, 180, 10):
        assert browser.get("/en/follow/now").h1, minutes
        clock.pass_time(minutes=10)
    assert browser.get("/en/follow/now", status=303).location == "/en/follow/"


def test_nobody_has_been_in_touch_is_offered_once_the_day_has_passed_and_tells_the_manager(
    kept: tuple[str, str], public_app: Flask, clock: StoppedClock
) -> None:
    browser = PageClient(public_app)
    page = look_up(browser, kept)
    assert "/en/follow/nobody" not in page.html
    clock.pass_time(days=4)
    for _ in range(2):
        page = look_up(browser, kept)
        page = browser.submit_and_follow(page, action="/en/follow/nobody")
        assert "The manager of the team is told now" in page.text
    with reading(parts_of(public_app).engine) as db:
        said = db.execute(select(escalations).where(escalations.c.clock == "family")).all()
    assert [each.level for each in said] == ["silence-2026-03-14"]
    assert kinds(public_app).count("said_nobody") == 1


def test_a_new_number_is_sealed_to_the_council_and_changes_nothing_by_itself(
    kept: tuple[str, str], public_app: Flask, staff_app: Flask
) -> None:
    browser = PageClient(public_app)
    page = look_up(browser, kept)
    wrong = browser.submit(page, {"detail": "12"}, action="/en/follow/number", status=422)
    assert "Type the whole phone number" in wrong.text
    page = browser.submit_and_follow(wrong, {"detail": "07700 900 123", "may_ring": "yes"}, action="/en/follow/number")
    assert "new number has gone to the team" in page.text
    assert "900 123" not in page.html
    private_keys = parts_of(staff_app).private_keys
    assert private_keys is not None
    with reading(parts_of(public_app).engine) as db:
        row = db.execute(select(wishes)).one()
        (wish,) = find_wishes(db, row.referral_id, private_keys)
    assert b"900 123" not in row.box
    assert (wish.kind, wish.detail, wish.may_ring, wish.seen_at) == ("new_number", "07700 900 123", "yes", None)


def test_wanting_to_stop_ends_nothing_by_itself(kept: tuple[str, str], public_app: Flask) -> None:
    browser = PageClient(public_app)
    page = browser.submit_and_follow(look_up(browser, kept), action="/en/follow/withdraw")
    assert "A worker looks at it" in page.text
    with reading(parts_of(public_app).engine) as db:
        assert db.execute(select(referrals.c.state)).scalar_one() == "routed"


def test_a_wish_to_stop_is_not_asked_for_again_before_a_worker_has_seen_it(
    kept: tuple[str, str], public_app: Flask
) -> None:
    browser = PageClient(public_app)
    browser.submit_and_follow(look_up(browser, kept), action="/en/follow/withdraw")
    again = browser.get("/en/follow/now")
    assert "I do not want this any more" not in again.text
    assert again.text.count("The team is told that you want to stop.") == 1
    with writing(parts_of(public_app).engine) as db:
        db.execute(update(wishes).values(seen_at=parts_of(public_app).clock(), seen_by="p1"))
    assert "I do not want this any more" in browser.get("/en/follow/now").text


def test_the_look_up_itself_can_be_taken_back(kept: tuple[str, str], public_app: Flask) -> None:
    browser = PageClient(public_app)
    page = browser.submit_and_follow(look_up(browser, kept), {"looking": "y"}, action="/en/follow/agreements")
    assert page.path == "/en/follow/"
    look_up(PageClient(public_app), kept, status=422)


def test_an_agreement_taken_back_goes_to_a_person(kept: tuple[str, str], public_app: Flask) -> None:
    browser = PageClient(public_app)
    browser.submit_and_follow(look_up(browser, kept), {"may_talk_gp": "y"}, action="/en/follow/agreements")
    with reading(parts_of(public_app).engine) as db:
        assert [each.kind for each in db.execute(select(wishes))] == ["end_agreement"]


def test_whoever_helped_sees_only_that_it_has_come_and_was_read(
    family: PageClient, public_app: Flask, clock: StoppedClock
) -> None:
    page = answer(family, begin(family), {"asker": "helper"}, {"agreed": "yes", "how": "here_now"})
    page = answer(family, page, {"postcode": SEFTON}, {})
    page = answer(
        family, page, {"name": "Ms T", "role": "teacher", "contact": "01632 960 001", "agreed_by": "mum"}, RING
    )
    kept = words_on(family.submit(family.submit_and_follow(page), action="/en/follow/new", status=200))
    change(public_app, read_at=clock(), tried_at=clock(), state="contact_tried")
    clock.pass_time(days=5)
    page = look_up(PageClient(public_app), kept)
    assert "A person has read itTuesday 10 March" in page.text
    for hidden in ("tried", "in touch by", "Nobody has been", "phone number different", "do not want this"):
        assert hidden not in page.text
    with reading(parts_of(public_app).engine) as db:
        assert [each.who for each in db.execute(select(lookups))] == ["helper"]


def test_a_closed_request_says_when_it_is_deleted_and_takes_nothing_more(
    kept: tuple[str, str], public_app: Flask, clock: StoppedClock
) -> None:
    browser = PageClient(public_app)
    page = look_up(browser, kept)
    change(public_app, state="closed", closed_at=clock(), purge_after=clock().replace(month=4))
    again = browser.submit_and_follow(page, action="/en/follow/withdraw")
    assert "This is closed. Nothing was changed." in again.text
    assert "deleted on Friday 10 April" in again.text
    assert "/en/follow/number" not in again.html
