"""Read translations from `.po` files as they are: no compiled files to go stale."""

import hashlib
import io
import re
from functools import cache
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from portal.resources import resource_dir

SOURCE_LOCALE = "en"
_REVIEWED = re.compile(r"# X-Reviewed-By: \S")  # a comment: Babel's update drops headers that it does not know

# In a text that runs right to left: the groups of a number, quoted English, a sign behind English letters.
_KEPT_IN_ORDER = (
    (re.compile(r"(?<=\d) (?=\d)"), "\N{NO-BREAK SPACE}"),
    (
        re.compile(
            r"“[A-Za-z][^“”\u0590-\u08ff]*”|\"[A-Za-z][^\"\u0590-\u08ff]*\""
            r"|(?<=«)[A-Za-z][^«»\u0590-\u08ff]*(?=»)"  # angled marks turn by themselves: they stay outside
        ),
        "\N{LEFT-TO-RIGHT ISOLATE}\\g<0>\N{POP DIRECTIONAL ISOLATE}",
    ),
    (re.compile(r"(?<=[A-Za-z])\+"), "+\N{LEFT-TO-RIGHT MARK}"),
)

# Babel has language names in lower case, as they stand inside a sentence.
LANGUAGE_NAMES = {"en": "English", "ar": "العربية", "pl": "Polski", "cy": "Cymraeg", "ur": "اردو", "ro": "Română"}


@cache
def load_translations(locale: str, folder: Path | None = None) -> NullTranslations:
    """Return the translations of `locale`; stale (fuzzy) and missing entries answer the English.

    `folder` holds the languages, here as below; without it the ones shipped are taken.
    """
    path = po_path(locale, folder)
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        catalog = read_po(file, locale=locale)
    for message in list(catalog):
        if message.id and not _is_whole(message):
            catalog.delete(message.id, message.context)  # Babel would write the English as its translation
        elif message.id and text_direction(locale) == "rtl":
            message.string = _in_order(message)
    compiled = io.BytesIO()
    write_mo(compiled, catalog, use_fuzzy=False)
    compiled.seek(0)
    return Translations(compiled)


@cache
def is_reviewed(locale: str, folder: Path | None = None) -> bool:
    """Tell whether a speaker has reviewed `locale`: the comment at the top of its file names who."""
    if locale == SOURCE_LOCALE:
        return True
    path = po_path(locale, folder)
    return path.is_file() and any(_REVIEWED.match(line) for line in path.read_text(encoding="utf-8").splitlines()[:20])


def translate_catalogue(locale: str, text: str, folder: Path | None = None) -> tuple[str, bool]:
    """Return catalogue `text` in `locale`, and whether it is translated (else it is the English)."""
    translated = str(load_translations(locale, folder).pgettext("catalogue", text)) if text else text
    return translated, locale == SOURCE_LOCALE or translated != text


def hash_po(locale: str, folder: Path | None = None) -> str:
    """Return a hash of the file of `locale`, empty where there is none."""
    path = po_path(locale, folder)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@cache
def language_name(locale: str) -> str:
    """Return the language's name in itself."""
    return LANGUAGE_NAMES.get(locale) or (Locale.parse(locale).get_display_name() or locale).capitalize()


@cache
def text_direction(locale: str) -> str:
    """Return `ltr` or `rtl`."""
    return Locale.parse(locale).text_direction


def keep_order(text: str) -> str:
    """Return a text that runs right to left, in which the groups of a number and quoted English keep their own order.

    Else 0151 496 0000 reads 0000 496 0151, and the full stop of an English sentence stands before it (Unicode annex 9).
    """
    for pattern, kept in _KEPT_IN_ORDER:
        text = pattern.sub(kept, text)
    return text


def _in_order(message: Message) -> str | tuple[str, ...]:
    string = message.string
    return tuple(map(keep_order, string)) if isinstance(string, (tuple, list)) else keep_order(str(string))


def _is_whole(message: Message) -> bool:
    """Tell whether every form of a text is translated."""
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def po_path(locale: str, folder: Path | None = None) -> Path:
    """Return where the file of `locale` is."""
    return (folder or resource_dir("translations")) / locale / "LC_MESSAGES" / "messages.po"
