"""The catalogue's vocabularies: families' needs and the dangers they may be in, with the words people use; easy words."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True)
class Need:
    """A kind of worry or help, with the words people use for it in each locale.

    `unconfirmed` says what could not be confirmed for this area; `nearest` are the ids of the nearest sure services.
    """

    id: str
    name: str
    description: str = ""
    parent_id: str | None = None
    is_door: bool = False
    is_for_professionals: bool = False
    unconfirmed: str = ""
    nearest: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    dfe_terms: tuple[str, ...] = ()
    lga_ids: tuple[str, ...] = ()
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Synonyms:
    """Everyday words for one thing, whatever the need; the first one of a locale is what our texts say.

    Words that only say who it is for (`is_audience`: baby, teenager) decide less than words for a need. Of the names in
    danger, those that are `is_ordinary` stand for each other in ordinary phrases only.
    """

    id: str
    is_audience: bool = False
    is_ordinary: bool = False
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Sayings:
    """Sentences people say of the need or danger `id`, one a line, by locale. The search learns from them; none is shown.

    `ordinary` are sentences near a danger that tell of none.
    """

    id: str
    said: Mapping[str, str] = field(default_factory=dict, hash=False)
    ordinary: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def all_said(self) -> tuple[str, ...]:
        """Return the sentences of every locale."""
        return _split(self.said)

    @property
    def all_ordinary(self) -> tuple[str, ...]:
        """Return the ordinary sentences of every locale."""
        return _split(self.ordinary)


def _split(blocks: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(line for block in blocks.values() for line in block.splitlines())


@dataclass(frozen=True)
class EasyWord:
    """A term that cannot be avoided, in plain words; `found_as` are the forms in which English texts use it.

    `services` are where it can be had; `is_for_workers`: those who work with families use it every day.
    """

    id: str
    name: str
    description: str
    found_as: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    is_for_workers: bool = False

    def is_in(self, text: str) -> bool:
        """Tell whether an English `text` uses the term; in capitals it is found in capitals only (SEND, not "send")."""
        return bool(self.found_as) and bool(self._forms.search(text))

    @cached_property
    def _forms(self) -> re.Pattern[str]:
        forms = (re.escape(form) if form.rstrip("s").isupper() else f"(?i:{re.escape(form)})" for form in self.found_as)
        return re.compile(rf"\b(?:{'|'.join(forms)})\b")


@dataclass(frozen=True)
class Danger:
    """A danger that brings up the crisis panel: words that tell of it, and ordinary phrases that must not.

    `crisis_lines` are the ids of the services to show, the first one first. The one that `is_unforeseen` has no words: it
    stands for what is heard in sentences that hold no known phrase.
    """

    id: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    ordinary: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    crisis_lines: tuple[str, ...] = ()
    is_unforeseen: bool = False
