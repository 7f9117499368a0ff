"""Phrases for needs are recognised in any order, with gaps and other names, in part or in full."""

import pytest

from portal.search.understanding.phrases import Match, PhraseBook
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut
from portal.search.words.vocabulary import Vocabulary

GROUPS = {"child": ["child", "son", "daughter", "our kid"], "no-money": ["no money", "skint", "nie mam pieniędzy"]}
PHRASES = (
    ("school", "child wont go school"),
    ("food", "food bank"),
    ("food", "no money for food"),
    ("sleep", "wont sleep"),
    ("reading", "help with reading at school"),
)
VOCABULARY = Vocabulary(Stemmer("en"), GROUPS)


def read_book(phrases: list[tuple[str, str]]) -> PhraseBook:
    return PhraseBook(VOCABULARY, [(topic, VOCABULARY.conceive(cut(text))) for topic, text in phrases])


BOOK = read_book(PHRASES)


def match(book: PhraseBook, words: str) -> list[Match]:
    """Return what `book` reads out of what was typed, surest first."""
    return book.match(VOCABULARY.conceive(cut(words)))


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("our kid just won't go to school", "school"),
        ("school is a place my daughter will not go", "school"),
        ("skint, need food", "food"),
        ("nie mam pieniedzy food", "food"),
        ("bank of food", "food"),
    ],
)
def test_a_need_is_recognised_in_any_order_with_gaps_and_other_names(words: str, topic: str) -> None:
    best = match(BOOK, words)[0]
    assert best.topic == topic
    assert best.is_whole


def test_words_that_a_whole_phrase_explains_speak_of_nothing_else() -> None:
    book = read_book([("gangs", "selling drugs"), ("drugs", "drugs"), ("shops", "selling shoes")])
    assert [each.topic for each in match(book, "selling drugs")] == ["gangs"]
    assert {each.topic for each in match(book, "selling drugs and shoes")} == {"gangs", "shops"}
    assert [each.topic for each in match(book, "on drugs")] == ["drugs"]


@pytest.mark.parametrize("words", ["my son can go to school", "asleep", "a letter from the council"])
def test_without_the_not_or_most_of_its_words_it_is_not(words: str) -> None:
    assert not any(each.is_whole for each in match(BOOK, words))


def test_a_phrase_of_everyday_words_alone_needs_its_grammar() -> None:
    book = read_book([("despair", "cant go on"), ("school", "child wont go school")])
    assert [each.topic for each in match(book, "i cant go on")] == ["despair"]
    assert [each.topic for each in match(book, "my son wont go school")] == ["school"]


def test_words_far_apart_say_less_than_words_together() -> None:
    near = match(BOOK, "food bank")[0]
    far = match(BOOK, "food is dear since we moved from one street to another by the old savings bank")[0]
    assert near.strength > far.strength
    assert not far.is_whole


def test_a_word_that_alone_is_all_several_topics_say_needs_its_company() -> None:
    phrases = [
        ("abuse", "hurts me"),
        ("danger", "someone is hurting me"),
        ("crisis", "hurt someone"),
        ("feeding", "breastfeeding"),
    ]
    book = read_book(phrases)
    assert [each.topic for each in match(book, "he hurts me")] == ["abuse"]
    assert [each.topic for each in match(book, "breastfeeding hurts")] == ["feeding"]
    assert match(book, "school makes his head hurt") == []


def test_a_name_that_is_all_one_topic_says_needs_the_small_words_another_says_it_with() -> None:
    book = read_book(
        [("money", "skint"), ("separation", "no money with him"), ("families", "our kid"), ("play", "for a child")]
    )
    assert [each.topic for each in match(book, "skint this week")] == ["money"]
    assert "separation" in [each.topic for each in match(book, "no money with him")]
    assert [each.topic for each in match(book, "my son")] == ["families"]


def test_a_phrase_that_is_all_that_was_typed_leaves_no_doubt_though_others_hold_its_word() -> None:
    others = [(f"topic {number}", f"dla {word}") for number, word in enumerate(("roślin", "psów", "kotów", "ryb"))]
    book = read_book([("benefits", "dla"), ("clubs", "swim"), ("lessons", "swim"), *others])
    told = match(book, "dla")[0]
    assert (told.topic, told.strength) == ("benefits", 0.6)
    assert match(book, "dla butterflies")[0].strength < 0.6, "more was said than it"
    assert match(book, "swim")[0].strength < 0.6, "two topics have that phrase"
