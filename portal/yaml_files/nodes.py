"""YAML as a small tree of text, sequences and mappings, each with its line; a broken file gives a fault."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

import yaml

from portal.yaml_files.faults import Fault

# libyaml does the work where it is there. The Base loaders guess no types. We read events and not nodes: libyaml's
# binding builds nodes by recursion, and 200 000 brackets end the process.
LOADER: type[yaml.CBaseLoader] | type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DEEPEST = 20
CUT = re.compile(r"\s+#[^\s#]")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class TextNode(NamedTuple):
    """A scalar exactly as written, without the space around it; `is_plain` where it stands without quotes."""

    value: str
    line: int
    is_plain: bool = True


@dataclass(frozen=True)
class SequenceNode:
    """A list and the line it starts on."""

    items: list["Node"] = field(default_factory=list)
    line: int = 1


@dataclass(frozen=True)
class MappingNode:
    """Keys with their values, in the file's order; `key_lines` says where each key stands."""

    items: dict[str, "Node"] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)
    line: int = 1


Node = TextNode | SequenceNode | MappingNode


class _Mark(Protocol):
    """A position, from libyaml or from PyYAML's own parser; both count from 0."""

    line: int
    column: int


class _Broken(Exception):
    """The file cannot be read on from here."""

    def __init__(self, line: int, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.line, self.code, self.message, self.hint = line, code, message, hint


def read_tree(path: Path, *, file: str, faults: list[Fault]) -> Node | None:
    """Read the YAML at `path`; add what is wrong to `faults` under the name `file`; None where it cannot be read."""
    try:
        with path.open("rb", buffering=0) as whole:
            raw = whole.read()
    except FileNotFoundError:
        hint = "Write it; the catalogue's README.md shows what stands in it."
        faults.append(Fault(file, 1, "", "unreadable", "There is no such file.", hint))
        return None
    except OSError as error:
        faults.append(Fault(file, 1, "", "unreadable", f"The file cannot be read ({error.strerror})."))
        return None
    return parse_tree(raw, file=file, faults=faults)


def parse_tree(raw: bytes, *, file: str, faults: list[Fault]) -> Node | None:
    """Parse a YAML file's bytes; add what is wrong to `faults` under the name `file`; None where it cannot be read."""
    try:
        return _build_tree(_decode(raw), file, faults)
    except _Broken as broken:
        faults.append(Fault(file, broken.line, "", broken.code, broken.message, broken.hint))
    except yaml.MarkedYAMLError as error:
        faults.append(_explain(error, file))
    return None


def _decode(raw: bytes) -> str:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _Broken(line, "encoding", "A letter here is not UTF-8.", "Save the file as UTF-8.") from error
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _Broken(line, "encoding", "An invisible control character stands in this line.", "Type the line again.")
    return text


@dataclass
class _Open:
    """A sequence or mapping still being filled; `key` waits for its value."""

    node: SequenceNode | MappingNode
    key: TextNode | None = None


def _build_tree(text: str, file: str, faults: list[Fault]) -> Node:
    stack: list[_Open] = []
    root: Node | None = None
    lines = text.splitlines() if "#" in text else []  # nothing else cuts a text short
    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent):
            node: Node = _text(event, lines, file, faults)
        elif isinstance(event, yaml.CollectionStartEvent):
            stack.append(_Open(_collection(event)))
            if len(stack) > DEEPEST:
                raise _Broken(
                    _line(event.start_mark), "depth", "This is nested too deeply.", "Look for a stray bracket."
                )
            continue
        else:
            node = stack.pop().node
        if stack:
            _add(stack[-1], node, file, faults)
        else:
            root = node
    if root is None or root == TextNode("", root.line):
        raise _Broken(1, "empty", "The file is empty.", "Write its fields, or delete the file.")
    return root


def _events(text: str) -> Iterator[yaml.Event]:
    """Yield the events that make up the one document; refuse what this catalogue does not use."""
    documents, parser = 0, LOADER(text)
    while (event := parser.get_event()) is not None:
        if isinstance(event, yaml.NodeEvent):
            if event.anchor:  # an alias has one, too
                line = _line(event.start_mark)
                raise _Broken(line, "anchor", "A value that starts with `*` or `&` is not text.", "Put it in quotes.")
            if getattr(event, "tag", None):
                line = _line(event.start_mark)
                raise _Broken(line, "tag", "A value that starts with `!` is not text.", "Put it in quotes.")
            yield event
        elif isinstance(event, yaml.CollectionEndEvent):
            yield event
        elif isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                line = _line(event.start_mark)
                raise _Broken(line, "documents", "A second document starts here.", "Take out the line `---`.")


def _text(event: yaml.ScalarEvent, lines: list[str], file: str, faults: list[Fault]) -> TextNode:
    line, is_plain = _line(event.start_mark), not event.style
    if lines and is_plain and event.value and _is_cut_by_hash(event.end_mark, lines):
        message = "The text stops at the `#`: YAML takes the rest for a comment."
        faults.append(Fault(file, line, "", "comment", message, "Put the whole value in quotes."))
    return TextNode(event.value.strip(), line, is_plain)


def _is_cut_by_hash(end: _Mark | None, lines: list[str]) -> bool:
    """Tell whether a `#4` follows; a comment proper has a space after its `#`."""
    return end is not None and end.line < len(lines) and bool(CUT.match(lines[end.line][end.column :]))


def _line(mark: _Mark | None) -> int:
    return mark.line + 1 if mark else 1


def _collection(event: yaml.CollectionStartEvent) -> SequenceNode | MappingNode:
    line = _line(event.start_mark)
    return SequenceNode(line=line) if isinstance(event, yaml.SequenceStartEvent) else MappingNode(line=line)


def _add(parent: _Open, node: Node, file: str, faults: list[Fault]) -> None:
    if isinstance(parent.node, SequenceNode):
        parent.node.items.append(node)
    elif parent.key is None:
        if not isinstance(node, TextNode):
            raise _Broken(node.line, "key", "A field's name must be one word.", "Write `name: value`.")
        parent.key = node
    else:
        _add_pair(parent.node, parent.key, node, file, faults)
        parent.key = None


def _add_pair(mapping: MappingNode, key: TextNode, node: Node, file: str, faults: list[Fault]) -> None:
    if key.value in mapping.items:
        first = mapping.key_lines[key.value]
        message = f"`{key.value}` stands here a second time; the first is in line {first}."
        faults.append(Fault(file, key.line, key.value, "duplicate", message, "Keep one of them."))
        return
    mapping.items[key.value] = node
    mapping.key_lines[key.value] = key.line


def _explain(error: yaml.MarkedYAMLError, file: str) -> Fault:
    """Turn the parser's words into ours; an open quote or bracket is shown where it was opened."""
    problem, context = error.problem or "", error.context or ""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and ("quoted scalar" in context or "flow" in context):
        mark = error.context_mark
        what, hint = "A quote or bracket that opens here is not closed.", "Close it, or put the whole value in quotes."
    elif "mapping values" in problem:
        what, hint = (
            "A colon stands inside the text, or the line is indented wrongly.",
            "Put text with a colon in quotes.",
        )
    elif "cannot start any token" in problem:
        what, hint = (
            "A tab or a sign that YAML keeps for itself stands here.",
            "Indent with spaces; put such text in quotes.",
        )
    else:
        what, hint = (
            "This is not YAML that can be read.",
            "Compare the indentation and colons with the lines around it.",
        )
    return Fault(file, _line(mark), "", "syntax", what, hint)
