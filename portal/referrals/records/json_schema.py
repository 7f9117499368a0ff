"""Describe a frozen dataclass as JSON Schema (2020-12): the published form of what `plain.to_plain` writes."""

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import Union, get_args, get_origin, get_type_hints

from portal.referrals.plain import Json

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SIMPLE: dict[object, dict[str, Json]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}


def describe(kind: type, *, title: str) -> dict[str, Json]:
    """Return the schema of a dataclass; every dataclass in it is a definition of its own, with its docstring."""
    definitions: dict[str, Json] = {}
    root = _describe(kind, definitions)
    return {"$schema": DIALECT, "title": title, **root, "$defs": definitions}


def _describe(kind: object, definitions: dict[str, Json]) -> dict[str, Json]:
    if kind in _SIMPLE:
        return dict(_SIMPLE[kind])
    if get_origin(kind) in (Union, UnionType):
        inner = next(each for each in get_args(kind) if each is not type(None))
        return {"anyOf": [_describe(inner, definitions), {"type": "null"}]}
    if get_origin(kind) is tuple:
        return {"type": "array", "items": _describe(get_args(kind)[0], definitions)}
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return {"enum": [each.value for each in kind]}
    if isinstance(kind, type) and is_dataclass(kind):
        return _refer_to(kind, definitions)
    raise TypeError(str(kind))


def _refer_to(kind: type, definitions: dict[str, Json]) -> dict[str, Json]:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = None  # one that holds itself finds its name taken
        hints = get_type_hints(kind)
        names = [each.name for each in fields(kind)]
        definitions[kind.__name__] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {name: _describe(hints[name], definitions) for name in names},
            "required": list(names),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{kind.__name__}"}
