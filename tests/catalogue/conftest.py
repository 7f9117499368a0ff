"""What the catalogue's tests share."""

from pathlib import Path

import pytest

from tests.catalogue.folders import write_catalogue


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue without a fault."""
    return write_catalogue(tmp_path / "catalogue")
