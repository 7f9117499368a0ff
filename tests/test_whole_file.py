"""A file written by rename is the old one or the new one, whole, and nothing is left beside it."""

from pathlib import Path

import pytest

from portal.whole_file import written_whole


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    (path := tmp_path / "file").write_text("old")
    with written_whole(path) as aside:
        aside.write_text("new")
        assert path.read_text() == "old"
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("file", "new")]


def test_what_breaks_off_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    (path := tmp_path / "file").write_text("old")
    with pytest.raises(OSError, match="full"), written_whole(path) as aside:
        aside.write_text("ne")
        raise OSError("full")
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("file", "old")]


def test_what_is_withdrawn_takes_no_place(tmp_path: Path) -> None:
    with written_whole(tmp_path / "file") as aside:
        aside.unlink()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("is_private", "before", "after"), [(True, 0o644, 0o600), (False, 0o664, 0o664), (False, None, 0o644)]
)
def test_only_the_owner_reads_a_private_file_and_another_stays_as_open_as_it_was(
    tmp_path: Path, is_private: bool, before: int | None, after: int
) -> None:
    path = tmp_path / "file"
    if before is not None:
        path.touch()
        path.chmod(before)
    with written_whole(path, is_private=is_private) as aside:
        aside.write_text("new")
    assert path.stat().st_mode & 0o777 == after
