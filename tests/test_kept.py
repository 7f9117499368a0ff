"""What is dear to work out is kept for the next start, and opened only where nobody else can have written it."""

import os
import pickle
from pathlib import Path

import pytest

from portal.kept import Keeper


class Trap:
    """Leaves a mark where it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return Path.touch, (self.mark,)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kept"


def kept_file(folder: Path) -> Path:
    (path,) = folder.glob("*.kept")
    return path


def test_what_was_kept_is_found_the_next_time(folder: Path) -> None:
    Keeper(folder).keep("words", "abc", [{"a": 1}])
    assert Keeper(folder).find("words", "abc") == [{"a": 1}]


def test_other_sources_are_another_value(folder: Path) -> None:
    Keeper(folder).keep("words", "abc", [1])
    assert Keeper(folder).find("words", "abd") is None
    Keeper(folder).keep("words", "abd", [2])
    assert Keeper(folder).find("words", "abc") == [1]


def test_pieces_come_back_in_order_sharing_what_they_shared(folder: Path) -> None:
    shared = ["x"]
    Keeper(folder).keep("words", "abc", [shared, {"also": shared}, None, "z" * 100_000])
    first, second, *rest = Keeper(folder).find("words", "abc") or []
    assert second == {"also": ["x"]}
    assert second["also"] is first
    assert rest == [None, "z" * 100_000]


def test_the_latest_two_of_a_name_stay(folder: Path) -> None:
    for number in range(4):
        Keeper(folder).keep("words", str(number), [number])
        os.utime(max(folder.glob("*.kept"), key=lambda path: path.stat().st_ctime_ns), (number, number))
    assert [Keeper(folder).find("words", str(number)) for number in range(4)] == [None, None, [2], [3]]


@pytest.mark.parametrize("cut", [0, 10, 40, -1])
def test_half_a_file_is_not_trusted_and_a_new_one_takes_its_place(folder: Path, cut: int) -> None:
    Keeper(folder).keep("words", "abc", [list(range(100))])
    path = kept_file(folder)
    path.write_bytes(path.read_bytes()[:cut])
    assert Keeper(folder).find("words", "abc") is None
    Keeper(folder).keep("words", "abc", ["afresh"])
    assert Keeper(folder).find("words", "abc") == ["afresh"]


def test_a_changed_letter_is_noticed(folder: Path) -> None:
    Keeper(folder).keep("words", "abc", ["a long enough text"])
    path = kept_file(folder)
    path.write_bytes(path.read_bytes().replace(b"enough", b"ENOUGH"))
    assert Keeper(folder).find("words", "abc") is None


@pytest.mark.parametrize("mode", [0o750, 0o707, 0o777])
def test_a_folder_that_others_may_use_is_not_trusted(folder: Path, mode: int) -> None:
    Keeper(folder).keep("words", "abc", [1])
    folder.chmod(mode)
    assert Keeper(folder).find("words", "abc") is None


def test_a_file_that_others_may_write_is_not_trusted(folder: Path) -> None:
    Keeper(folder).keep("words", "abc", [1])
    kept_file(folder).chmod(0o660)
    assert Keeper(folder).find("words", "abc") is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("whose", ["folder", "file"])
def test_what_belongs_to_another_user_is_never_run(folder: Path, tmp_path: Path, whose: str) -> None:
    Keeper(folder).keep("words", "abc", [Trap(tmp_path / "sprung")])
    os.chown(folder if whose == "folder" else kept_file(folder), 12345, 12345)
    assert Keeper(folder).find("words", "abc") is None
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_link_is_not_followed(folder: Path, tmp_path: Path, what: str) -> None:
    Keeper(folder).keep("words", "abc", [1])
    path = folder if what == "folder" else kept_file(folder)
    path.symlink_to(path.rename(tmp_path / "elsewhere"))
    assert Keeper(folder).find("words", "abc") is None


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    Keeper(tmp_path / "file").keep("words", "abc", [1])
    assert Keeper(tmp_path / "file").find("words", "abc") is None


@pytest.mark.usefixtures("full_disk")
def test_what_a_full_disk_cuts_short_does_not_fill_it_more(folder: Path) -> None:
    Keeper(folder).keep("words", "abc", ["z" * 100_000])
    assert list(folder.iterdir()) == []


def test_what_was_left_half_written_goes_once_nobody_can_be_writing_it(folder: Path) -> None:
    Keeper(folder).keep("words", "abc", [1])
    left, writing = folder / ".new-left", folder / ".new-writing"
    for path in (left, writing):
        path.touch()
    os.utime(left, (0, 0))
    Keeper(folder).keep("words", "abd", [2])
    assert not left.exists()
    assert writing.exists()


def test_a_pickle_without_our_sum_is_not_run(folder: Path, tmp_path: Path) -> None:
    Keeper(folder).keep("words", "abc", [1])
    kept_file(folder).write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    assert Keeper(folder).find("words", "abc") is None
    assert not (tmp_path / "sprung").exists()
