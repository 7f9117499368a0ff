"""Mark what stays English on a page in another language: names, and phrases without a translation or with a stale one.

Such a text may come to stand anywhere: between tags, in a title, in a choice's name, in an attribute, inside another
phrase. So where it is made it is only put between two code points that Unicode keeps for a program's own use, and once
the page is whole they become elements with `lang` and `dir` where elements may stand, and go where they may not.
"""

import re
from copy import copy
from functools import cache
from pathlib import Path

from babel.support import NullTranslations
from flask import Flask, Response, g

from portal.po_files import SOURCE_LOCALE, load_translations

_ENGLISH, _ENGLISH_END, _NAME, _NAME_END, _VALUE, _VALUE_END = map(chr, range(0xFDD0, 0xFDD6))
_MARK = re.compile("[\ufdd0-\ufdd5]|%EF%B7%9[0-5]")  # in an address they stand quoted
_FIRST_BYTES = "\ufdd0".encode()[:2]
_PLACE = re.compile(r"%\(\w+\)\w")
# A tag with its attributes, all of an element that holds no other, or a mark between tags.
_PIECE = re.compile(r"<(title|option|textarea|script)\b[^>]*>.*?</\1>|<[^>]*>|[\ufdd0-\ufdd5]", re.DOTALL)
_OPENING = re.compile(r"<\w+")
_TAGS = {
    _ENGLISH: '<span lang="en" dir="ltr">',
    _ENGLISH_END: "</span>",
    _NAME: '<bdi lang="en">',
    _NAME_END: "</bdi>",
    _VALUE_END: "</bdi>",
}


class _MarkedEnglish(NullTranslations):
    """What answers for a phrase that a language lacks: the English between marks, what is put into it marked as not."""

    def gettext(self, message: str) -> str:
        """Return the English, marked."""
        return f"{_ENGLISH}{_PLACE.sub(_as_value, message)}{_ENGLISH_END}"

    def ngettext(self, msgid1: str, msgid2: str, num: int) -> str:
        """Return the English for `num`, marked."""
        return self.gettext(msgid1 if num == 1 else msgid2)


@cache
def page_translations(locale: str, folder: Path | None) -> NullTranslations:
    """Return the translations of `locale` for pages, where what is missing or stale comes as marked English."""
    found = copy(load_translations(locale, folder))
    if locale != SOURCE_LOCALE:
        found.add_fallback(_MarkedEnglish())
    return found


def as_english(text: str) -> str:
    """Return a text without a translation, marked as what it is."""
    return f"{_ENGLISH}{text}{_ENGLISH_END}"


def as_name(name: str) -> str:
    """Return a name of ours as a piece of its own, marked as English on other pages: names are not translated."""
    return name if g.get("locale", SOURCE_LOCALE) == SOURCE_LOCALE else f"{_NAME}{name}{_NAME_END}"


def init_english(app: Flask) -> None:
    """Turn the marks of every answer into elements, or take them out."""

    @app.after_request
    def write_marks(response: Response) -> Response:
        kind = response.mimetype or ""
        if response.direct_passthrough or not kind.startswith(("text/", "application/json")):
            return response
        body = response.get_data()
        if _FIRST_BYTES in body or b"%EF%B7%9" in body:
            text = body.decode()
            response.set_data(write_elements(text, g.locale) if kind == "text/html" else _MARK.sub("", text))
        return response


def write_elements(page: str, locale: str) -> str:
    """Return a page in `locale` with elements in the place of marks."""
    value = f'<bdi lang="{locale}">'

    def write(piece: re.Match[str]) -> str:
        text = piece[0]
        if not text.startswith("<"):
            return _TAGS.get(text, value)
        if piece[1] and _ENGLISH in text and " dir=" not in text:  # no element may stand in it: it is marked as a whole
            text = _OPENING.sub(r'\g<0> lang="en" dir="ltr"', text, count=1)
        return _MARK.sub("", text)

    return _PIECE.sub(write, page)


def _as_value(place: re.Match[str]) -> str:
    return f"{_VALUE}{place[0]}{_VALUE_END}"
