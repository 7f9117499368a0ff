"""The catalogue as somebody who works with families looks through it."""

import pytest

from portal.catalogue.for_workers import Choice, find_for_workers
from portal.catalogue.models import Catalogue
from tests.page import Page
from tests.page_client import PageClient

PATH = "/en/working-with-families"


def ids_of(page: Page) -> list[str]:
    return [heading.get("href", "").rsplit("/", 1)[-1] for heading in page.main.findall(".//h3/a")]


def all_ids(reader: PageClient, query: str) -> list[str]:
    page, found = reader.get(f"{PATH}?{query}"), []
    while True:
        found += ids_of(page)
        if "Next page" not in page.links():
            return found
        page = reader.get(page.links()["Next page"])


def test_without_a_choice_every_service_is_there_once(reader: PageClient, catalogue: Catalogue) -> None:
    assert sorted(all_ids(reader, "")) == sorted(catalogue.services)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("level=4", lambda service: 4 in service.levels_of_need),
        ("route=professional", lambda service: service.application_process == "professional"),
        ("level=2&route=school", lambda s: 2 in s.levels_of_need and s.application_process == "school"),
        ("area=knowsley&level=3", lambda s: s.serves("knowsley") and 3 in s.levels_of_need),
    ],
)
def test_what_is_chosen_is_what_is_shown(reader: PageClient, catalogue: Catalogue, query: str, fits: object) -> None:
    wanted = sorted(service.id for service in catalogue.services.values() if fits(service))  # type: ignore[operator]
    assert wanted
    assert sorted(all_ids(reader, query)) == wanted


def test_a_topic_holds_those_below_it(reader: PageClient, catalogue: Catalogue) -> None:
    assert sorted(all_ids(reader, "need=school")) == sorted(find_for_workers(catalogue, Choice("school")))


def test_a_search_can_be_kept_as_an_address(reader: PageClient) -> None:
    page = reader.get(f"{PATH}?need=school&level=2&page=1")
    kept = page.tree.find(".//input[@id='address']")
    assert kept is not None
    again = reader.get(kept.get("value", "").removeprefix("http://localhost"))
    assert ids_of(again) == ids_of(page)
    assert reader.cookies() == []


@pytest.mark.parametrize(
    "query", ["level=9", "route=by-pigeon", "area=nowhere", "need=nothing", "page=x", "page=99999"]
)
def test_what_nobody_knows_is_not_chosen(reader: PageClient, query: str) -> None:
    assert ids_of(reader.get(f"{PATH}?{query}"))


def test_each_says_level_way_in_and_contact(reader: PageClient) -> None:
    page = reader.get(f"{PATH}?route=professional")
    assert page.text.count("A worker refers, if the family agrees") >= len(ids_of(page))
    assert page.text.count("Level of need") >= len(ids_of(page))


def test_a_topic_says_what_official_lists_call_it(reader: PageClient) -> None:
    page = reader.get(f"{PATH}?need=parenting").text
    assert "In the guide to the Family Hubs programme: Parenting support." in page
    assert "In the list of local government services: 831 and 175." in page
    assert "Family Hubs programme" not in reader.get(PATH).text


def test_every_way_to_get_in_touch_is_a_link(reader: PageClient, catalogue: Catalogue) -> None:
    links = reader.get(f"{PATH}?need=crisis").links()
    found = [catalogue.services[each] for each in find_for_workers(catalogue, Choice("crisis"))]
    ways = {f"sms:{each.text_to}" for each in found if each.text_to} | {
        f"mailto:{each.email}" for each in found if each.email
    }
    assert {way.partition(":")[0] for way in ways} == {"sms", "mailto"}
    assert ways <= set(links.values())


def test_workers_words_are_explained_with_where_to_find_them(reader: PageClient) -> None:
    page = reader.get(PATH)
    assert "Early Help Assessment" in page.text
    assert "/en/services/liverpool-ehat" in page.links().values()


def test_no_address_of_a_place_of_safety_is_shown(reader: PageClient, catalogue: Catalogue) -> None:
    page = reader.get(f"{PATH}?need=domestic-abuse")
    found = [catalogue.services[each] for each in find_for_workers(catalogue, Choice("domestic-abuse"))]
    withheld = [each for each in found if each.is_address_withheld]
    assert withheld
    for service in withheld:
        for place in service.service_at_locations:
            assert not place.location.address or place.location.address not in page.html
