"""Asking on paper, a slip to take along, words to say on the phone."""

import pytest
from flask import Flask, g
from wtforms import HiddenField

from portal.referrals.asking.drafts import start_draft
from portal.referrals.models import MAY_MESSAGE
from portal.web.public.ask.forms_worry import ROWS
from portal.web.public.ask.steps import STEPS
from tests.clock import TUESDAY
from tests.page import text_of
from tests.page_client import PageClient
from tests.web.public.results import stand_in

# A border's councils hang on the postcode, short emails on a request sent here; the rest stands on paper in another way.
ELSEWHERE = {"council", "ring", "details"}
NOT_ON_PAPER = {MAY_MESSAGE, *(f"unit_{number}" for number in ROWS)}


def test_the_paper_form_asks_what_the_pages_ask(reader: PageClient, reader_app: Flask) -> None:
    paper, asked, ticked = reader.get("/en/paper-form"), [], []
    with reader_app.test_request_context("/en/paper-form"):
        g.locale = "en"
        for step in (each for each in STEPS if each.name not in ELSEWHERE):
            for field in step.build(start_draft(TUESDAY)):
                if field.name not in NOT_ON_PAPER and not isinstance(field, HiddenField):
                    asked.append(str(field.label.text))
                    ticked += [str(each.label) for each in field.iter_choices()] if field.name == "needs" else []
    assert len(asked) > 30
    assert [each for each in asked if each not in paper.text] == []
    assert len(ticked) > 10
    assert [each for each in ticked if each not in paper.text] == []
    assert list(paper.main.iter("input")) == []


def test_each_part_of_the_paper_form_stands_under_its_own_title(reader: PageClient) -> None:
    parts = {text_of(each.find(".//h2")): each for each in reader.get("/en/paper-form").main.iter("section")}
    tables = [title for title, part in parts.items() if part.find(".//table") is not None]
    assert tables == ["Who is at home"]
    assert "What name shall we use?" in text_of(parts["How to reach you"])
    assert "Number or address for the way you chose" in text_of(parts["How to reach you"])


def test_a_worker_can_lay_the_form_in_english_beside_one_in_another_language(reader: PageClient) -> None:
    forms = [reader.get(f"/{locale}/paper-form") for locale in ("en", "ar", "pl")]
    kinds = [[each.get("class") for each in form.main.iter() if "paper" in str(each.get("class"))] for form in forms]
    assert kinds[0] == kinds[1] == kinds[2]
    assert ["formularzu po angielsku" in form.text for form in forms] == [False, False, True]


def test_the_paper_form_says_where_to_hand_it_in_here(family: PageClient) -> None:
    assert "0151 934 4013" in family.get("/en/paper-form").text
    stand_in(family, "L32 1AA")
    page = family.get("/en/paper-form")
    assert "0151 934 4013" not in page.text
    assert "Knowsley" in page.text


def test_there_are_words_to_say_and_the_number_to_say_them_to(reader: PageClient) -> None:
    page = reader.get("/en/what-to-say")
    assert "I would like early help for my family" in page.text
    assert "I need an interpreter" in page.text
    assert "Ring 0151 934 4013" in page.text


@pytest.mark.parametrize(("locale", "language"), [("ar", "Arabic"), ("pl", "Polish")])
def test_what_to_say_stands_in_english_too_for_whoever_reads_it_out(
    reader: PageClient, locale: str, language: str
) -> None:
    said = reader.get(f"/{locale}/what-to-say").main.findall(".//ol[@class='say']/li")
    english = [text_of(each.find("p[@lang='en'][@dir='ltr']")) for each in said]
    assert english[1] == f"“I need an interpreter. My language is {language}.”"
    assert len(english) == len(set(english)) == 8
    assert [each for each in said if "“I " in (each.text or "")] == []


def test_in_english_it_stands_once_and_whoever_speaks_another_language_fills_in_which(reader: PageClient) -> None:
    page = reader.get("/en/what-to-say")
    assert "My language is …" in page.text
    assert page.text.count("I do not want to answer that") == 1


def test_a_slip_gives_number_and_times_and_no_name(reader: PageClient) -> None:
    page = reader.get("/en/services/nspcc-helpline/slip")
    slip = text_of(page.tree.find(".//*[@class='slip']"))
    assert "0808 800 5000" in slip
    assert "NSPCC" not in slip
    assert "child" not in slip.lower()
    reader.get("/en/services/nothing/slip", status=404)


def test_a_hubs_slip_says_where_and_when(reader: PageClient) -> None:
    page = reader.get("/en/places/sefton")
    links = [link for words, link in page.links().items() if words.startswith("A slip")]
    assert links
    slip = text_of(reader.get(links[0]).tree.find(".//*[@class='slip']"))
    assert "help" not in slip.lower()
    reader.get("/en/hubs/nothing/slip", status=404)


def test_the_start_of_asking_leads_to_both(reader: PageClient) -> None:
    links = reader.get("/en/ask/").links()
    assert links["What to say when you ring"] == "/en/what-to-say"
    assert links["Ask on paper instead"] == "/en/paper-form"
