"""What must hold of a translation, so that none can break a page or mislead a family."""

import re
from collections.abc import Iterator

from babel.messages.catalog import Catalog, Message

from portal.catalogue.extract import CONTEXT
from portal.commands.translation_files import forms

_PLACE = re.compile(r"%\((\w+)\)[a-z]")
_PERCENT = re.compile(r"%(?!\(\w+\)[sd]|%)")
_LONG_NUMBER = re.compile(r"\d{3,}")  # smaller ones may be written as words
_TAG = re.compile(r"</?\w+[^>]*>")


def mistakes(message: Message, catalog: Catalog) -> Iterator[str]:
    """Yield what is wrong with the translation of one text, in words; nothing where it is not translated."""
    texts = forms(message)
    if message.pluralizable and texts and len(texts) != catalog.num_plurals:
        yield f"{len(texts)} of the {catalog.num_plurals} plural forms are filled in"
    for text in texts:
        yield from _mistakes_of_a_form(message, text)


def _mistakes_of_a_form(message: Message, text: str) -> Iterator[str]:
    english = message.id if isinstance(message.id, str) else message.id[-1]
    wanted, written = set(_PLACE.findall(english)), set(_PLACE.findall(text))
    for name in sorted(written - wanted):
        yield f"there is no %({name})s in the English"
    for name in sorted(wanted - written if not message.pluralizable else ()):
        yield f"%({name})s of the English is missing"
    if message.context != CONTEXT and _PERCENT.search(text):
        yield 'a percent sign breaks the page: write "per cent" in words'
    if message.context == CONTEXT and sorted(_LONG_NUMBER.findall(english)) != sorted(_LONG_NUMBER.findall(text)):
        yield "the numbers differ from the English: telephone numbers and years must be the same, in digits 0 to 9"
    if tag := _TAG.search(text):
        yield f"no markup here: {tag[0]}"
