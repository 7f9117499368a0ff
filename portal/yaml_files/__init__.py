"""Read hand-written YAML: every value as written, every fault with its file, line and what to write instead."""

from portal.yaml_files.faults import Fault, find_near, format_fault, suggest
from portal.yaml_files.fields import FieldReader
from portal.yaml_files.files import read_fields, read_items
from portal.yaml_files.nodes import MappingNode, Node, SequenceNode, TextNode, parse_tree, read_tree
from portal.yaml_files.unchanged import read_unchanged

__all__ = [
    "Fault",
    "FieldReader",
    "MappingNode",
    "Node",
    "SequenceNode",
    "TextNode",
    "find_near",
    "format_fault",
    "parse_tree",
    "read_fields",
    "read_items",
    "read_tree",
    "read_unchanged",
    "suggest",
]
