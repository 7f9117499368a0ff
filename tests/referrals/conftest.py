from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from portal.store.engine import open_engine
from portal.store.migrations import migrate


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(f"sqlite:///{tmp_path}/data/portal.sqlite3")
    migrate(engine)
    yield engine
    engine.dispose()
