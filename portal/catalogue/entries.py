"""What has been read from the catalogue's files, each value beside the reader that knows its lines."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Generic, TypeVar

from portal.catalogue.models import Danger, EasyWord, Need, Organization, Sayings, Service, Synonyms
from portal.yaml_files import Fault, FieldReader

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Entry(Generic[T_co]):
    """One thing of the catalogue, and its file; `open_reader` opens the reader of its fields, which is rarely wanted."""

    value: T_co
    file: str
    open_reader: Callable[[], FieldReader]

    @cached_property
    def reader(self) -> FieldReader:
        """Return the reader of its fields, for naming lines."""
        return self.open_reader()

    def fault(self, key: str, code: str, message: str, hint: str = "", *, item: str = "") -> None:
        """Note a fault of the field, at its line (or that of `item` in its list)."""
        self.reader.fault(key, code, message, hint, item=item)


@dataclass
class Entries:
    """Everything read so far, by id, sound or not.

    `area_ids` are the councils and localities that exist, `service_ids` and `organization_ids` what has a file: one that
    cannot be read is named itself, and whatever points to it is right.
    """

    services: dict[str, Entry[Service]] = field(default_factory=dict)
    organizations: dict[str, Entry[Organization]] = field(default_factory=dict)
    needs: dict[str, Entry[Need]] = field(default_factory=dict)
    dangers: dict[str, Entry[Danger]] = field(default_factory=dict)
    synonyms: dict[str, Entry[Synonyms]] = field(default_factory=dict)
    danger_names: dict[str, Entry[Synonyms]] = field(default_factory=dict)
    need_sayings: dict[str, Entry[Sayings]] = field(default_factory=dict)
    danger_sayings: dict[str, Entry[Sayings]] = field(default_factory=dict)
    easy_words: dict[str, Entry[EasyWord]] = field(default_factory=dict)
    area_ids: frozenset[str] = frozenset()
    service_ids: frozenset[str] = frozenset()
    organization_ids: frozenset[str] = frozenset()
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
