"""Danger is heard in everyday and in children's words; what is plainly ordinary brings up no panel."""

from collections.abc import Mapping

import pytest
import yaml

from portal.search.index import Index
from portal.search.understanding.danger import DangerWatch, Lessons
from portal.search.understanding.danger_sense import DangerSense
from portal.search.understanding.danger_words import Alike, Token
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut
from portal.search.words.vocabulary import Vocabulary
from tests.search.relevance import HERE, ask, build_shipped, measure_danger

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
WHO = ("dad", "uncle", "brother", "grandad", "cousin", "lodger", "teacher", "coach", "neighbour", "man")
SMALL = ("toddler", "baby", "cat", "dog", "puppy", "kitten", "hamster", "rabbit", "ant", "beetle")
WHEN = (
    "at night",
    "in the dark",
    "when mum is out",
    "on my birthday",
    "while i sleep",
    "and wont go",
    "and locks the door",
)
WHERE = (
    "in the garden",
    "under tables",
    "with boxes",
    "on the swings",
    "all day long",
    "and then sleeps",
    "on rainy days",
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


@pytest.mark.parametrize(
    ("name", "most_missed", "most_alarmed"),
    [("unforeseen.yaml", 11, 4), ("plain_danger.yaml", 11, 6)],  # of 60 and 120; of 89 and 91
)
def test_most_danger_that_nobody_foresaw_is_heard_and_hardly_anything_calm_is_taken_for_it(
    shipped: Index, name: str, most_missed: int, most_alarmed: int
) -> None:
    missed, alarmed = measure_danger(shipped, name)
    assert len(missed) <= most_missed, missed
    assert len(alarmed) <= most_alarmed, alarmed


@pytest.mark.parametrize(
    "text",
    [
        "he followed me to my sisters and wouldnt go away",
        "me and my sister lock our door when hes been drinking",
        "my uncle wants me to keep a secret from mum",
    ],
)
def test_danger_heard_in_no_known_phrase_brings_up_the_panel_and_its_lines_among_the_results(
    shipped: Index, text: str
) -> None:
    found = ask(shipped, text)
    assert found.danger == ("unforeseen",)
    lines = shipped.catalogue.dangers["unforeseen"].crisis_lines
    assert {result.service.id for result in found.results[:3]} & set(lines)


def test_of_a_long_text_only_the_phrases_tell(shipped: Index) -> None:
    heard, calm = "me and my sister lock our door when hes been drinking", "we go to the park and the library "
    assert shipped.understanding.read(heard).danger == ("unforeseen",)
    assert shipped.understanding.read(calm * 2 + heard).danger == ()
    assert shipped.understanding.read(calm * 2 + "he hits me").danger == ("violence",)


@pytest.fixture(scope="module")
def learned() -> DangerWatch:
    """A made-up watch that learned from a hundred phrases about who creeps in when."""
    creeping = [f"{who} creeps in {when}" for who in WHO for when in WHEN]
    calm = [f"{who} plays {where}" for who in SMALL for where in WHERE]
    alike = Alike(Vocabulary(Stemmer("en")), {}, people=(), ordinary=())
    watch = DangerWatch(alike, [("creeping", text) for text in creeping], ["dad in the dark"])
    watch.learn(Lessons("other", alarming=creeping, calm=["dad in the dark"], topics=[calm]))()
    return watch


@pytest.mark.parametrize(
    ("text", "is_suspected"),
    [
        ("dad creeps in again", True),  # in no phrase, but its words are in those of danger
        ("toddler plays in here", False),
        ("dad in the dark", False),  # an ordinary phrase
        ("creeps in", False),  # too little to tell
        ("dad creeps in zilnic plimba serile", False),  # most of it in a language it was never told
    ],
)
def test_what_phrases_of_danger_and_calm_ones_teach_is_heard_in_other_sentences(
    learned: DangerWatch, text: str, is_suspected: bool
) -> None:
    assert learned.notice(cut(text)) == ()
    assert learned.suspect(cut(text)) == (("other",) if is_suspected else ())


def test_one_phrase_more_tips_hardly_any_sentence_about_something_else(shipped: Index) -> None:
    sayings = shipped.catalogue.danger_sayings.values()
    alarming = [_read(text) for each in sayings for text in each.all_said]
    calm = [_read(text) for each in sayings for text in each.all_ordinary]
    some, others = [each for each in alarming if len(each) % 3], [each for each in calm if len(each) % 3]
    before, after = DangerSense(some, others), DangerSense([*some, _read("my uncle creeps in at night")], others)
    heard = [each for each in (*alarming, *calm) if len(each) % 3 == 0]
    assert len([each for each in heard if before.is_alarmed(each) != after.is_alarmed(each)]) <= len(heard) // 200


def _read(text: str) -> list[Token]:
    return [Token((word,), word) for word in cut(text)]
