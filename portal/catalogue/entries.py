"""What has been read from the catalogue's files, each value beside the reader that knows its lines."""

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from portal.catalogue.models import Danger, EasyWord, Need, Organization, Service, Synonyms
from portal.yaml_files import Fault, FieldReader

T = TypeVar("T")


@dataclass(frozen=True)
class Entry(Generic[T]):
    """One thing of the catalogue, with the reader of its fields for naming lines."""

    value: T
    reader: FieldReader


@dataclass
class Entries:
    """Everything read so far, by id, sound or not; `area_ids` are the councils and localities that exist."""

    services: dict[str, Entry[Service]] = field(default_factory=dict)
    organizations: dict[str, Entry[Organization]] = field(default_factory=dict)
    needs: dict[str, Entry[Need]] = field(default_factory=dict)
    dangers: dict[str, Entry[Danger]] = field(default_factory=dict)
    synonyms: dict[str, Entry[Synonyms]] = field(default_factory=dict)
    danger_names: dict[str, Entry[Synonyms]] = field(default_factory=dict)
    easy_words: dict[str, Entry[EasyWord]] = field(default_factory=dict)
    area_ids: frozenset[str] = frozenset()
    faults: list[Fault] = field(default_factory=list)
    today: date | None = None

    def lineage(self, need_id: str) -> tuple[str, ...]:
        """Return the need's id and the ids of the needs above it, nearest first."""
        found: list[str] = []
        current: str | None = need_id
        while current is not None and current not in found:
            found.append(current)
            current = self.needs[current].value.parent_id if current in self.needs else None
        return tuple(found)
