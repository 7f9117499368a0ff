"""Days, hours, ages, dates and sentences as people write them, in the language of the page."""

from collections.abc import Iterator
from datetime import date, time

import pytest
from flask import Flask, g

from portal.catalogue.models import Schedule, Source
from portal.places.models import OpeningHours
from portal.search.models import Age
from portal.web.i18n import speaking
from portal.web.labels.catalogue import day_words, schedule_words, source_date_words
from portal.web.labels.places import opening_words
from portal.web.labels.search import child_words, mile_words
from portal.web.page import first_words, format_clock, format_day, join_names


@pytest.fixture(autouse=True)
def english_page(reader_app: Flask) -> Iterator[None]:
    """Be on a page in English."""
    with reader_app.test_request_context("/en/"):
        g.locale = "en"
        yield


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (("MO", "TU", "WE", "TH", "FR"), "Monday to Friday"),
        (("FR", "MO", "TH", "WE", "TU"), "Monday to Friday"),
        (("MO", "TU"), "Monday and Tuesday"),
        (("MO", "WE", "FR"), "Monday, Wednesday and Friday"),
        (("MO", "TU", "WE", "TH", "FR", "SA", "SU"), "Every day"),
        (("SA",), "Saturday"),
    ],
)
def test_days_that_follow_each_other_are_told_as_a_span(days: tuple[str, ...], words: str) -> None:
    assert day_words(days) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [(time(9), "9am"), (time(17, 30), "5:30pm"), (time(12), "midday"), (time(0), "12am"), (time(12, 15), "12:15pm")],
)
def test_an_hour_is_written_as_people_say_it(moment: time, words: str) -> None:
    assert format_clock(moment) == words


def test_dates_and_lists_are_british() -> None:
    assert format_day(date(2026, 5, 28)) == "Thursday 28 May 2026"
    assert join_names(["Knowsley", "Liverpool", "Sefton"]) == "Knowsley, Liverpool and Sefton"


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(("MO",), time(9), time(17)), "Monday: 9am\xa0to\xa05pm"),
        (Schedule(("MO",), time(9), time(17), description="Ring first."), "Monday: 9am\xa0to\xa05pm – Ring first."),
        (Schedule(description="Term time only."), "Term time only."),
        (Schedule(("MO", "SU"), time(0), time(23, 59), description="24 hours a day."), "24 hours a day."),
    ],
)
def test_a_schedule_says_what_is_known(schedule: Schedule, words: str) -> None:
    assert schedule_words(schedule) == words


def test_days_with_the_same_hours_share_a_line_that_breaks_beside_the_hours_only() -> None:
    hours = [OpeningHours(day, time(9), time(17)) for day in ("MO", "TU", "WE")]
    lines = opening_words((*hours, OpeningHours("SA", time(10), time(13))))
    assert lines == ["Monday to Wednesday: 9am\xa0to\xa05pm", "Saturday: 10am\xa0to\xa01pm"]


@pytest.mark.parametrize(
    ("written", "words"),
    [("2023-07-26", "26 July 2023"), ("2026-01", "January 2026"), ("2019", "2019"), ("spring 2020", "spring 2020")],
)
def test_a_source_is_dated_as_far_as_it_is_known(written: str, words: str) -> None:
    assert source_date_words(Source(date=written)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A worker who helps when a child misses school. Ask them.", "A worker who helps when a child misses school."),
        ("A free online calculator. You put in your details. It counts.", "A free online calculator. You put in your details."),
        ("One line", "One line"),
    ],
)  # fmt: skip
def test_a_card_shows_the_first_sentence_or_two_short_ones(text: str, words: str) -> None:
    assert first_words(text) == words


@pytest.mark.parametrize(
    ("miles", "words"),
    [(0.1, "less than a quarter of a mile"), (0.5, "less than a mile"), (1.2, "about 1 mile"), (3.6, "about 4 miles")],
)
def test_a_distance_is_no_more_exact_than_it_is(miles: float, words: str) -> None:
    assert mile_words(miles) == words


@pytest.mark.parametrize(
    ("age", "words"), [(Age.expecting(), "a baby on the way"), (Age(3), "a baby"), (Age.of_years(7), "age 7")]
)
def test_a_child_is_named_by_its_age(age: Age, words: str) -> None:
    assert child_words(age) == words


def test_catalogue_text_without_a_translation_is_marked_as_english(reader_app: Flask) -> None:
    components = reader_app.jinja_env.get_template("components/contact.html").module
    assert components.english("Nobody translated this.") == "<p>Nobody translated this.</p>"
    g.locale = "ar"
    assert components.english("Nobody translated this.") == '<p lang="en" dir="ltr">Nobody translated this.</p>'


def test_a_long_span_may_break_between_its_times() -> None:
    with speaking("ar"):
        assert opening_words((OpeningHours("MO", time(9), time(17)),)) == ["الاثنين: من 9:00\xa0ص إلى 5:00\xa0م"]


def test_in_polish_a_line_begins_with_a_capital_and_a_month_alone_stands_in_the_nominative() -> None:
    with speaking("pl"):
        assert opening_words((OpeningHours("MO", time(9), time(17)),)) == ["Poniedziałek: 09:00\xa0–\xa017:00"]
        assert source_date_words(Source(date="2022-01")) == "styczeń 2022"
