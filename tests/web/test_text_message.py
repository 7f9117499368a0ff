import pytest

from portal.web.text_message import measure_text


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),  # two units each
        ("€" * 81, 2),
        ("ż" * 70, 1),
        ("ż" * 71, 2),
        ("م" * 134, 2),
        ("م" * 135, 3),
        ("😀" * 35, 1),  # two units each
        ("😀" * 36, 2),
        ("a" * 70 + "ł", 2),  # one letter outside the alphabet makes all of it long
    ],
)
def test_a_text_is_as_many_messages_as_a_phone_makes_of_it(text: str, messages: int) -> None:
    size = measure_text(text)
    assert (size.characters, size.messages) == (len(text), messages)
