"""Terms that cannot be avoided are explained, on a page of their own and where they stand."""

import pytest

from portal.catalogue.models import EasyWord
from tests.page import text_of
from tests.page_client import PageClient

SEND = EasyWord("send", "SEND", "Special needs.", ("SEND", "SEN"))
HEARD = [
    *("EHCP", "SENCO", "SENDIASS", "CAMHS", "MARAC", "IDVA", "DLA", "PIP", "kinship", "referral", "self-referral"),
    *("safeguarding", "consent", "reference", "hub", "refuge", "tribunal", "Universal Credit", "council tax"),
    *("front door", "locality team", "family hub", "social worker", "lead worker", "child protection", "child in need"),
]
REFERRAL = EasyWord("referral", "Referral", "A worker asks for you.", ("referral", "refer"))


@pytest.mark.parametrize(
    ("word", "text", "is_there"),
    [
        (SEND, "For children with SEND.", True),
        (SEND, "Send us an email.", False),
        (SEND, "They send a letter.", False),
        (SEND, "We do SENSORY play.", False),
        (REFERRAL, "Referral by a GP.", True),
        (REFERRAL, "You prefer to ring.", False),
    ],
)
def test_a_term_is_found_as_a_whole_word_and_in_its_capitals(word: EasyWord, text: str, is_there: bool) -> None:
    assert word.is_in(text) is is_there


def test_every_term_is_explained_on_one_page_that_each_page_links_to(reader: PageClient) -> None:
    page = reader.get("/en/easy-words")
    assert "Short for special educational needs" in page.text
    assert 'href="/en/easy-words"' in reader.get("/en/").html


@pytest.mark.parametrize("locale", ["en", "ar", "pl"])
def test_terms_that_families_hear_are_explained_in_every_language(reader: PageClient, locale: str) -> None:
    terms = " ".join(text_of(each).casefold() for each in reader.get(f"/{locale}/easy-words").main.iter("dl"))
    assert [each for each in HEARD if each.casefold() not in terms] == []


def test_a_place_explains_what_a_front_door_is(reader: PageClient) -> None:
    assert "The council team that you ring first" in _explained(reader, "/en/places/sefton")


def test_a_service_explains_the_terms_that_its_text_uses_and_no_other(reader: PageClient) -> None:
    explained = _explained(reader, "/en/services/ipsea")
    assert "SEND" in explained
    assert "Refuge" not in explained


def test_a_need_explains_the_terms_that_it_uses(reader: PageClient) -> None:
    assert "SEND" in _explained(reader, "/en/needs/send")
    assert _explained(reader, "/en/needs/gambling") == ""


def test_a_service_in_plain_words_explains_nothing(reader: PageClient) -> None:
    assert _explained(reader, "/en/services/childline") == ""


def _explained(reader: PageClient, path: str) -> str:
    found = [each for each in reader.get(path).main.iter("details") if "Hard words" in text_of(each)]
    return " ".join(map(text_of, found))
