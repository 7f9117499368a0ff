"""Read needs, dangers, synonyms and easy words, one entry of a list each, and an organization's file."""

import re
from collections.abc import Iterable, Mapping

from portal.catalogue.models import Danger, EasyWord, Need, Organization, Sayings, Synonyms
from portal.catalogue.read_service import LONGEST_DESCRIPTION, LONGEST_NAME, read_short, read_sources
from portal.yaml_files import FieldReader

LOCALE = re.compile(r"[a-z]{2,3}(_[A-Za-z]{2,4})?")


def read_organization(reader: FieldReader, organization_id: str) -> Organization:
    """Read one organization; its id is the file's name."""
    reader.require("name")
    read_sources(reader)
    return Organization(
        id=organization_id,
        name=read_short(reader, "name", LONGEST_NAME),
        url=reader.url("url"),
        description=read_short(reader, "description", LONGEST_DESCRIPTION),
    )


def read_need(reader: FieldReader) -> Need:
    """Read one need of the taxonomy."""
    reader.require("id", "name")
    return Need(
        id=reader.text("id"),
        name=read_short(reader, "name", LONGEST_NAME),
        description=read_short(reader, "description", LONGEST_DESCRIPTION),
        parent_id=reader.text("parent_id") or None,
        is_door=reader.yes_no("is_door"),
        is_for_professionals=reader.yes_no("is_for_professionals"),
        unconfirmed=reader.text("unconfirmed"),
        nearest=reader.texts("nearest"),
        see_also=reader.texts("see_also"),
        dfe_terms=reader.texts("dfe_terms"),
        lga_ids=reader.texts("lga_ids"),
        words=_read_words(reader, "words"),
    )


def read_danger(reader: FieldReader) -> Danger:
    """Read one danger of the taxonomy."""
    is_unforeseen = reader.yes_no("is_unforeseen")
    reader.require("id", *(() if is_unforeseen else ("words",)), "crisis_lines")
    return Danger(
        id=reader.text("id"),
        words=_read_words(reader, "words"),
        ordinary=_read_words(reader, "ordinary"),
        crisis_lines=reader.texts("crisis_lines"),
        is_unforeseen=is_unforeseen,
    )


def read_synonyms(reader: FieldReader) -> Synonyms:
    """Read one row of everyday words for the same thing."""
    reader.require("id", "words")
    return Synonyms(reader.text("id"), is_audience=reader.yes_no("is_audience"), words=_read_words(reader, "words"))


def read_danger_names(reader: FieldReader) -> Synonyms:
    """Read one row of words that stand for each other in phrases of danger."""
    reader.require("id", "words")
    return Synonyms(
        reader.text("id"),
        is_audience=reader.yes_no("is_audience"),
        is_ordinary=reader.yes_no("is_ordinary"),
        words=_read_words(reader, "words"),
    )


def read_need_sayings(reader: FieldReader) -> Sayings:
    """Read the sentences people say of one need."""
    reader.require("id", "said")
    return Sayings(reader.text("id"), said=_read_sentences(reader, "said"))


def read_danger_sayings(reader: FieldReader) -> Sayings:
    """Read the sentences that tell of one danger, and ordinary ones that come near it."""
    reader.require("id")
    return Sayings(
        reader.text("id"), said=_read_sentences(reader, "said"), ordinary=_read_sentences(reader, "ordinary")
    )


def read_easy_word(reader: FieldReader) -> EasyWord:
    """Read one term and what it means."""
    reader.require("id", "name", "description")
    return EasyWord(
        id=reader.text("id"),
        name=read_short(reader, "name", LONGEST_NAME),
        description=read_short(reader, "description", LONGEST_DESCRIPTION),
        found_as=reader.texts("found_as"),
        services=reader.texts("services"),
        is_for_workers=reader.yes_no("is_for_workers"),
    )


def _read_words(reader: FieldReader, key: str) -> Mapping[str, tuple[str, ...]]:
    words = reader.texts_by_key(key)
    _check_locales(reader, key, words)
    return words


def _read_sentences(reader: FieldReader, key: str) -> Mapping[str, str]:
    """Read a block of text for each locale, one sentence a line: thousands of them, so none is a node of its own."""
    child = reader.child(key)
    blocks = {locale: child.lines(locale) for locale in child.keys} if child else {}
    _check_locales(reader, key, blocks)
    return blocks


def _check_locales(reader: FieldReader, key: str, locales: Iterable[str]) -> None:
    for locale in locales:
        if not LOCALE.fullmatch(locale):
            reader.fault(key, "locale", f'"{locale}" is not a language code.', "Write for example `en:` or `ar:`.")
