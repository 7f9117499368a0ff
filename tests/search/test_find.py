"""Finding help in a made-up town."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.catalogue.models import Delivery, Status
from portal.places.models import Place, Point, Precision
from portal.search.find import find_services
from portal.search.index import Index, build_index
from portal.search.models import Age, Facet, Found, PlaceWord, Query, Reason, Why
from tests.search.town import CATALOGUE, NORTHTOWN, NOW, SERVICES, SOUTHTOWN, at, build_town, service

TOWN = build_town()


def search(query: Query | str = "", near: Place | None = None, index: Index = TOWN) -> Found:
    return find_services(index, Query(words=query) if isinstance(query, str) else query, near=near, now=NOW)


def ids(results: object) -> list[str]:
    return [result.service.id for result in results]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("my son wont go school", "north-attendance school-line south-attendance"),
        ("cant afford school uniform", "uniform-far uniform-near uniform-shop uniform-ask"),
        ("baby massage", "baby-massage"),
        ("my 3 year old isnt talking yet", "speech"),
        ("who can help me with debt", "debt-line"),
        ("nie chodzi do szkoly", "north-attendance school-line south-attendance"),
    ],
)
def test_whole_questions_find_the_right_service_first(words: str, first: str) -> None:
    assert ids(search(words).elsewhere)[0] in first.split()


def test_a_parent_is_never_sent_to_another_councils_scheme() -> None:
    assert "south-attendance" not in ids(search("school refusal", NORTHTOWN).results)
    assert "north-attendance" not in ids(search("school refusal", SOUTHTOWN).results)
    assert "school-line" in ids(search("school refusal", SOUTHTOWN).no_travel)


def test_nothing_typed_near_a_place_shows_all_that_serve_it_nearest_first() -> None:
    found = search("", NORTHTOWN)
    miles = [result.miles for result in found.near_you if result.miles is not None]
    assert miles == sorted(miles)
    assert found.total == found.near_you_total + found.no_travel_total
    assert None not in [result.miles for result in found.near_you], "near is only what we know to be near"
    assert "toddlers" in ids(found.no_travel), "a place of unknown position never vanishes"


def test_the_nearest_location_of_a_service_is_the_one_shown() -> None:
    near = next(r for r in search("uniform", NORTHTOWN).near_you if r.service.id == "uniform-near")
    assert near.location is not None
    assert near.location.name == "Church hall"
    assert near.miles == pytest.approx(0.5, abs=0.05)


def test_a_withheld_address_gives_no_distance_and_no_location() -> None:
    refuge = next(r for r in search("domestic abuse", NORTHTOWN).results if r.service.id == "refuge")
    assert (refuge.miles, refuge.location) == (None, None)
    assert "refuge" in ids(search("domestic abuse", NORTHTOWN).no_travel)


def test_a_border_shows_services_of_every_candidate_and_outside_only_national_ones() -> None:
    border = search("school refusal", Place(Precision.SECTOR, candidates=("northtown", "southtown")))
    assert {"north-attendance", "south-attendance"} <= set(ids(border.results))
    outside = search("school refusal", Place(Precision.SECTOR, outside="E1"))
    assert ids(outside.results) == ["school-line"]


def test_a_place_in_the_words_narrows_to_its_council_unless_a_place_is_known() -> None:
    assert ids(search("school refusal in millgate").near_you) == ["south-attendance"]
    assert "north-attendance" in ids(search("school refusal in millgate", NORTHTOWN).results)


def test_unknown_cost_is_not_free_but_counted() -> None:
    found = search(Query("uniform", is_free_only=True))
    assert set(ids(found.elsewhere)) == {"uniform-near", "uniform-far"}
    assert found.ask_about_cost == 1


def test_unknown_ages_stay_in_after_known_ones_and_are_no_reason() -> None:
    found = search(Query("uniform", ages=(Age.of_years(8),)))
    assert ids(found.elsewhere)[0] == "uniform-near"
    said = {each.service.id: {reason.why for reason in each.why} for each in found.elsewhere}
    assert Why.AGE in said["uniform-near"]
    assert Why.AGE not in said["uniform-far"]
    assert "baby-massage" not in ids(search(Query(ages=(Age.of_years(8),))).elsewhere)


def test_several_children_find_what_fits_any_of_them() -> None:
    found = ids(search(Query(ages=(Age.expecting(), Age.of_years(15)))).elsewhere)
    assert {"baby-massage", "teens"} <= set(found)


def test_every_result_says_why() -> None:
    reasons = {reason.why: reason.value for reason in search("blazer", NORTHTOWN).near_you[0].why}
    assert reasons == {Why.WORDS: "blazer", Why.NEED: "uniform", Why.AREA: "northtown", Why.NEAR: "0.5"}


def test_facets_count_what_a_choice_would_give() -> None:
    found = search(Query("uniform", days=("MO",)))
    assert found.facets[Facet.DAY]["SA"] == 1
    assert found.facets[Facet.FREE]["yes"] == 1
    assert found.facets[Facet.LANGUAGE]["ar"] == 0
    for day, count in found.facets[Facet.DAY].items():
        assert search(Query("uniform", days=(day,))).total == count


def test_an_age_counts_what_it_would_give_beside_those_chosen() -> None:
    chosen = Age.of_years(3)
    counts = search(Query(ages=(chosen,))).facets[Facet.AGE]
    assert len(set(counts.values())) > 2
    for age, count in counts.items():
        assert search(Query(ages=(chosen, Age.of_years(int(age))))).total == count


def test_nothing_found_names_the_filter_to_drop() -> None:
    found = search(Query("baby massage", delivery=(Delivery.TEXT,)))
    assert found.total == 0
    assert found.forks[0].drop == Facet.DELIVERY
    assert found.forks[0].total == search("baby massage").total


def test_a_misspelt_word_is_mended_and_shown_unless_taken_as_typed() -> None:
    found = search("posnatal depresion")
    assert found.elsewhere[0].service.id == "pnd"
    assert found.repaired is not None
    assert found.repaired.used == "postnatal depression"
    assert search(Query("posnatal depresion", take_as_typed=True)).total == 0


@pytest.mark.parametrize("words", ["he hits me", "domestic voilence", "m\u0105\u017c mnie bije", "HE HIT'S ME"])
def test_danger_is_noticed(words: str) -> None:
    assert search(words).danger == ("violence",)


@pytest.mark.parametrize("words", ["greatest hits", "he hits me up on insta", "he hits the ball to me"])
def test_ordinary_words_do_not_cry_wolf(words: str) -> None:
    assert search(words).danger == ()


def test_a_service_for_a_locality_shows_there_and_where_only_its_council_is_known() -> None:
    east = replace(SOUTHTOWN, locality="southtown-east")
    west = replace(SOUTHTOWN, locality="southtown-west")
    shown = ["east-club" in ids(search("games", place).results) for place in (east, SOUTHTOWN, west, NORTHTOWN)]
    assert shown == [True, True, False, False]


def test_a_course_that_is_over_is_not_shown() -> None:
    assert "past-course" not in ids(search("blazer").results)
    before = find_services(TOWN, Query("blazer"), near=None, now=datetime(2026, 4, 1, tzinfo=UTC))
    assert "past-course" in ids(before.results)
    after_midnight = find_services(TOWN, Query("blazer"), near=None, now=datetime(2026, 5, 1, 23, 30, tzinfo=UTC))
    assert "past-course" not in ids(after_midnight.results)


def test_danger_puts_its_own_line_first() -> None:
    first = search("he hits me").results[0]
    assert first.service.id == "helpline"
    assert Reason(Why.NEED, "abuse") in first.why


def test_an_age_in_the_words_prefers_what_fits_it() -> None:
    found = search("something for my 13 year old, songs toys pool music")
    assert found.understood.ages == (Age.of_years(13),)
    assert ids(found.results)[0] == "teens"
    assert ids(search("something for my 3 year old, songs toys pool music").results)[0] == "toddlers"


def test_only_ways_on_that_yield_something_are_named() -> None:
    found = search(Query("baby massage", delivery=(Delivery.TEXT,), languages=("xx",)))
    assert found.total == 0
    assert found.forks == ()


def test_a_need_below_the_one_asked_for_is_a_reason() -> None:
    result = next(r for r in search(Query(needs=("school",))).results if r.service.id == "school-line")
    assert Reason(Why.NEED, "school-attendance") in result.why


def test_what_may_have_stopped_ranks_below_what_runs_and_fits_as_well_though_it_is_nearer() -> None:
    clubs = [
        service(
            name,
            "Chess",
            "Chess club.",
            "wellbeing",
            "northtown",
            service_at_locations=(at("Hall", away),),
            status=status,
        )
        for name, away, status in (("runs", 5.0, Status.ACTIVE), ("stopped", 0.1, Status.UNCONFIRMED))
    ]
    index = build_index(
        replace(CATALOGUE, services={each.id: each for each in (*SERVICES, *clubs)}),
        locale="en",
        translate=str,
        folder=None,
    )
    for near in (NORTHTOWN, None):
        assert ids(search("chess", near, index).results) == ["runs", "stopped"]


@pytest.mark.parametrize("words", ["12 year old", "what is there for my 12 year old", "things for 12 year olds"])
def test_an_age_alone_shows_everything_for_it_what_is_known_to_be_first(words: str) -> None:
    found = search(words)
    shown = ids(found.elsewhere)
    assert "baby-massage" not in shown
    assert {"teens", "speech", "debt-line", "adults"} <= set(shown)
    assert shown.index("teens") < shown.index("debt-line")
    assert found.danger == ()


def test_a_place_alone_shows_everything_that_serves_it() -> None:
    southtown = search("", SOUTHTOWN).total
    assert search("southtown").total == southtown
    assert {"east-club", "debt-line"} <= set(ids(search("is there anything in millgate").results))


def test_the_name_of_a_place_hides_nothing_that_fits() -> None:
    fitting = set(ids(search("debt", SOUTHTOWN).results))
    assert fitting
    assert fitting <= set(ids(search("debt southtown").results))


def test_a_district_on_a_border_stands_for_each_of_its_councils() -> None:
    border = PlaceWord("NT9", "", point=Point(53.45, -2.95), candidates=("northtown", "southtown"))
    index = build_index(CATALOGUE, locale="en", translate=str, folder=None, places=(border,))
    found = search("school refusal nt9", index=index)
    assert found.understood.place == border
    assert {"north-attendance", "south-attendance"} <= set(ids(found.results))
