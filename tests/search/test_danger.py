"""Danger is heard in everyday and in children's words; what is plainly ordinary brings up no panel."""

from collections.abc import Mapping

import pytest
import yaml

from portal.search.alike import Alike
from portal.search.danger import DangerWatch
from portal.search.index import Index
from portal.search.text import Stemmer, cut
from portal.search.vocabulary import Vocabulary
from tests.search.relevance import HERE, ask, build_shipped

CASES: Mapping[str, list[str]] = yaml.safe_load((HERE / "danger_cases.yaml").read_text("utf-8"))
ROWS = {
    "mum": ["mum", "mummy", "mam"],
    "dad": ["dad", "daddy"],
    "toddler": ["toddler"],
    "child": ["child", "son", "toddler"],
    "hit": ["hits", "smacks"],
    "want-to": ["want to", "wanna"],
    "ride": ["ride", "bus"],
}
PHRASES = (
    "dad hits",
    "hits my son",
    "he took my son and",
    "want to die",
    "being hurt",
    "no bus",
    "stalking",
    "knife",
    "hit me",
)
ORDINARY = ("toddler hits me", "bread knife", "dad hits the ride")


def is_noticed(text: str) -> bool:
    """Tell whether a made-up watch takes `text` for danger."""
    alike = Alike(Vocabulary(Stemmer("en")), ROWS, people=("mum", "dad", "toddler", "child"), ordinary=("ride",))
    return bool(DangerWatch(alike, [("danger", text) for text in PHRASES], ORDINARY).notice(cut(text)))


@pytest.fixture(scope="module")
def shipped() -> Index:
    return build_shipped()


@pytest.mark.parametrize("locale", ["en", "pl"])
def test_whoever_is_in_danger_sees_the_panel_on_every_page(shipped: Index, locale: str) -> None:
    index = shipped if locale == "en" else build_shipped(locale)
    assert len(CASES["alarm"]) >= 100
    assert [words for words in CASES["alarm"] if not ask(index, words).danger] == []


def test_ordinary_words_bring_up_no_panel(shipped: Index) -> None:
    assert len(CASES["calm"]) >= 100
    assert {words: found.danger for words in CASES["calm"] if (found := ask(shipped, words)).danger} == {}


@pytest.mark.parametrize(
    "text",
    [
        "daddy smacks mummy",
        "our dad hits me mam",
        "he smacks my toddler",
        "he hits my 2 year old",
        "hits my 14yo",
        "my 9 year old hits me",
        "i wanna die",
        "he is stalkin me",
        "my kid is being hurt",
        "he took my son and will not come back",
        "dad came at us with a bread knife, knife in hand",
    ],
)
def test_words_for_one_thing_stand_for_each_other(text: str) -> None:
    assert is_noticed(text)


@pytest.mark.parametrize(
    "text", ["toddler hits me", "my 2 year old smacks me", "dad hits the bus", "it hurt", "he took my son to school"]
)
def test_ordinary_phrases_and_halves_of_phrases_are_no_danger(text: str) -> None:
    assert not is_noticed(text)


@pytest.mark.parametrize(
    ("after", "is_danger"),
    [
        ("on me", True),
        ("at my son", True),
        ("against the wall", True),
        ("off his head", True),
        ("on purpose", True),
        ("and out", True),
        ("on the table", False),
        ("at my sons school", False),
        ("and fork", False),
        ("", False),
    ],
)
def test_an_ordinary_phrase_does_not_count_where_it_goes_on_as_something_done_to_somebody(
    after: str, is_danger: bool
) -> None:
    assert is_noticed(f"a bread knife {after}") is is_danger


def test_a_row_for_ordinary_phrases_widens_no_phrase_of_danger() -> None:
    assert is_noticed("there is no bus")
    assert not is_noticed("there is no ride")
