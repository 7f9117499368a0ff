"""The crisis panel: the number that is answered at this hour, and the numbers of the place that was named."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.clock import StoppedClock
from tests.page_client import PageClient
from tests.web.public.results import live_in, stand_in

DAY, NIGHT = "0151 934 4013", "0151 934 3555"  # Sefton's front door


def panel_of(client: PageClient, words: str) -> str:
    page = client.get(f"/en/search?q={words}")
    (panel,) = page.tree.findall(".//section[@class='crisis']")
    return " ".join("".join(panel.itertext()).split())


def test_while_the_front_door_is_open_its_own_number_stands_alone(family: PageClient) -> None:
    stand_in(family, "L20 4AA")
    panel = panel_of(family, "he hits me")
    assert f"Worried about a child in Sefton: {DAY} Open now, until" in panel
    assert NIGHT not in panel


@pytest.mark.parametrize("words", ["he hits me", "my child is being abused"])
def test_when_it_is_shut_the_number_that_is_answered_comes_first(
    family: PageClient, clock: StoppedClock, words: str
) -> None:
    stand_in(family, "L20 4AA")
    clock.pass_time(hours=16)
    panel = panel_of(family, words)
    assert f"At night and at weekends: {NIGHT} {DAY} Closed now. Opens" in panel
    assert panel.count(DAY) == 1, "the door is no second time among the lines"
    assert panel.count(NIGHT) == 1, "nor is its team for the night"


def test_a_place_named_in_the_words_narrows_the_numbers(reader: PageClient) -> None:
    assert "Worried about a child in Knowsley" in panel_of(reader, "he hits me")
    panel = panel_of(reader, "he hits me bootle")
    assert "Worried about a child in Sefton" in panel
    assert "Knowsley" not in panel


def test_the_own_place_comes_before_a_named_one(family: PageClient) -> None:
    stand_in(family, "L32 1AA")
    assert "Worried about a child in Knowsley" in panel_of(family, "he hits me bootle")


def test_a_line_for_a_part_of_the_council_is_shown_to_its_families(public_app: Flask) -> None:
    parts = public_app.extensions["parts"]
    local = replace(parts.catalogue.services["mens-advice-line"], service_areas=("sefton-south",))
    catalogue = replace(parts.catalogue, services={**parts.catalogue.services, local.id: local})
    public_app.extensions["parts"] = replace(parts, catalogue=catalogue, _indexes={})
    for council, is_shown in (("sefton", True), ("liverpool", False)):
        family = PageClient(public_app)
        live_in(family, council)
        assert ("Men's Advice Line" in panel_of(family, "he hits me")) is is_shown


@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_writes_more_than_can_be_searched_for_sees_it_too(reader: PageClient, method: str) -> None:
    words = f"{'I do not know where to begin and I am so tired. ' * 5}he hits me"
    page = (
        reader.get(f"/en/search?q={words}", status=422)
        if method == "get"
        else reader.post("/en/search", {"q": words}, status=422)
    )
    assert page.errors == ["Use fewer words."]
    assert "National Domestic Abuse Helpline" in "".join(page.tree.find(".//section[@class='crisis']").itertext())


def in_sight_and_put_away(client: PageClient, words: str) -> tuple[set[str | None], set[str | None]]:
    panel = client.get(f"/en/search?q={words}").tree.find(".//section[@class='crisis']")
    (more,) = panel.iter("details")
    return {link.text for lines in panel.findall("ul") for link in lines.iter("a")}, {
        link.text for link in more.iter("a")
    }


@pytest.mark.parametrize(
    ("words", "first_lines", "later"),
    [
        ("my mum hits me", {"Childline", "National Domestic Abuse Helpline"}, "Men's Advice Line"),
        (
            "he hits me and i want to die",
            {"National Domestic Abuse Helpline", "NHS 111 - mental health option"},
            "Men's Advice Line",
        ),
    ],
)
def test_of_many_numbers_the_last_are_one_press_away_and_each_danger_has_its_first_in_sight(
    reader: PageClient, words: str, first_lines: set[str], later: str
) -> None:
    in_sight, put_away = in_sight_and_put_away(reader, words)
    assert first_lines <= in_sight
    assert later in put_away
    assert not in_sight & put_away


def test_few_numbers_all_stand_in_sight(reader: PageClient) -> None:
    panel = reader.get("/en/search?q=i want to die").tree.find(".//section[@class='crisis']")
    assert panel.find("details") is None
    assert "Childline" in "".join(panel.itertext())
