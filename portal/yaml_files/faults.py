"""What is wrong with a file, in words for the person who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in one place: `code` for programs; `message` (what is wrong) and `hint` (what to write)."""

    file: str
    line: int
    field: str
    code: str
    message: str
    hint: str = ""


def format_fault(fault: Fault) -> str:
    """Return the fault as one line: `services/x.yaml:12: minimum_age: "abc" is not ... Write for example ...`."""
    place = f"{fault.file}:{fault.line}: "
    field = f"{fault.field}: " if fault.field else ""
    return " ".join(part for part in (f"{place}{field}{fault.message}", fault.hint) if part)


def find_near(word: str, options: Iterable[str]) -> str | None:
    """Return the option most like `word`, or None where nothing is near."""
    by_lower = {option.lower(): option for option in options}
    near = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else None


def suggest(word: str, options: Iterable[str], *, otherwise: str = "") -> str:
    """Return the hint for a word that is none of `options`: the near match, else `otherwise`."""
    near = find_near(word, options)
    return f"Did you mean `{near}`?" if near else otherwise
