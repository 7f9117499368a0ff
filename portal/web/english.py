"""Mark what is not in the page's language: names, what people wrote, phrases without a translation or with a stale one.

Such a text may come to stand anywhere: between tags, in a title, in a choice's name, in an attribute, inside another
phrase. So where it is made it is only put between two code points that Unicode keeps for a program's own use, and once
the page is whole they become elements with `lang` and `dir` where elements may stand, and go where they may not.
"""

import re
from copy import copy
from functools import cache
from pathlib import Path

from babel.support import NullTranslations
from flask import Flask, Response, request

from portal.po_files import SOURCE_LOCALE, load_translations
from portal.web.here import held

_MARKS = tuple(map(chr, range(0xFDD0, 0xFDD8)))
_ENGLISH, _ENGLISH_END, _NAME, _NAME_END, _VALUE, _VALUE_END, _OWN, _OWN_END = _MARKS
_FIRST_BYTES = _ENGLISH.encode()[:2]  # of every mark, and of a few Arabic signs
_QUOTED = b"%EF%B7%9"  # how a mark begins in an address
_QUOTED_MARK = re.compile(rb"%EF%B7%9[0-7]")
_MARK = re.compile(rb"\xef\xb7[\x90-\x97]|" + _QUOTED_MARK.pattern)
_PLACE = re.compile(r"%\(\w+\)\w")
_HOLDS_TEXT_ONLY = re.compile(rb"<(?:title|option|textarea)\b")
_OPENS_ENGLISH = b'<span lang="en" dir="ltr">'
_OPENS_OWN = b'<bdi lang="">'  # nobody knows which language it is


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


def is_as_english(text: str) -> bool:
    """Tell whether a text of ours came as English, for want of a translation."""
    return text.startswith(_ENGLISH)


def as_name(name: str) -> str:
    """Return a name of ours as a piece of its own, marked as English on other pages: names are not translated."""
    return name if held().get("locale", SOURCE_LOCALE) == SOURCE_LOCALE else f"{_NAME}{name}{_NAME_END}"


def as_written(text: str) -> str:
    """Return what a person wrote, such as their name, as a piece of a line of ours, in its own direction and language."""
    return f"{_OWN}{text}{_OWN_END}"


def init_english(app: Flask) -> None:
    """Turn the marks of every answer into elements, or take them out."""

    @app.after_request
    def write_marks(response: Response) -> Response:
        kind = response.mimetype or ""
        if response.direct_passthrough or not kind.startswith(("text/", "application/json")):
            return response
        body = response.get_data()
        # To look for one byte takes 0.4 us, for more of them 15 or 80: in an address of ours a mark stands beside others
        # that are not quoted, or else came with the request.
        if _FIRST_BYTES[0] in body or _QUOTED in request.query_string:
            response.set_data(
                write_elements(body, held().get("locale", SOURCE_LOCALE))
                if kind == "text/html"
                else _MARK.sub(b"", body)
            )
        return response


def write_elements(page: bytes, locale: str) -> bytes:
    """Return a page in `locale`, in UTF-8, with elements in the place of marks."""
    tags, written = _tags(locale), _Written()
    whole = _QUOTED_MARK.sub(b"", page) if _QUOTED in page else page
    start, *rest = whole.split(_FIRST_BYTES)  # a hundred times as fast as to look for each mark by a pattern
    written.add(start)
    for piece in rest:
        tag = tags.get(piece[0])
        if tag is None:
            written.add(_FIRST_BYTES + piece)
        else:
            written.add_tag(tag)
            written.add(piece[1:])
    return b"".join(written.pieces)


class _Written:
    """What is written of a page so far, and where its last tag begins."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []
        self._tag = 0, 0  # number of the piece, place in it
        self._is_in_tag = False

    def add(self, text: bytes) -> None:
        """Add a piece of the page as it is."""
        opens, closes = text.rfind(b"<"), text.rfind(b">")
        if opens >= 0:
            self._tag = len(self.pieces), opens
        if opens != closes:
            self._is_in_tag = opens > closes
        self.pieces.append(text)

    def add_tag(self, tag: bytes) -> None:
        """Add a tag, but none inside another; an element that holds text only is marked as English itself."""
        if self._is_in_tag:
            return
        number, place = self._tag
        name = _HOLDS_TEXT_ONLY.match(self.pieces[number], place)
        if name is None:
            self.pieces.append(tag)
        elif tag == _OPENS_ENGLISH and b" dir=" not in b"".join(
            [self.pieces[number][place:], *self.pieces[number + 1 :]]
        ):
            text = self.pieces[number]
            self.pieces[number] = text[: name.end()] + b' lang="en" dir="ltr"' + text[name.end() :]


@cache
def _tags(locale: str) -> dict[int, bytes]:
    """Return the tag for each mark by its last byte."""
    value = f'<bdi lang="{locale}">'.encode()
    names = (_OPENS_ENGLISH, b"</span>", b'<bdi lang="en">', b"</bdi>", value, b"</bdi>", _OPENS_OWN, b"</bdi>")
    return {mark.encode()[2]: name for mark, name in zip(_MARKS, names, strict=True)}


def _as_value(place: re.Match[str]) -> str:
    return f"{_VALUE}{place[0]}{_VALUE_END}"
