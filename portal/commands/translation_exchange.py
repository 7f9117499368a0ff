"""Hand texts to a translator and take them back: nothing that would break a page gets in, nothing good gets lost."""

from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass

from babel.messages.catalog import Catalog, Message

from portal.commands.translation_checks import mistakes
from portal.commands.translation_files import BEFORE, forms
from portal.commands.translation_texts import Part, part_of, texts_of

_CONTEXT = {
    Part.INTERFACE: "Pages that families read. Short and plain, as to a tired parent.",
    Part.NEEDS: "Needs and places, on pages that families read.",
    Part.SERVICES: "A service's own text. Keep every fact; names, numbers and addresses stay.",
    Part.STAFF: "Pages for workers at the council.",
}
_PLURAL = "One form for each group of numbers of your language; see Plural-Forms at the top."
_VALUES = "Keep %(name)s and the like as they are: a value stands there. No percent sign of your own."


@dataclass(frozen=True)
class Refused:
    """One entry of a returned file that was not taken: its line in that file, its English and why."""

    line: int
    english: str
    reason: str


@dataclass(frozen=True)
class Taken:
    """What came of a returned file."""

    taken: int
    same: int
    empty: int
    refused: tuple[Refused, ...]


def select(catalog: Catalog, texts: Catalog, parts: frozenset[Part]) -> Catalog:
    """Return a file to hand out: what is missing or stale in `parts`, each text with a word on where it stands."""
    chosen = Catalog(locale=catalog.locale, project=catalog.project, version=catalog.version, fuzzy=False)
    chosen.header_comment = "# Fill in what is empty; `Before` shows the English that an outdated text was made of."
    for message in texts_of(texts):
        known = catalog.get(message.id, message.context)
        if part_of(message) in parts and (known is None or known.fuzzy or not forms(known)):
            chosen[message.id] = _with_notes(known or message, message)
    return chosen


def take(returned: Catalog, into: Catalog) -> Taken:
    """Put every sound translation of `returned` in its place; what is not sound is told, with its line."""
    refused: list[Refused] = []
    taken = same = empty = 0
    for message in texts_of(returned):
        known = into.get(message.id, message.context)
        reasons = list(_reasons(message, known, into))
        if not forms(message):
            empty += 1
        elif reasons or known is None:
            refused += [Refused(message.lineno or 0, _english(message), reason) for reason in reasons]
        elif forms(known) == forms(message) and not known.fuzzy:
            same += 1
        else:
            _settle(known, message)
            taken += 1
    return Taken(taken, same, empty, tuple(refused))


def _reasons(message: Message, known: Message | None, into: Catalog) -> Iterator[str]:
    if known is None:
        yield "no page says this; ask for a new file, the English has changed"
    elif message.fuzzy:
        yield "it is still marked fuzzy: take the mark away when the text is right"
    yield from mistakes(message, into)


def _settle(known: Message, message: Message) -> None:
    known.string = message.string
    known.flags.discard("fuzzy")
    known.user_comments = [each for each in known.user_comments if not each.startswith(BEFORE)]


def _with_notes(message: Message, source: Message) -> Message:
    noted = copy(message)
    noted.locations = source.locations
    noted.auto_comments = [_CONTEXT[part_of(source)]]
    if message.pluralizable:
        noted.auto_comments.append(_PLURAL)
    if message.python_format:
        noted.auto_comments.append(_VALUES)
    return noted


def _english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[-1])
