"""Sizes that keep a file readable in one sitting."""

import ast
from pathlib import Path

import pytest

from portal.bootstrap import CHECKOUT

MODULES = sorted([*(CHECKOUT / "portal").rglob("*.py"), *(CHECKOUT / "tests").rglob("*.py")])
LONGEST_MODULE = 250
LONGEST_FUNCTION = 30


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(CHECKOUT)))
def test_a_module_fits_the_limits(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    if path.is_relative_to(CHECKOUT / "portal"):
        functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
        long = [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]
        assert long == []


def test_no_sheet_uses_physical_sides() -> None:
    sheets = "".join(path.read_text() for path in (CHECKOUT / "static").rglob("*.css"))
    for physical in ("margin-left", "margin-right", "padding-left", "padding-right", "text-align: left", "float:"):
        assert physical not in sheets
