"""Read, write and refresh the languages' `.po` files; the translation of English that has changed is kept, as stale."""

import io
from copy import deepcopy
from difflib import SequenceMatcher
from itertools import takewhile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from portal.commands.translation_texts import texts_of
from portal.po_files import po_path
from portal.whole_file import written_whole

UNREVIEWED = "X-Translation-State: not yet reviewed by a speaker"
BEFORE = "Before: "  # in front of the English that a stale translation was made of; a comment that editors show
_LIKE = 0.7  # share of the letters that make a text the successor of one that has gone


def languages(folder: Path) -> list[str]:
    """Return the languages that have a file in `folder`."""
    return sorted(path.parts[-3] for path in folder.glob("*/LC_MESSAGES/messages.po"))


def read_language(folder: Path, locale: str) -> Catalog:
    """Return the file of `locale` as it is. Raises `PoFileError` where it cannot be read."""
    return read_po_file(po_path(locale, folder), locale)


def read_po_file(path: Path, locale: str | None = None) -> Catalog:
    """Return one `.po` file. Raises `PoFileError` where it cannot be read."""
    with path.open("rb") as file:
        return read_po(file, locale=locale, abort_invalid=True)


def new_language(locale: str, texts: Catalog) -> Catalog:
    """Return the empty file of a language: every text, none translated."""
    catalog = Catalog(
        locale=locale,
        project="early-help-portal",
        version="0",
        language_team=locale,
        revision_date=texts.creation_date,
        fuzzy=False,
    )
    catalog.msgid_bugs_address = catalog.last_translator = ""
    catalog.header_comment = f"# {catalog.locale_identifier} translations of the Early Help portal.\n# {UNREVIEWED}"
    catalog.update(deepcopy(texts), no_fuzzy_matching=True)
    return catalog


def refresh(catalog: Catalog, texts: Catalog) -> None:
    """Bring a language up to date with `texts`: what is new is empty, what only changed is stale, what has gone goes."""
    # Babel puts the very messages of the one into the other; a copy keeps languages apart.
    catalog.update(deepcopy(texts), no_fuzzy_matching=True, update_creation_date=False)
    gone = [message for message in catalog.obsolete.values() if is_translated(message)]
    catalog.obsolete.clear()
    for message in texts_of(catalog):
        if not message.fuzzy:
            # A long one was wrapped when it was written: its further lines have to go, too.
            message.user_comments = list(takewhile(lambda line: not line.startswith(BEFORE), message.user_comments))
        if not forms(message):
            _take_over(message, gone)


def write_language(folder: Path, locale: str, catalog: Catalog) -> bool:
    """Write the file of `locale` by rename, so that it is whole at all times; tell whether anything changed."""
    path = po_path(locale, folder)
    text = write_text(catalog)
    if path.exists() and path.read_bytes() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path, is_private=False) as aside:
        aside.write_bytes(text)
    return True


def write_text(catalog: Catalog) -> bytes:
    """Return a file's bytes, in the order of the sources and without line numbers: small differences stay small."""
    out = io.BytesIO()
    write_po(out, catalog, width=0, sort_by_file=True, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def forms(message: Message) -> tuple[str, ...]:
    """Return a translation's forms, one where there is no plural; none where it is not translated."""
    texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(str(text) for text in texts if text)


def is_translated(message: Message) -> bool:
    """Tell whether a page shows the translation: there is one, and it is not stale."""
    return bool(forms(message)) and not message.fuzzy


def _take_over(message: Message, gone: list[Message]) -> None:
    """Keep the translation of the likest text that has gone, marked as stale."""
    likest = max(gone, key=lambda old: _likeness(old, message), default=None)
    if likest is None or _likeness(likest, message) < _LIKE:
        return
    message.string = likest.string
    message.flags.add("fuzzy")
    message.user_comments = [f"{BEFORE}{_english(likest)}"]


def _likeness(old: Message, new: Message) -> float:
    if old.pluralizable != new.pluralizable or old.context != new.context:
        return 0.0
    letters = SequenceMatcher(None, _english(old), _english(new), autojunk=False)
    return letters.ratio() if letters.real_quick_ratio() >= _LIKE and letters.quick_ratio() >= _LIKE else 0.0


def _english(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[-1]
    return " ".join(text.split())
