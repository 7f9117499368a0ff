"""Texts as they come out of `.po` files."""

from pathlib import Path

import pytest

from portal.po_files import is_reviewed, keep_order, translate_catalogue


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("(0800 1111)", "(0800\xa01111)"),
        ("116 123، ليلاً", "116\xa0123، ليلاً"),
        ("قل: “I need help now.” ثم", "قل: \u2066“I need help now.”\u2069 ثم"),
        ('قل: "I am 16." ثم', 'قل: \u2066"I am 16."\u2069 ثم'),
        ("قل: «I am 16.» ثم", "قل: «\u2066I am 16.\u2069» ثم"),
        ("أفراد LGBT+ الذين", "أفراد LGBT+\u200e الذين"),
        ("“%(words)s” من 16 إلى 17", "“%(words)s” من 16 إلى 17"),
        ("“Family Hub مركز”", "“Family Hub مركز”"),
        ("«%(words)s» من 16 إلى 17", "«%(words)s» من 16 إلى 17"),
    ],
)
def test_numbers_and_quoted_english_keep_their_order_in_a_text_from_right_to_left(text: str, kept: str) -> None:
    assert keep_order(text) == kept


def test_a_folder_where_a_language_belongs_leaves_the_english(tmp_path: Path) -> None:
    (tmp_path / "pl" / "LC_MESSAGES" / "messages.po").mkdir(parents=True)
    assert translate_catalogue("pl", "Ring us.", tmp_path) == ("Ring us.", False)
    assert not is_reviewed("pl", tmp_path)
