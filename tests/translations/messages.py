"""Every text that can be translated, found in the source tree as `pybabel extract` finds it, and what is translated."""

from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

import portal
from portal.catalogue.extract import CONTEXT
from portal.resources import resource_dir

ROOT = Path(portal.__file__).parents[1]
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(["_l", "pgettext:1c,2"])}
STAFF = ("templates/staff/", "portal/web/staff/", "portal/web/labels/staff")
SERVICES = "services_catalogue/services/"


@cache
def extracted() -> Catalog:
    """Return every text with the files it stands in."""
    with (ROOT / "portal" / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)
    found = Catalog()
    for file, line, message, comments, context in extract_from_dir(ROOT, methods, options, KEYWORDS):
        found.add(message, None, [(file.replace("\\", "/"), line)], auto_comments=comments, context=context)
    return found


def for_families() -> list[Message]:
    """Return what families read of the pages, the needs and the places; services are translated one by one."""
    return [message for message in extracted() if message.id and not _is_of(message, (*STAFF, SERVICES))]


def all_messages() -> list[Message]:
    """Return every text."""
    return [message for message in extracted() if message.id]


def languages() -> list[str]:
    """Return the languages that have a file."""
    return sorted(path.parts[-3] for path in resource_dir("translations").glob("*/LC_MESSAGES/messages.po"))


@cache
def translations(locale: str) -> Catalog:
    """Return the file of `locale` as it is."""
    with (resource_dir("translations") / locale / "LC_MESSAGES" / "messages.po").open("rb") as file:
        return read_po(file)


def forms(message: Message) -> tuple[str, ...]:
    """Return a translation's forms, one where there is no plural; none where it is not translated."""
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return tuple(str(text) for text in texts if text)


def is_of_the_catalogue(message: Message) -> bool:
    """Tell whether it is a text of the catalogue: no values are put into these."""
    return message.context == CONTEXT


def _is_of(message: Message, folders: tuple[str, ...]) -> bool:
    return all(file.startswith(folders) for file, _line in message.locations)
