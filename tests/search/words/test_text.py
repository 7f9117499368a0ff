"""What is written and what is typed are cut into the same words."""

import pytest

from portal.search.words.text import cut


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
