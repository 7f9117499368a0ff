"""Find the catalogue's text for translation: an extractor for Babel, with the real lines."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO

from portal.yaml_files import Fault, MappingNode, Node, SequenceNode, TextNode, parse_tree

CONTEXT = "catalogue"
SHOWN = frozenset(
    {
        "description",
        "eligibility_description",
        "cost_description",
        "accessibility",
        "label",
        "opening_note",
        "out_of_hours_note",
        "note",
    }
)
SHOWN_OF_A_NEED = frozenset({"name", "description", "unconfirmed"})


def extract_catalogue(
    fileobj: IO[bytes],
    keywords: Collection[str],  # noqa: ARG001  Babel gives every extractor all four
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, str],  # noqa: ARG001
) -> Iterator[tuple[int, str, tuple[str, str], list[str]]]:
    """Yield (line, "pgettext", ("catalogue", text), no comments) for Babel; names of services and places stay."""
    faults: list[Fault] = []
    root = parse_tree(fileobj.read(), file=getattr(fileobj, "name", ""), faults=faults)
    for text in find_shown_texts(root) if root else ():
        yield text.line, "pgettext", (CONTEXT, text.value), []


def find_shown_texts(root: Node) -> Iterator[TextNode]:
    """Yield the texts people read; in a list of needs the names, too."""
    yield from _find(root, SHOWN_OF_A_NEED if _is_taxonomy(root) else SHOWN)


def _is_taxonomy(root: Node) -> bool:
    """Tell whether it is a list of things with an id."""
    items = root.items if isinstance(root, SequenceNode) else []
    return any(isinstance(item, MappingNode) and "id" in item.items for item in items)


def _find(node: Node, shown: frozenset[str]) -> Iterator[TextNode]:
    if isinstance(node, SequenceNode):
        for item in node.items:
            yield from _find(item, shown)
    elif isinstance(node, MappingNode):
        for key, value in node.items.items():
            if key in shown:
                yield from _texts_of(value)
            elif key != "sources":
                yield from _find(value, shown)


def _texts_of(node: Node) -> Iterator[TextNode]:
    texts = node.items if isinstance(node, SequenceNode) else [node]
    yield from (text for text in texts if isinstance(text, TextNode) and text.value)
