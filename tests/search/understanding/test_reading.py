"""What is read out of words: needs in any order and in part, places, ways of giving help, stems in several scripts."""

import pytest

from portal.catalogue.models import Delivery
from portal.places.models import Basis, Council, FrontDoor, Hub, Locality, Point
from portal.search.models import Facet, PlaceWord
from portal.search.understanding.hints import read_hints
from portal.search.understanding.phrases import Match, PhraseBook
from portal.search.understanding.place_words import PlaceReader, gather_place_words
from portal.search.understanding.reading import choose_sure
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut
from portal.search.words.vocabulary import Vocabulary
from tests.search.town import make_areas

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


def test_place_words_come_from_councils_localities_hubs_and_districts() -> None:
    council = Council("north", "North Council", "Northtown", "E1", FrontDoor("1"))
    locality = Locality("east", "East Northtown", "north", Basis.CONFIRMED, "From Millgate to Tower Hill.", Point(1, 1))
    hub = Hub("hub", "Hub", "north", "east", "library", True, address="1 High Street, Seabank", point=Point(2, 2))
    reader = PlaceReader(gather_place_words(make_areas(council, locality, hub, district="NT1")))
    found = {name: reader.read(cut(f"help in {name} please")) for name in ("millgate", "Tower Hill", "seabank", "nt1")}
    assert all(word and word.council == "north" for word in found.values())
    assert found["Tower Hill"] is not None
    assert found["Tower Hill"].locality == "east"
    assert reader.read(cut("from the start")) is None


def test_a_name_in_two_councils_names_neither_but_a_councils_own_name_wins() -> None:
    words = (PlaceWord("Northtown", "north"), PlaceWord("Ford", "north", "a"), PlaceWord("Ford", "south", "b"))
    reader = PlaceReader((*words, PlaceWord("Northtown", "south", "c")))
    assert reader.read(["ford"]) is None
    assert reader.read(["northtown"]) == words[0]


def test_hints_prefer_ways_and_days() -> None:
    hints = read_hints(["free", "online", "club", "on", "saturday"])
    assert {(hint.facet, hint.value) for hint in hints} == {
        (Facet.FREE, "yes"),
        (Facet.DELIVERY, Delivery.ONLINE),
        (Facet.DAY, "SA"),
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He\u2019s WON\u2018T", ["hes", "wont"]),
        ("\u017bywno\u015b\u0107", ["zywnosc"]),
        ("\u56fe\u4e66\u9986 kids", ["\u56fe", "\u4e66", "\u9986", "kids"]),
        ("\u0645\u06cc\u200c\u0632\u0646\u062f", ["\u0645\u064a\u0632\u0646\u062f"]),
        # Kurdish, whose letters an Arabic keyboard does not have
        ("\u06a9\u0648\u0695\u06d5\u06a9\u06d5\u0645", ["\u0643\u0648\u0631\u0647\u0643\u0647\u0645"]),
        ("খাবার নেই।", ["খাবার", "নেই"]),
        ("घर में खाना नहीं", ["घर", "में", "खाना", "नहीं"]),
    ],
)
def test_words_are_folded_alike_in_every_script(text: str, words: list[str]) -> None:
    assert cut(text) == words


def test_stems_join_forms_of_a_word_in_latin_and_arabic_letters() -> None:
    english, arabic = Stemmer("en"), Stemmer("ar")
    assert english("schools") == english("school")
    assert arabic("\u0627\u0644\u0645\u062f\u0631\u0633\u0647") == arabic("\u0645\u062f\u0631\u0633\u0647")
    assert Stemmer("es")("uniformes") == Stemmer("es")("uniforme")


@pytest.mark.parametrize(
    "forms",
    ["школа школи школу школою", "дитина дитину дитини", "училище училището", "долги долгов", "ছেলে ছেলের ছেলেকে"],
)
def test_forms_of_a_word_in_other_letters_have_one_stem(forms: str) -> None:
    assert len({Stemmer("en")(word) for word in cut(forms)}) == 1


def test_only_needs_nearly_as_sure_as_the_best_are_meant() -> None:
    needs = (
        Match("a", 0.8, is_whole=True),
        Match("b", 0.65, is_whole=True),
        Match("c", 0.55),
        Match("d", 0.55, is_whole=True),
        Match("e", 0.5),
    )
    assert [match.topic for match in choose_sure(needs)] == ["a", "b", "c"]
    assert [match.topic for match in choose_sure((Match("d", 0.35, is_whole=True),))] == ["d"]
    assert choose_sure((Match("c", 0.4),)) == ()


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
