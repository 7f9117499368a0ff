"""Colours: WCAG's own figures, and what a council is told about a colour that cannot be read."""

import pytest

from portal.colours import BLACK, WHITE, Colour, contrast, find_contrast_faults

SHIPPED = Colour.parse("#17494d"), Colour.parse("#ffd9a0")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#767676", "#ffffff", 4.54), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)],
)  # fmt: skip
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert round(contrast(Colour.parse(one), Colour.parse(other)), 2) == ratio
    assert contrast(Colour.parse(one), Colour.parse(other)) == contrast(Colour.parse(other), Colour.parse(one))


@pytest.mark.parametrize("text", ["teal", "#17494", "17494d", "#17494g", ""])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="like #17494d"):
        Colour.parse(text)


def test_the_shipped_colours_can_be_read() -> None:
    assert find_contrast_faults(*SHIPPED) == []


def test_a_colour_too_light_for_white_text_is_named_with_its_figure_and_a_darker_one() -> None:
    (fault,) = find_contrast_faults(Colour.parse("#5b9aa0"), WHITE)
    assert "PORTAL_COLOUR=#5b9aa0: text on it or in it has a contrast of 2.84 to 1" in fault
    assert "4.5 is needed" in fault
    wished = Colour.parse(fault.split("Choose ")[1][:7])
    assert contrast(wished, WHITE) > contrast(wished, wished.soft) >= 4.5


def test_an_accent_too_dark_for_dark_text_is_named_with_a_lighter_one() -> None:
    (fault,) = find_contrast_faults(SHIPPED[0], Colour.parse("#a05000"))
    assert "PORTAL_ACCENT_COLOUR=#a05000: dark text on it" in fault
    wished = Colour.parse(fault.split("Choose ")[1][:7])
    assert find_contrast_faults(BLACK, wished) == []


def test_an_accent_that_drowns_in_the_header_is_named() -> None:
    (fault,) = find_contrast_faults(Colour.parse("#767676").mixed(BLACK, 0.15), Colour.parse("#8f9aa5"))
    assert "against PORTAL_COLOUR" in fault


@pytest.mark.parametrize("share", range(0, 101, 20))
def test_every_grey_gets_an_advice_that_passes(share: int) -> None:
    grey = WHITE.mixed(BLACK, share / 100)
    for fault in find_contrast_faults(grey, WHITE):
        if fault.startswith("PORTAL_COLOUR="):
            assert find_contrast_faults(Colour.parse(fault.split("Choose ")[1][:7]), WHITE) == []
