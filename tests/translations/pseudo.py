"""A language made up to see what escapes translation: every text stands between ⟦ and ⟧."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from portal.parts import Parts
from portal.po_files import language_name
from tests.page import Page
from tests.translations.messages import all_messages

LOCALE = "ja"  # Babel writes its dates and lists without a single Latin letter, so every Latin letter left is ours
READ_ALOUD = ("aria-label", "alt", "title", "placeholder")
UNSEEN = {"script", "style", "head"}
_SENTENCES = re.compile(r"(?<=[.!?])\s")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_WORD = re.compile(r"[A-Za-z]{2,}")
_SITE = re.compile(r"(?:https?://)?(?:[\w.-]+@)?[\w-]+(?:\.[\w-]+)+(?:/[\w/.-]*)?")  # of e-mail, too
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_CODE = re.compile(r"localhost/ ?\w+/ ?p/[A-Z0-9 -]+|\b[A-Z0-9]{3}(?:-[A-Z0-9]{3,4})+\b")  # packs and references
_NAMES = ("bdi", "code", "kbd")


def write_pseudo_language(folder: Path) -> None:
    """Write the made-up language's file; each sentence is marked, for cards show the first ones only."""
    catalog = Catalog(locale=LOCALE)
    for message in all_messages():
        text = message.id[-1] if isinstance(message.id, tuple) else message.id
        marked = " ".join(f"⟦{sentence}⟧" for sentence in _SENTENCES.split(text))
        catalog.add(message.id, (marked,) if message.pluralizable else marked, context=message.context)
    file = folder / LOCALE / "LC_MESSAGES" / "messages.po"
    file.parent.mkdir(parents=True)
    with file.open("wb") as out:
        write_po(out, catalog)


def escaped(page: Page, names: Iterable[str]) -> list[str]:
    """Return the words of a page that stand outside the marks; `names` and text marked as English may."""
    spoken = ["".join(_texts(page.tree)), *_attributes(page.tree), page.title]
    return [left for text in spoken for left in _outside(text, names)]


def names_of(parts: Parts) -> list[str]:
    """Return the names that no language changes: places, services, those who run them, and the site; longest first."""
    areas, catalogue = parts.areas, parts.catalogue
    names = {parts.settings.site_name, "GOV.UK", "OpenStreetMap", *map(language_name, parts.settings.locales)}
    names |= {name for council in areas.councils.values() for name in (council.name, council.area_name)}
    names |= {each.name for each in (*areas.localities.values(), *areas.hubs.values(), *catalogue.services.values())}
    names |= {each.name for each in catalogue.organizations.values()}
    return sorted(names, key=len, reverse=True)


def _texts(element: Element) -> Iterator[str]:
    if _is_unseen(element):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield f"{child.tail or ''}"
    yield " "


def _is_unseen(element: Element) -> bool:
    is_own_language = element.get("lang") not in {None, LOCALE}
    return not isinstance(element.tag, str) or element.tag in {*UNSEEN, *_NAMES} or is_own_language


def _attributes(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        yield from (element.get(name, "") for name in READ_ALOUD)


def _outside(text: str, names: Iterable[str]) -> list[str]:
    while (less := _MARKED.sub(" ", text)) != text:  # marks stand inside marks where a text takes up another
        text = less
    for name in names:
        text = text.replace(name, " ")
    text = _POSTCODE.sub(" ", _SITE.sub(" ", _CODE.sub(" ", text)))
    return [line for line in map(str.strip, text.splitlines()) if _WORD.search(line)]
