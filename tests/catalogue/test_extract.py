"""The catalogue's text goes to the translators with its real lines."""

from io import BytesIO

from babel.messages.extract import extract

from portal.catalogue.extract import extract_catalogue
from tests.catalogue.folders import HUB, NEEDS


def extracted(text: str) -> list[tuple[int, str, str | None]]:
    """Ask Babel as its command line does."""
    found = extract(extract_catalogue, BytesIO(text.encode()))
    return [(line, message, context) for line, message, _comments, context in found]


def test_a_services_shown_texts_are_found_but_not_its_name_nor_its_sources():
    text = (
        HUB
        + "  - description: A leaflet\n"
        + "accessibility: [step-free entrance]\neligibility_description: >-\n  All\n  ages.\n"
    )
    assert extracted(text) == [
        (3, "A place to go.", "catalogue"),
        (13, "Office hours", "catalogue"),
        (31, "step-free entrance", "catalogue"),
        (32, "All ages.", "catalogue"),
    ]


def test_a_needs_name_and_texts_are_found_but_not_the_words_people_type():
    found = extracted(NEEDS)
    assert (1 + 1, "Someone is not safe", "catalogue") in found
    assert (8, "When things are hard.", "catalogue") in found
    assert (15, "No course could be confirmed.", "catalogue") in found
    assert "struggling" not in [message for _, message, _ in found]


def test_the_names_of_neighbours_stay():
    assert extracted("- gss: E00000001\n  name: Southtown\n") == []


def test_a_file_that_cannot_be_read_gives_nothing():
    assert extracted("name: 'x\n") == []
