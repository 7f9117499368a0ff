"""Needs are read out of sentences that hold no phrase we know; a phrase that leaves no doubt stands alone."""

import pickle

import pytest

from portal.search.understanding.ages import read_ages
from portal.search.understanding.need_sense import NeedSense, learn_needs
from portal.search.understanding.needs import NeedReader, name_ages
from portal.search.understanding.phrases import Match
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut
from portal.search.words.vocabulary import Concept, Vocabulary

VOCABULARY = Vocabulary(Stemmer("en"))
OTHERS = [
    "sleep",
    "speech",
    "reading",
    "school",
    "bullying",
    "exclusion",
    "benefits",
    "work",
    "carers",
    "drugs",
    "gambling",
    "grief",
    "divorce",
    "prison",
]
PHRASES = (
    ("housing", "landlord wants us out"),
    ("housing", "eviction notice"),
    ("housing", "mould on the walls"),
    ("debt", "bailiffs at the door"),
    ("debt", "final demand letter"),
    ("food", "food bank voucher for the weekend"),
    ("play", "rope swings"),
    *zip(OTHERS, OTHERS, strict=True),
)
TOLD = (
    ("housing", "the agent sold our flat and we have to be gone by friday"),
    ("debt", "men came round for money i owe and took the telly"),
    ("food", "nothing in the cupboards till pay day"),
    ("food", "empty cupboards and hungry kids"),
    ("play", "somewhere for the lads to climb and swing"),
    ("sleep", "awake all night in the cot"),
    ("play", "climb trees"),
    ("play", "a wall to climb in the park"),
    ("play", "swing and climb in the park"),
)


def conceive(words: str) -> list[Concept]:
    return VOCABULARY.conceive(cut(words))


def read(words: str, *, where: tuple[str, ...] = ()) -> list[Match]:
    return NeedReader(VOCABULARY, PHRASES, TOLD).match(conceive(words), where=where)


@pytest.mark.parametrize(
    ("words", "need"),
    [
        ("they sold the flat and we must be gone", "housing"),
        ("owe money and they took everything", "debt"),
        ("hungry and the cupboards are bare", "food"),
        ("climbers in a park", "play"),  # by the start of the word
    ],
)
def test_a_sentence_without_any_phrase_is_understood_by_all_its_words(words: str, need: str) -> None:
    best = read(words)[0]
    assert best.topic == need
    assert not best.is_whole


def test_words_that_stand_together_say_more_than_each_alone() -> None:
    sense = learn_needs((need, conceive(text)) for need, text in (*PHRASES, ("play", "cup match day")))
    together, apart = (
        sense.weigh(conceive("cup match day")),
        sense.weigh(conceive("day of the cup of the match"), ("play",)),
    )
    assert together["play"] > apart["play"] > 0


def test_a_phrase_that_leaves_no_doubt_is_all_that_counts() -> None:
    sure = read("food bank voucher for the weekend and the flat")
    assert [match.topic for match in sure] == ["food"]
    assert sure[0].is_whole


def test_all_the_words_make_a_phrase_surer() -> None:
    alone = next(match for match in read("sleep") if match.topic == "sleep")
    more = next(match for match in read("no sleep and awake in the cot") if match.topic == "sleep")
    assert more.strength > alone.strength


@pytest.mark.parametrize("words", ["", "the and for", "zebra"])
def test_words_that_say_nothing_speak_of_no_need(words: str) -> None:
    assert read(words) == []


def test_the_name_of_a_place_speaks_of_no_need() -> None:
    assert read("climb and swing") != []
    assert read("climb and swing", where=("climb", "swing")) == []


def test_what_was_learned_is_the_same_after_it_was_kept() -> None:
    sense = learn_needs([(need, conceive(text)) for need, text in (*PHRASES, *TOLD)])
    buffers: list[pickle.PickleBuffer] = []
    kept = pickle.dumps(sense, protocol=5, buffer_callback=buffers.append)
    again: NeedSense = pickle.loads(kept, buffers=[bytes(each) for each in buffers])  # noqa: S301  written just now
    assert again.weigh(conceive("sold our flat")) == sense.weigh(conceive("sold our flat")) != {}


def test_an_age_in_a_phrase_means_all_children_called_so() -> None:
    reader = NeedReader(VOCABULARY, [*PHRASES, ("childcare", "free place for a 2 year old")])
    typed = "place for our three year old"
    found = reader.match(name_ages(conceive(typed), read_ages(cut(typed))))
    assert [match.topic for match in found[:1]] == ["childcare"]
