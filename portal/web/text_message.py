"""How many text messages a text needs: phones count by alphabet (3GPP TS 23.038 and 23.040)."""

from dataclasses import dataclass
from math import ceil

# The default alphabet, one unit each, and its extension, two units each.
_DEFAULT = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("^{}\\[~]|€\f")
_ONE, _EACH = {True: 160, False: 70}, {True: 153, False: 67}  # by whether the default alphabet is enough


@dataclass(frozen=True)
class TextSize:
    """A text's length: characters as people count, and the messages it is sent as."""

    characters: int
    messages: int
    is_default_alphabet: bool


def measure_text(text: str) -> TextSize:
    """Return how many messages `text` needs: one of 160 units, of 70 where a letter is outside the default alphabet."""
    is_default = set(text) <= _DEFAULT | _EXTENSION
    units = (
        sum(2 if letter in _EXTENSION else 1 for letter in text) if is_default else len(text.encode("utf-16-be")) // 2
    )
    messages = 1 if units <= _ONE[is_default] else ceil(units / _EACH[is_default])
    return TextSize(len(text), messages, is_default)
