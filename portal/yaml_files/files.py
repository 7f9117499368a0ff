"""Open one YAML file for reading field by field."""

from pathlib import Path

from portal.yaml_files.faults import Fault
from portal.yaml_files.fields import FieldReader
from portal.yaml_files.nodes import MappingNode, Node, SequenceNode, read_tree


def read_fields(path: Path, *, root: Path, faults: list[Fault]) -> FieldReader | None:
    """Open a file that holds one mapping; None (and a fault) where it does not. Faults name it relative to `root`."""
    file, node = _read(path, root, faults)
    if node is not None and not isinstance(node, MappingNode):
        faults.append(
            Fault(file, node.line, "", "kind", "The file holds no fields.", "Write `name: value`, one a line.")
        )
    return FieldReader(node, file=file, faults=faults) if isinstance(node, MappingNode) else None


def read_items(path: Path, *, root: Path, faults: list[Fault]) -> tuple[FieldReader, ...]:
    """Open a file that holds a list of mappings; empty (and a fault) where it does not."""
    file, node = _read(path, root, faults)
    if node is not None and not isinstance(node, SequenceNode):
        faults.append(
            Fault(file, node.line, "", "kind", "The file holds no list.", "Start each entry with `- id: ...`.")
        )
    whole = {"": node} if isinstance(node, SequenceNode) else {}
    return FieldReader(MappingNode(dict(whole)), file=file, faults=faults).children("")


def _read(path: Path, root: Path, faults: list[Fault]) -> tuple[str, Node | None]:
    file = path.relative_to(root).as_posix()
    return file, read_tree(path, file=file, faults=faults)
