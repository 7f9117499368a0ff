"""Looking for help: words, need, ages, cost, how; each card; what to do when nothing fits."""

import pytest

from portal.catalogue.for_workers import Choice, find_for_workers
from portal.catalogue.models import Catalogue, Cost
from tests.page_client import PageClient
from tests.web.public.results import all_cards, cards_of


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("my son wont go school", {"not-fine-in-school", "define-fine"}),
        ("cant afford school uniform", {"uniform-hub-southport", "liverpool-six-uniform", "halewood-uni-wise"}),
        ("food bank", {"knowsley-foodbank", "south-sefton-foodbank"}),
    ],
)
def test_everyday_words_lead_to_help(reader: PageClient, words: str, expected: set[str]) -> None:
    page = reader.submit_and_follow(reader.get("/en/"), {"q": words})
    assert expected <= {card.id for card in cards_of(page)}
    assert page.main.find(".//input[@name='q']").get("value") == words


def test_words_stand_in_the_address_so_that_it_can_be_shared(reader: PageClient) -> None:
    answer = reader.submit(reader.get("/en/"), {"q": "food bank"})
    assert answer.location == "/en/search?q=food+bank"


def test_a_need_shows_its_services_and_those_of_the_needs_below_it(reader: PageClient, catalogue: Catalogue) -> None:
    shown = {card.id for card in all_cards(reader, "/en/search?need=money")}
    assert shown == set(find_for_workers(catalogue, Choice("money")))


def test_a_need_nobody_knows_is_no_filter(reader: PageClient, catalogue: Catalogue) -> None:
    assert f"{len(catalogue.services)} services" in reader.get("/en/search?need=nonsense").text


@pytest.mark.parametrize("age", ["3", "3, 9", "3 and 9", "18 months", "expecting", "7 years", "25", "٧"])
def test_an_age_as_people_write_it_is_understood(reader: PageClient, age: str) -> None:
    page = reader.get(f"/en/search?need=parenting&age={age}")
    assert page.errors == []
    assert cards_of(page)


def test_no_child_is_sent_to_what_is_for_others(reader: PageClient, catalogue: Catalogue) -> None:
    shown = {card.id for card in all_cards(reader, "/en/search?age=3")}
    for service in catalogue.services.values():
        if service.ages.minimum is not None and 3 < service.ages.minimum < 16:
            assert service.id not in shown


@pytest.mark.parametrize("age", ["nonsense", "99", "3, x", "-1"])
def test_an_age_that_cannot_be_read_is_asked_for_again_and_nothing_is_lost(reader: PageClient, age: str) -> None:
    page = reader.get(f"/en/search?q=bullying&age={age}&free=y", status=422)
    assert page.errors == ["Write an age like 7, 18 months or expecting."]
    assert page.main.find(".//input[@name='age']").get("value") == age
    assert page.main.find(".//input[@name='q']").get("value") == "bullying"
    assert page.main.find(".//input[@name='free']").get("checked") is not None
    assert page.main.find(".//details").get("open") is not None


@pytest.mark.parametrize("page", ["-3", "0", "999999999999999999999", "²", "x"])
def test_a_page_number_typed_by_hand_breaks_nothing(reader: PageClient, page: str) -> None:
    assert "services" in reader.get(f"/en/search?page={page}").text


def test_only_free_help_leaves_out_what_costs_and_what_nobody_knows_the_cost_of(
    reader: PageClient, catalogue: Catalogue
) -> None:
    shown = {card.id for card in all_cards(reader, "/en/search?free=y")}
    assert shown == {service.id for service in catalogue.services.values() if service.cost == Cost.FREE}
    assert "more may be free: ask about the cost." in reader.get("/en/search?free=y").text


def test_choices_say_beforehand_how_many_they_would_leave(reader: PageClient) -> None:
    page = reader.get("/en/search?q=bullying")
    labels = {label.get("for"): "".join(label.itertext()) for label in page.main.iter("label")}
    for name in ("free", "yourself", "how-0", "how-1", "how-2", "how-3", "how-4"):
        assert labels[name].endswith(")")
    count = int(labels["free"].split("(")[1].rstrip(")"))
    assert len(all_cards(reader, "/en/search?q=bullying&free=y")) == count
    assert "By text (none)" in labels.values()


def test_ways_of_giving_help_can_be_chosen_and_taken_away(reader: PageClient, catalogue: Catalogue) -> None:
    page = reader.submit_and_follow(reader.get("/en/search"), {"how": ["phone", "online"], "q": "school"})
    assert page.path == "/en/search?q=school&how=phone&how=online"
    for card in cards_of(page):
        assert {"phone", "online"} & set(catalogue.services[card.id].delivery)
    assert page.links()["Remove: by phone"] == "/en/search?q=school&how=online"


def test_a_way_nobody_knows_is_no_filter(reader: PageClient) -> None:
    assert cards_of(reader.get("/en/search?how=pigeon&q=school"))


@pytest.mark.parametrize("query", ["q=school", "need=parenting&age=3", "free=y"])
def test_each_card_says_what_a_family_must_know(reader: PageClient, catalogue: Catalogue, query: str) -> None:
    for card in cards_of(reader.get(f"/en/search?{query}")):
        service = catalogue.services[card.id]
        assert any(cost in card.tags for cost in ("Free", "Low cost", "You pay", "Ask about cost"))
        assert any(word in " ".join(card.tags) for word in ("Age", "All ages", "Bab", "From birth", "Ask about ages"))
        assert "Last checked:" in card.text
        assert "Shown because" in card.text or query == "free=y"
        doors = [catalogue.services[each] for each in service.ask_via if each in catalogue.services]
        assert bool(card.calls) == bool(service.phones or any(door.phones for door in doors))
        assert card.text.count(service.name) >= 1


def test_what_has_to_begin_with_a_baby_is_shown_for_babies_only(reader: PageClient) -> None:
    shown = {
        age: {card.id: card for card in all_cards(reader, f"/en/search?q=babs&age={age}")} for age in ("0", "1", "2")
    }
    for service in ("knowsley-babs", "sefton-babs"):
        assert [service in shown[age] for age in ("0", "1", "2")] == [True, False, False]
        assert "Babies under 1" in shown["0"][service].tags


def test_what_may_have_stopped_says_so_on_its_card(reader: PageClient, catalogue: Catalogue) -> None:
    unsure = [service for service in catalogue.services.values() if service.status == "unconfirmed"]
    assert unsure
    for service in unsure[:5]:
        cards = all_cards(reader, f"/en/search?need={service.needs[0]}")
        card = next(card for card in cards if card.id == service.id)
        assert "Ask if it is still running" in card.text


def test_pages_of_results_never_repeat_or_lose_a_service(reader: PageClient, catalogue: Catalogue) -> None:
    shown = [card.id for card in all_cards(reader, "/en/search")]
    assert len(shown) == len(set(shown)) == len(catalogue.services)


def test_when_nothing_fits_there_are_ways_on_with_how_many_they_lead_to(reader: PageClient) -> None:
    page = reader.get("/en/search?q=zzzqqq&free=y")
    assert "Nothing fits all of that" in page.text
    words, address = next((words, href) for words, href in page.links().items() if "without your words" in words)
    assert len(all_cards(reader, address)) == int(words.split()[1])
    assert {"Ask a person for help", "See your nearest hub and its hours", "Look through all topics"} <= set(
        page.links()
    )


def test_a_slip_of_spelling_is_mended_told_and_can_be_undone(reader: PageClient) -> None:
    page = reader.get("/en/search?q=brestfeeding")
    assert "Showing help for “breastfeeding”." in page.text
    undo = page.links()["Search for “brestfeeding” instead"]
    assert "Showing help for" not in reader.get(undo).text


@pytest.mark.parametrize("words", ["he hits me", "i want to die", "my dad touches me"])
def test_words_of_danger_put_whom_to_ring_above_everything(reader: PageClient, words: str) -> None:
    page = reader.get(f"/en/search?q={words}")
    assert page.text.startswith("In danger or feeling desperate? Ring now Danger now: 999")


def test_ordinary_words_bring_up_no_panel(reader: PageClient) -> None:
    assert "Ring now" not in reader.get("/en/search?q=food bank").text


def test_a_topic_read_out_of_the_words_is_offered_with_what_could_not_be_confirmed(
    reader: PageClient, catalogue: Catalogue
) -> None:
    page = reader.get("/en/search?q=rape support")
    assert page.links()[catalogue.needs["sexual-violence"].name] == "/en/needs/sexual-violence"
    assert catalogue.needs["sexual-violence"].unconfirmed[:60] in page.text


def test_an_age_read_out_of_the_words_can_be_chosen(reader: PageClient) -> None:
    page = reader.get("/en/search?q=my 3 year old has tantrums")
    assert page.links()["Only for age 3"] == "/en/search?q=my+3+year+old+has+tantrums&age=3"


def test_too_many_words_are_refused_with_a_way_to_mend(reader: PageClient) -> None:
    page = reader.submit(reader.get("/en/"), {"q": "help " * 60}, status=422)
    assert page.errors == ["Use fewer words."]


def test_what_is_typed_is_never_markup(reader: PageClient) -> None:
    page = reader.get('/en/search?q=<script>alert(1)</script>"onload="x')
    assert page.main.find(".//script") is None


def test_what_is_typed_makes_no_hole_in_the_page(reader: PageClient) -> None:
    plain, typed = (reader.get(f"/en/search?q=posnatal+depresion+{each}") for each in ("box", "%00box%00"))
    assert "Showing help for" in typed.text
    assert typed.html.count("<form") == plain.html.count("<form")


def test_a_search_from_another_site_is_refused(reader: PageClient) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    reader.post("/en/search", {"q": "food"}, headers=headers, status=400)
