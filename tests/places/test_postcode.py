from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.places.lookalikes import repair
from portal.places.postcode import (
    District,
    Postcode,
    PostcodeError,
    PostcodeFault,
    PostcodeKind,
    Sector,
    parse_place_text,
)
from portal.places.postcode_areas import AREAS, DIVIDED_DISTRICTS, INWARD_LETTERS, OVERSEAS

numbered = st.builds("{}{}".format, st.sampled_from(sorted(AREAS)), st.integers(1, 99))
divided = st.sampled_from([district + letter for district, letters in DIVIDED_DISTRICTS.items() for letter in letters])
letters = st.sampled_from(sorted(INWARD_LETTERS))
postcodes = st.builds("{} {}{}{}".format, numbered | divided, st.integers(0, 9), letters, letters)


@given(postcodes)
def test_every_postcode_reads_as_itself(text: str) -> None:
    code = Postcode.parse(text)
    assert (code.text, code.repaired) == (text, False)
    assert code.district == text.split(" ", maxsplit=1)[0]
    assert code.sector == text[:-2]


@given(postcodes, st.sampled_from(["", " ", "  ", "-", ".", "\n", " - ", "\u00a0", "\u2013"]))
def test_space_case_and_marks_do_not_matter(text: str, gap: str) -> None:
    assert Postcode.parse(f" {text.lower().replace(' ', gap)}. ").text == text


@given(postcodes)
def test_full_width_letters_read_as_plain_ones(text: str) -> None:
    wide = "".join(chr(ord(char) + 0xFEE0) if char != " " else "\u3000" for char in text)
    assert Postcode.parse(wide).text == text


@given(postcodes, st.sampled_from(["{}, Bootle", "12 High Street\n{}", "I live at {} with my son", "({})"]))
def test_a_postcode_is_found_in_what_people_paste(text: str, around: str) -> None:
    code = Postcode.parse(around.format(text))
    assert (code.text, code.repaired) == (text, False)


@given(st.text(max_size=40))
def test_anything_typed_is_refused_or_read_as_what_reads_as_itself(text: str) -> None:
    with suppress(PostcodeError):
        code = parse_place_text(text)
        assert parse_place_text(code.text) == code


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ ,.-'", max_size=40).filter(lambda text: not text.endswith(" 1ZZ")))
def test_words_without_a_figure_are_no_postcode(text: str) -> None:
    with pytest.raises(PostcodeError):
        Postcode.parse(text)


@given(postcodes)
def test_a_repair_is_always_a_postcode_that_looks_alike(text: str) -> None:
    typed = text.replace(" ", "").replace("0", "O")
    meant = repair(typed, most=3)
    assert meant is None or Postcode.parse(" ".join(meant)).text == " ".join(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("L2O 4AA", "L20 4AA"),
        ("L2O OAA", "L20 0AA"),
        ("LI5 8JQ", "L15 8JQ"),
        ("L1S 4AA", "L15 4AA"),
        ("I20 4AA", "L20 4AA"),
        ("120 4AA", "L20 4AA"),
        ("PR8 IAA", "PR8 1AA"),
        ("L3Z 1AA", "L32 1AA"),
        ("L20 4A8", "L20 4AB"),
        ("5O1 1AA", "SO1 1AA"),
        ("L2O 4AA, Bootle", "L20 4AA"),
        ("12 High Street, Bootle L2O 4AA", "L20 4AA"),
    ],
)
def test_look_alikes_are_repaired_and_flagged(typed: str, meant: str) -> None:
    code = Postcode.parse(typed)
    assert (code.text, code.repaired, code.typed) == (meant, True, typed)


@pytest.mark.parametrize(
    ("typed", "text", "kind"),
    [
        ("gir0aa", "GIR 0AA", PostcodeKind.NON_GEOGRAPHIC),
        ("BX1 1LT", "BX1 1LT", PostcodeKind.NON_GEOGRAPHIC),
        ("bfpo801", "BFPO 801", PostcodeKind.FORCES),
        ("BFPO c/o 57", "BFPO 57", PostcodeKind.FORCES),
        ("BF1 0AA", "BF1 0AA", PostcodeKind.FORCES),
        ("JE2 3AB", "JE2 3AB", PostcodeKind.CROWN_DEPENDENCY),
        ("gx11 1aa", "GX11 1AA", PostcodeKind.OVERSEAS),
        ("L20 4AA", "L20 4AA", PostcodeKind.STANDARD),
        *[(each, each, PostcodeKind.OVERSEAS) for each in sorted(OVERSEAS)],
    ],
)
def test_special_codes_have_their_kind(typed: str, text: str, kind: PostcodeKind) -> None:
    code = Postcode.parse(typed)
    assert (code.text, code.kind) == (text, kind)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", PostcodeFault.EMPTY),
        (" \n", PostcodeFault.EMPTY),
        ("!!!", PostcodeFault.NOT_A_POSTCODE),
        ("Bootle", PostcodeFault.NOT_A_POSTCODE),
        ("BILLS", PostcodeFault.NOT_A_POSTCODE),
        ("QA1 1AA", PostcodeFault.NOT_A_POSTCODE),
        ("XX1 1AA", PostcodeFault.NOT_A_POSTCODE),
        ("L0 1AA", PostcodeFault.NOT_A_POSTCODE),
        ("L01 1AA", PostcodeFault.NOT_A_POSTCODE),
        ("E1A 1AA", PostcodeFault.NOT_A_POSTCODE),
        ("0151 934 4013", PostcodeFault.NOT_A_POSTCODE),
        ("flat 1 2nd floor", PostcodeFault.NOT_A_POSTCODE),
        ("L20 4CA", PostcodeFault.PARTIAL),
        ("L20", PostcodeFault.PARTIAL),
        ("L11 1A", PostcodeFault.PARTIAL),
        ("L20 4AA L1 8JQ", PostcodeFault.SEVERAL),
        ("L20 or L21", PostcodeFault.SEVERAL),
        ("L" * 301, PostcodeFault.TOO_LONG),
    ],
)
def test_what_is_no_postcode_says_why(typed: str, code: PostcodeFault) -> None:
    with pytest.raises(PostcodeError) as caught:
        Postcode.parse(typed)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("typed", "part"),
    [
        ("L20", District("L20")),
        ("l 20", District("L20")),
        ("Bootle L20", District("L20")),
        ("SW1A", District("SW1A")),
        ("PR8", District("PR8")),
        ("L2O", District("L20")),
        ("L2 0", Sector("L2 0")),
        ("L20 4", Sector("L20 4")),
        ("L204", Sector("L20 4")),
        ("L 20 4", Sector("L20 4")),
        ("L20 4A", Sector("L20 4")),
        ("L11 1A", Sector("L11 1")),
        ("L20 4, Bootle", Sector("L20 4")),
    ],
)
def test_the_beginning_of_a_postcode_is_a_district_or_sector(typed: str, part: District | Sector) -> None:
    assert parse_place_text(typed) == part
    assert part.district == part.text.split(" ", maxsplit=1)[0]


def test_an_error_never_repeats_what_was_typed() -> None:
    with pytest.raises(PostcodeError) as caught:
        Postcode.parse("Ann Other, 0151 496 0000")
    assert str(caught.value) == "not_a_postcode"


def test_arabic_figures_and_invisible_marks_are_understood() -> None:
    assert Postcode.parse("\u200fL\u0662\u0660 \u0664AA\u200b").text == "L20 4AA"
