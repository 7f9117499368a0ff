"""Every text that can be translated, found in the source tree as `portal translations` finds it, and what is translated."""

from functools import cache

from babel.messages.catalog import Catalog, Message

from portal.commands import translation_files as files
from portal.commands.translation_texts import Part, find_texts, part_of, texts_of
from portal.resources import resource_dir

TRANSLATIONS = resource_dir("translations")


@cache
def extracted() -> Catalog:
    """Return every text with the files it stands in."""
    return find_texts(resource_dir("services_catalogue"))


def on_pages() -> list[Message]:
    """Return what families and teams read of both sites, the needs and the places; services are translated one by one."""
    return [message for message in texts_of(extracted()) if part_of(message) is not Part.SERVICES]


def all_messages() -> list[Message]:
    """Return every text."""
    return list(texts_of(extracted()))


def languages() -> list[str]:
    """Return the languages that have a file."""
    return files.languages(TRANSLATIONS)


@cache
def translations(locale: str) -> Catalog:
    """Return the file of `locale` as it is."""
    return files.read_language(TRANSLATIONS, locale)
