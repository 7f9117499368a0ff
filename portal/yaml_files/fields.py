"""Take the fields of one YAML mapping as typed values; whatever is wrong is noted and reading goes on."""

from collections.abc import Callable, Collection, Mapping
from datetime import date, time
from functools import partial
from typing import TypeVar

from portal.yaml_files import values
from portal.yaml_files.faults import Fault, suggest
from portal.yaml_files.nodes import MappingNode, Node, SequenceNode, TextNode

T = TypeVar("T")

KINDS = {TextNode: "one text", SequenceNode: "a list", MappingNode: "a group of fields"}


class FieldReader:
    """The fields of one mapping. Reading methods take a field's name and return its value, or the default.

    An empty field counts as absent. Call `finish` at the end: it reports the fields nobody asked for, in children too.
    """

    def __init__(self, node: MappingNode, *, file: str, faults: list[Fault], path: str = "") -> None:
        self.file, self.line = file, node.line
        self._node, self._faults, self._path = node, faults, path
        self._asked: set[str] = set()
        self._children: list[FieldReader] = []
        self._has_fault = False

    @property
    def has_fault(self) -> bool:
        """Tell whether a fault was noted here or in a child."""
        return self._has_fault or any(child.has_fault for child in self._children)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the names of the fields that are there, in the file's order."""
        return tuple(self._node.items)

    def has(self, key: str) -> bool:
        """Tell whether the field is there and not empty."""
        node = self._node.items.get(key)
        return node is not None and bool(node.value if isinstance(node, TextNode) else node.items)

    def line_of(self, key: str, item: str = "") -> int:
        """Return the line of the field, or of `item` in its list; the mapping's own line where it is absent."""
        node = self._node.items.get(key)
        for each in node.items if item and isinstance(node, SequenceNode) else ():
            if isinstance(each, TextNode) and each.value == item:
                return each.line
        return self._node.key_lines.get(key, self.line)

    def fault(self, key: str, code: str, message: str, hint: str = "", *, item: str = "") -> None:
        """Note a fault of the field, at its line (or that of `item` in its list)."""
        self._note(self.line_of(key, item), key, code, message, hint)

    def require(self, *keys: str) -> None:
        """Note a fault for each of these fields that is absent or empty."""
        for key in keys:
            if not self.has(key):
                self.fault(key, "missing", f"`{key}` is missing.", f"Write `{key}: ...`.")

    def finish(self) -> None:
        """Note a fault for every field nobody asked for, with a near match."""
        for key in [key for key in self._node.items if key not in self._asked]:
            hint = suggest(
                key, self._asked - self._node.items.keys(), otherwise=f"Known: {', '.join(sorted(self._asked))}."
            )
            self.fault(key, "unknown", f"There is no field `{key}`.", hint)
        for child in self._children:
            child.finish()

    def text(self, key: str) -> str:
        """Return the text, empty where it is absent."""
        return self._value(key, str) or ""

    def lines(self, key: str) -> str:
        """Return a block of text, each line of which says something of its own."""
        node, seen = self._node_of(key, TextNode), set[str]()
        if not isinstance(node, TextNode):
            return ""
        for at, line in enumerate(node.value.splitlines(), node.line + 1):
            if line in seen:
                self._note(at, key, "repeated", f'"{line}" stands twice in the block.', "Keep one of them.")
            seen.add(line)
        return node.value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list."""
        return self._values(key, str)

    def choice(self, key: str, options: type[values.Choice], default: values.Choice) -> values.Choice:
        """Return one of the enum's members."""
        return self._value(key, partial(values.parse_choice, options)) or default

    def choices(self, key: str, options: type[values.Choice]) -> tuple[values.Choice, ...]:
        """Return a list of the enum's members."""
        return self._values(key, partial(values.parse_choice, options))

    def one_of(self, key: str, options: Collection[str], default: str = "") -> str:
        """Return one of the words in `options`."""
        return self._value(key, partial(values.parse_one_of, options)) or default

    def some_of(self, key: str, options: Collection[str]) -> tuple[str, ...]:
        """Return a list of words in `options`."""
        return self._values(key, partial(values.parse_one_of, options))

    def integer(self, key: str, *, minimum: int = 0, maximum: int) -> int | None:
        """Return a whole number, both ends included."""
        return self._value(key, partial(values.parse_integer, minimum=minimum, maximum=maximum))

    def integers(self, key: str, *, minimum: int = 0, maximum: int) -> tuple[int, ...]:
        """Return a list of whole numbers, both ends included."""
        return self._values(key, partial(values.parse_integer, minimum=minimum, maximum=maximum))

    def number(self, key: str, *, minimum: float, maximum: float) -> float | None:
        """Return a decimal number, both ends included."""
        return self._value(key, partial(values.parse_number, minimum=minimum, maximum=maximum))

    def day(self, key: str) -> date | None:
        """Return a date, written YYYY-MM-DD."""
        return self._value(key, values.parse_day)

    def days(self, key: str) -> tuple[date, ...]:
        """Return a list of dates."""
        return self._values(key, values.parse_day)

    def partial_date(self, key: str) -> str:
        """Return a year, year-month or date as written, empty where it is absent."""
        return self._value(key, values.parse_partial_date) or ""

    def clock(self, key: str) -> time | None:
        """Return a time of day, written HH:MM."""
        return self._value(key, values.parse_clock)

    def yes_no(self, key: str, *, default: bool = False) -> bool:
        """Return whether the field says yes."""
        found = self._value(key, values.parse_yes_no)
        return default if found is None else found

    def url(self, key: str) -> str:
        """Return a web address, empty where it is absent."""
        return self._value(key, values.parse_url) or ""

    def email(self, key: str) -> str:
        """Return an e-mail address, empty where it is absent."""
        return self._value(key, values.parse_email) or ""

    def phone(self, key: str) -> str:
        """Return a phone number as written, empty where it is absent."""
        return self._value(key, values.parse_phone) or ""

    def child(self, key: str) -> "FieldReader | None":
        """Return the reader of the group of fields under `key`."""
        node = self._node_of(key, MappingNode)
        return self._reader(node, key) if isinstance(node, MappingNode) else None

    def children(self, key: str, *, first: str = "") -> tuple["FieldReader", ...]:
        """Return a reader for each group of fields in the list under `key`; a text in a group's place is likely its `first`."""
        found = []
        for item in self._items(key, first):
            if isinstance(item, MappingNode):
                found.append(self._reader(item, key))
            else:
                self._wrong_kind(item, key, MappingNode, first)
        return tuple(found)

    def texts_by_key(self, key: str) -> Mapping[str, tuple[str, ...]]:
        """Return lists of texts under free names, such as words by locale."""
        child = self.child(key)
        return {name: child.texts(name) for name in child.keys} if child else {}

    def numbers_by_key(self, key: str, *, minimum: float, maximum: float) -> Mapping[str, float]:
        """Return numbers under free names, such as a share by postcode district."""
        child = self.child(key)
        found = {name: child.number(name, minimum=minimum, maximum=maximum) for name in child.keys} if child else {}
        return {name: number for name, number in found.items() if number is not None}

    def _value(self, key: str, parse: Callable[[str], T]) -> T | None:
        node = self._node_of(key, TextNode)
        return self._parse(node, key, parse) if isinstance(node, TextNode) else None

    def _values(self, key: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        found: dict[T, None] = {}
        for item in self._items(key):
            if not isinstance(item, TextNode):
                self._wrong_kind(item, key, TextNode)
                continue
            value = self._parse(item, key, parse)
            if not item.value:
                self._note(item.line, key, "empty", "An empty line of the list.", "Write its text or take it out.")
            elif value in found:
                self._note(item.line, key, "repeated", f'"{item.value}" stands twice in the list.', "Keep one of them.")
            elif value is not None:
                found[value] = None
        return tuple(found)

    def _parse(self, node: TextNode, key: str, parse: Callable[[str], T]) -> T | None:
        if node.is_plain and node.value in ("~", "null", "Null", "NULL"):
            self._note(
                node.line, key, "null", f"`{node.value}` is no text.", "Leave the field out where nothing is known."
            )
            return None
        try:
            return parse(node.value)
        except values.WrongValue as wrong:
            self._note(node.line, key, wrong.code, wrong.message, wrong.hint)
            return None

    def _items(self, key: str, first: str = "") -> list[Node]:
        node = self._node_of(key, SequenceNode, first)
        return node.items if isinstance(node, SequenceNode) else []

    def _node_of(self, key: str, kind: type[Node], first: str = "") -> Node | None:
        self._asked.add(key)
        node = self._node.items.get(key)
        if node is None or not self.has(key):
            return None
        if not isinstance(node, kind):
            self._wrong_kind(node, key, kind, first)
            return None
        return node

    def _wrong_kind(self, node: Node, key: str, wanted: type[Node], first: str = "") -> None:
        hints = {
            TextNode: f"`{key}: text`",
            SequenceNode: f"`{key}: [one, two]`",
            MappingNode: "`name: value`, one a line",
        }
        hint = hints[wanted]
        if first and isinstance(node, TextNode):
            hint = f"`{key}:` and below it `  - {first}: {node.value}`"
        message = f"This is {KINDS[type(node)]}, not {KINDS[wanted]}."
        self._note(node.line, key, "kind", message, f"Write {hint}.")

    def _reader(self, node: MappingNode, key: str) -> "FieldReader":
        path = ".".join(part for part in (self._path, key) if part)
        child = FieldReader(node, file=self.file, faults=self._faults, path=path)
        self._children.append(child)
        return child

    def _note(self, line: int, key: str, code: str, message: str, hint: str) -> None:
        field = ".".join(part for part in (self._path, key) if part)
        self._has_fault = True
        self._faults.append(Fault(self.file, line, field, code, message, hint))
