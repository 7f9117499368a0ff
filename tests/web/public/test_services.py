"""The page of one service: everything known, what is not known, nothing that endangers."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from portal.catalogue.for_workers import Choice, find_for_workers
from portal.catalogue.models import Catalogue, PublicFunds
from tests.page import text_of
from tests.page_client import PageClient
from tests.web.public.results import all_cards, cards_of, stand_in

POSTCODE = re.compile(r"\bL\d{1,2} \d[A-Z]{2}\b")


def test_a_service_says_all_that_is_known(reader: PageClient) -> None:
    page = reader.get("/en/services/library-knowsley-kirkby")
    for words in ("Free", "All ages", "Knowsley", "Just turn up", "in person", "Monday", "Last checked on"):
        assert words in page.text
    assert "We put this together from public pages. The people who run it have not checked it." in page.text


def test_every_number_can_be_rung_by_one_tap(reader: PageClient, catalogue: Catalogue) -> None:
    for service in [each for each in catalogue.services.values() if each.phones][:40]:
        page = reader.get(f"/en/services/{service.id}")
        for phone in service.phones:
            assert page.links()[f"Ring {phone.number}"] == f"tel:{phone.dialled}"


def test_every_service_has_a_page(reader: PageClient, catalogue: Catalogue) -> None:
    for service in catalogue.services.values():
        page = reader.get(f"/en/services/{service.id}")
        assert page.h1 == service.name
        assert service.description.split()[-1] in page.text


def test_what_is_not_known_is_a_question_never_free_or_for_all(reader: PageClient, catalogue: Catalogue) -> None:
    unknown = [each for each in catalogue.services.values() if each.cost == "ask" and not each.ages.is_known]
    assert unknown
    for service in unknown[:5]:
        page = reader.get(f"/en/services/{service.id}")
        assert "Ask about cost" in page.text
        assert "Ask about ages" in page.text


@pytest.mark.parametrize(
    ("public_funds", "words"),
    [
        (PublicFunds.YES, "Families with this on their visa can use it."),
        (PublicFunds.NO, "Families with this on their visa cannot use it."),
        (PublicFunds.ASK, ""),
    ],
)
def test_whoever_has_no_recourse_to_public_funds_reads_whether_they_can_use_it(
    public_app: Flask, public_funds: PublicFunds, words: str
) -> None:
    parts = public_app.extensions["parts"]
    services, first = dict(parts.catalogue.services), find_for_workers(parts.catalogue, Choice())[0]
    services[first] = replace(services[first], public_funds=public_funds)
    public_app.extensions["parts"] = replace(parts, catalogue=replace(parts.catalogue, services=services))
    client = PageClient(public_app)
    for path in (f"/en/services/{first}", "/en/working-with-families"):
        page = client.get(path).text
        assert words in page
        assert ("No recourse to public funds" in page) == bool(words)
    assert ("Words on some visas." in client.get(f"/en/services/{first}").text) == bool(words)


def test_what_may_have_stopped_says_so(reader: PageClient, catalogue: Catalogue) -> None:
    unsure = [each for each in catalogue.services.values() if each.status == "unconfirmed"]
    assert unsure
    for service in unsure:
        assert "Ask if it is still running." in reader.get(f"/en/services/{service.id}").text


def test_what_was_checked_long_ago_warns(reader: PageClient) -> None:
    assert "That is over a year ago: ask before you go." in reader.get("/en/services/library-sefton-bootle").text


def test_a_service_for_people_who_flee_shows_no_place_anywhere(family: PageClient, catalogue: Catalogue) -> None:
    stand_in(family, "L32 1AA")
    hidden = {each.id for each in catalogue.services.values() if each.is_address_withheld}
    assert hidden
    for service_id in hidden:
        page = family.get(f"/en/services/{service_id}")
        assert not POSTCODE.search(page.html)
        assert "mile" not in page.text
        assert "openstreetmap" not in page.html
        assert "Where it is" not in page.text
    for query in ("need=domestic-abuse", "need=sexual-violence", "q=he hits me"):
        for card in all_cards(family, f"/en/search?{query}"):
            if card.id in hidden:
                assert card.miles is None
                assert not POSTCODE.search(card.text)


def test_an_address_has_a_distance_and_a_map_that_is_only_a_link(family: PageClient) -> None:
    stand_in(family, "L20 4AA")
    page = family.get("/en/services/library-sefton-bootle")
    assert "less than a mile" in page.text
    link = page.links()["See it on a map (opens OpenStreetMap)"]
    assert link == "https://www.openstreetmap.org/search?query=L20%203EN"


def test_another_councils_service_says_so_and_leads_back(family: PageClient) -> None:
    stand_in(family, "L32 1AA")
    page = family.get("/en/services/library-sefton-bootle")
    assert "This is for families in Sefton, not where you live." in page.text
    assert page.links()["See what there is for you"] == "/en/needs/reading"
    assert "not where you live" not in family.get("/en/services/library-knowsley-kirkby").text


def test_a_council_team_offers_to_help_only_where_it_can(reader: PageClient, catalogue: Catalogue) -> None:
    everything = catalogue.services.values()
    for kind in ("is_address_withheld", "is_crisis", "is_national"):
        for service in [each for each in everything if getattr(each, kind)][:10]:
            assert "Ask us to help you" not in reader.get(f"/en/services/{service.id}").links(), service.id
    offer = reader.get("/en/services/sefton-in-mind").links()["Ask us to help you"]
    assert offer == "/en/ask/?service=sefton-in-mind"


def test_a_need_shows_its_help_and_what_could_not_be_confirmed(reader: PageClient, catalogue: Catalogue) -> None:
    for need in catalogue.needs.values():
        page = reader.get(f"/en/needs/{need.id}")
        assert page.h1 == need.name
        assert text_of(page.main).count(need.unconfirmed) == bool(need.unconfirmed) or not need.unconfirmed
        for nearest in need.nearest:
            assert catalogue.services[nearest].name in page.links()
        assert cards_of(page) or need.unconfirmed


def test_all_topics_are_listed_with_how_many_services_there_are(reader: PageClient, catalogue: Catalogue) -> None:
    page = reader.get("/en/needs")
    for need in catalogue.needs.values():
        if not need.is_for_professionals:
            assert page.links()[need.name] == f"/en/needs/{need.id}"
    assert f"Financial support ({len(find_for_workers(catalogue, Choice('money')))})" in page.text


def test_a_needs_page_is_for_the_place_of_the_visit(family: PageClient, catalogue: Catalogue) -> None:
    stand_in(family, "L32 1AA")
    for card in all_cards(family, "/en/needs/money"):
        assert catalogue.services[card.id].serves("knowsley")


@pytest.mark.parametrize("path", ["/en/needs/money", "/en/needs/school"])
def test_a_search_begun_on_a_needs_page_keeps_the_need(reader: PageClient, path: str) -> None:
    answer = reader.submit(reader.get(path), {"q": "uniform"})
    assert f"need={path.rsplit('/', 1)[-1]}" in answer.location
