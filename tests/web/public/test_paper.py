"""Asking on paper, a slip to take along, words to say on the phone."""

from tests.page import text_of
from tests.page_client import PageClient
from tests.web.public.ask.journey import SEFTON, answer, begin
from tests.web.public.results import stand_in

RING_DETAILS = {"name": "Sam", "detail": "0151 496 0000"}


def test_the_paper_form_asks_what_the_pages_ask(family: PageClient) -> None:
    paper = family.get("/en/paper-form")
    page, asked = begin(family, "tell_more"), []
    for given in (
        {"asker": "parent"},
        {"postcode": SEFTON},
        {},
        {"worry": "x"},
        {},
        {},
        {"way": "phone"},
        RING_DETAILS,
    ):
        page = answer(family, page, given)
        asked += [text_of(each) for each in page.main.iter("legend") if page.path.endswith(("/15", "/17", "/18"))]
    assert len(asked) > 3
    assert [each for each in asked if each not in paper.text] == []
    for question in ("What is worrying you?", "Is it safe to leave a message?", "Which language do you want to speak?"):
        assert question in paper.text
    assert list(paper.main.iter("input")) == []


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
