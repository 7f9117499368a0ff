"""Turn frozen dataclasses into plain JSON values and back, strictly: an unknown, missing or wrong value is refused."""

from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from portal.referrals.errors import ReferralError

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
T = TypeVar("T")


def to_plain(value: object) -> Json:
    """Give `value` (a dataclass, or anything one may hold) as JSON has it."""
    if is_dataclass(value):
        return {each.name: to_plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, tuple):
        return [to_plain(each) for each in value]
    if isinstance(value, date):  # a moment too
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value.value if isinstance(value, StrEnum) else value
    raise TypeError(type(value).__name__)


def from_plain(kind: type[T], value: object) -> T:
    """Build a `kind` from JSON values; raise `ReferralError` (`answers_malformed`) for anything that is not one."""
    built = _build(kind, value)
    if not isinstance(built, kind):
        raise ReferralError("answers_malformed")
    return built


def _build(kind: object, value: object) -> object:
    if get_origin(kind) in (Union, UnionType):
        return None if value is None else _build(get_args(kind)[0], value)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind)[0], value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return _member(kind, value)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass(kind, value)
    if isinstance(kind, type) and type(value) is kind:  # a bool is no int here
        return value
    raise ReferralError("answers_malformed")


def _tuple(kind: object, value: object) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise ReferralError("answers_malformed")
    return tuple(_build(kind, each) for each in value)


def _member(kind: type[StrEnum], value: object) -> StrEnum:
    if isinstance(value, str) and value in {each.value for each in kind}:
        return kind(value)
    raise ReferralError("answers_malformed")


def _dataclass(kind: type, value: object) -> object:
    hints = get_type_hints(kind)
    known = {each.name: each for each in fields(kind)}
    if not isinstance(value, Mapping) or not set(value) <= set(known):
        raise ReferralError("answers_malformed")
    required = {name for name, each in known.items() if each.default is MISSING and each.default_factory is MISSING}
    if not required <= set(value):
        raise ReferralError("answers_malformed")
    return kind(**{name: _build(hints[name], each) for name, each in value.items()})
