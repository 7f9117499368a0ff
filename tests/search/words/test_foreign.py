"""Forms of words in other languages are known by the words they begin like; what is right is never taken for one."""

import pytest

from portal.search.words.foreign import ForeignForms
from tests.search.relevance import ask, build_shipped


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("krediyi", "kredi"),
        ("isterijomis", "isterijos"),  # both ends differ
        ("kredi", "kredi"),
        ("kre", "kre"),
        ("kredensler", "kredensler"),  # too much follows
        ("migri", "migri"),  # too much of the known word is not there
        ("scoala", "scoala"),
        ("bebekten", "bebek"),  # the nearest of several
    ],
)
def test_a_form_is_known_by_how_it_begins(typed: str, meant: str) -> None:
    forms = ForeignForms(["kredi", "isterijos", "isterijamiau", "bebek", "bebeklik", "sko", "migrantams"])
    assert forms.find(typed) == meant


def test_forms_nobody_wrote_down_find_what_the_word_finds_and_english_words_mean_themselves() -> None:
    index = build_shipped()
    assert [each.service.id for each in ask(index, "borçlarınız").results][:3] == [
        each.service.id for each in ask(index, "borçlar").results
    ][:3]
    assert index.understanding.read("dormitory").needs == ()  # no form of "dormir"
