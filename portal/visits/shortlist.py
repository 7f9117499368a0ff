"""A shortlist: the services somebody puts aside during a visit, in their order, each with a line of one's own."""

from dataclasses import dataclass, replace

MOST_ENTRIES = 20
IN_A_PACK = 8
LONGEST_LINE = 80  # characters
LONGEST_WORDS = 300


@dataclass(frozen=True)
class Entry:
    """One service (its catalogue id) and what somebody wrote beside it."""

    service_id: str
    line: str = ""


@dataclass(frozen=True)
class PackWords:
    """What stands on the paper beside the services: what was agreed, who does what next, its language, its title."""

    agreed: str = ""
    next_steps: str = ""
    locale: str = ""
    is_plain: bool = False


@dataclass(frozen=True)
class Shortlist:
    """The entries in their order, and the words for the pack."""

    entries: tuple[Entry, ...] = ()
    words: PackWords = PackWords()

    @property
    def service_ids(self) -> tuple[str, ...]:
        """Return the services in their order."""
        return tuple(entry.service_id for entry in self.entries)

    @property
    def is_full(self) -> bool:
        """Tell whether nothing more fits."""
        return len(self.entries) >= MOST_ENTRIES

    def add(self, service_id: str) -> "Shortlist":
        """Return the list with one more at the end; a full one, and one that holds it already, stay as they are."""
        if self.is_full or service_id in self.service_ids:
            return self
        return replace(self, entries=(*self.entries, Entry(service_id)))

    def remove(self, service_id: str) -> "Shortlist":
        """Return the list without a service."""
        return replace(self, entries=tuple(each for each in self.entries if each.service_id != service_id))

    def move(self, service_id: str, *, by: int) -> "Shortlist":
        """Return the list with a service moved by so many places, at most to either end."""
        if service_id not in self.service_ids:
            return self
        at = self.service_ids.index(service_id)
        others = [each for each in self.entries if each.service_id != service_id]
        others.insert(max(0, at + by), self.entries[at])
        return replace(self, entries=tuple(others))

    def write(self, lines: dict[str, str], words: PackWords) -> "Shortlist":
        """Return the list with the lines (by service id) and words somebody wrote, each cut at its limit."""
        entries = (
            replace(each, line=lines.get(each.service_id, each.line)[:LONGEST_LINE].strip()) for each in self.entries
        )
        kept = replace(words, agreed=words.agreed[:LONGEST_WORDS], next_steps=words.next_steps[:LONGEST_WORDS])
        return Shortlist(tuple(entries), kept)
