"""Every text that can be translated, found where it stands, installed or in a checkout, and in which part it is."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_file
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.util import pathmatch

import portal
from portal.resources import resource_dir

CATALOGUE = "services_catalogue"
_PORTAL = Path(portal.__file__).parent
_KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(["_l", "pgettext:1c,2"])}


class Part(StrEnum):
    """Where a text stands: families read the first three, teams all."""

    INTERFACE = "interface"
    NEEDS = "needs and places"
    SERVICES = "services"
    STAFF = "staff site"


FOLDERS = {
    Part.SERVICES: (f"{CATALOGUE}/services/",),
    Part.NEEDS: (f"{CATALOGUE}/",),
    Part.STAFF: ("templates/staff/", "portal/web/staff/", "portal/web/labels/staff", "portal/web/labels/casework"),
}


def find_texts(catalogue: Path) -> Catalog:
    """Return the texts of pages, of mails and of the `catalogue` folder, each with the files and lines it stands in."""
    found = Catalog()
    with (_PORTAL / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]  # Babel left it without types
    for name, path in _files(catalogue):
        for pattern, method in methods:
            if pathmatch(pattern, name):
                for line, text, comments, context in extract_from_file(
                    method, path, _KEYWORDS, options=options[pattern]
                ):
                    found.add(text, None, [(name, line)], auto_comments=comments, context=context)
                break
    return found


def texts_of(catalog: Catalog) -> Iterator[Message]:
    """Yield the texts of a file, its header left out."""
    return (message for message in catalog if message.id)


def part_of(message: Message) -> Part:
    """Return the part a text belongs to; what also stands outside a folder counts as interface."""
    files = [file for file, _line in message.locations]
    return next(
        (part for part, folders in FOLDERS.items() if files and all(file.startswith(folders) for file in files)),
        Part.INTERFACE,
    )


def count_by_part(messages: Iterator[Message]) -> Counter[Part]:
    """Return how many texts each part has."""
    return Counter(map(part_of, messages))


def _files(catalogue: Path) -> Iterator[tuple[str, Path]]:
    """Yield every file by the name under which it stands in a checkout, and where it is."""
    for name, folder in (("portal", _PORTAL), ("templates", resource_dir("templates")), (CATALOGUE, catalogue)):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                yield f"{name}/{path.relative_to(folder).as_posix()}", path
