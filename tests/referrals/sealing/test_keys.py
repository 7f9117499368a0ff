import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from portal.referrals.errors import ReferralError
from portal.referrals.sealing.envelope import key_id, open_referral, seal_referral
from portal.referrals.sealing.keys import (
    can_read_private_keys,
    ensure_keys,
    load_private_keys,
    load_public_keys,
    write_keys,
)
from tests.referrals.world import NOW


def test_what_the_public_file_seals_the_private_file_opens(tmp_path: Path) -> None:
    write_keys(tmp_path, "north-town", NOW)
    sealed = seal_referral(load_public_keys(tmp_path)["north-town"], b"words", "one")
    assert open_referral(load_private_keys(tmp_path), sealed, "one") == b"words"


def test_private_files_are_for_their_owner_only(tmp_path: Path) -> None:
    write_keys(tmp_path / "keys", "northtown", NOW)
    private = tmp_path / "keys" / "private"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert [stat.S_IMODE(path.stat().st_mode) for path in private.iterdir()] == [0o600]


def test_the_newest_public_key_seals_and_older_private_keys_still_open(tmp_path: Path) -> None:
    new = write_keys(tmp_path, "northtown", NOW)
    old = {write_keys(tmp_path, "northtown", NOW - timedelta(days=days)) for days in range(1, 9)}
    assert key_id(load_public_keys(tmp_path)["northtown"]) == new
    assert set(load_private_keys(tmp_path)) == {new, *old}


def test_keys_are_made_only_for_councils_that_have_none(tmp_path: Path) -> None:
    assert ensure_keys(tmp_path, ["northtown", "southtown"], now=NOW) == ("northtown", "southtown")
    before = {council: bytes(key) for council, key in load_public_keys(tmp_path).items()}
    assert ensure_keys(tmp_path, ["northtown", "southtown"], now=NOW + timedelta(days=1)) == ()
    assert {council: bytes(key) for council, key in load_public_keys(tmp_path).items()} == before


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda path: path.chmod(0o640), "key_mode"),
        (lambda path: path.parent.chmod(0o750), "key_folder_mode"),
        (lambda path: path.write_text("nonsense"), "key_malformed"),
        (lambda path: path.write_text(f"{NOW.isoformat()} AAAA"), "key_malformed"),
        (lambda path: path.rename(path.with_name(f"northtown-{'0' * 16}.key")), "key_malformed"),
    ],
)
def test_a_private_key_that_others_could_read_or_that_is_damaged_is_refused(tmp_path: Path, spoil, code: str) -> None:
    write_keys(tmp_path, "northtown", NOW)
    spoil(next((tmp_path / "private").iterdir()))
    with pytest.raises(ReferralError) as refused:
        load_private_keys(tmp_path)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "damage",
    [
        lambda line: line.replace(b" ", b"  A"),
        lambda line: b"\xff" + line[1:],
        lambda line: line.replace(b"+00:00", b""),
        lambda _line: b"",
    ],
)
def test_a_damaged_public_key_is_refused(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    write_keys(tmp_path, "northtown", NOW)
    write_keys(tmp_path, "northtown", NOW + timedelta(days=1))  # the files are compared by when they were made
    path = next((tmp_path / "public").iterdir())
    path.write_bytes(damage(path.read_bytes()))
    with pytest.raises(ReferralError) as refused:
        load_public_keys(tmp_path)
    assert refused.value.code == "key_malformed"


def test_where_no_private_key_lies_none_can_be_read(tmp_path: Path) -> None:
    write_keys(tmp_path, "northtown", NOW)
    assert can_read_private_keys(tmp_path)
    for path in (tmp_path / "private").iterdir():
        path.unlink()
    assert not can_read_private_keys(tmp_path)


@pytest.mark.parametrize(
    ("folder_mode", "file_mode", "can_read"),
    [
        (0o700, 0o600, "True"),
        (0o300, 0o600, "True"),  # it cannot be listed, but the public files tell the names
        (0o700, 0o000, "False"),
        (0o000, 0o600, "False"),
    ],
)
def test_a_process_can_read_a_private_key_just_where_modes_let_it(
    tmp_path: Path, folder_mode: int, file_mode: int, can_read: str
) -> None:
    write_keys(tmp_path, "northtown", NOW)
    next((tmp_path / "private").iterdir()).chmod(file_mode)
    (tmp_path / "private").chmod(folder_mode)
    answer = subprocess.run(
        [sys.executable, "-c", ASK_AS_NOBODY, str(tmp_path)], capture_output=True, text=True, check=True
    )
    (tmp_path / "private").chmod(0o700)
    assert answer.stdout.strip() == can_read


ASK_AS_NOBODY = """
import os, sys
from pathlib import Path
from portal.referrals.sealing.keys import can_read_private_keys
os.chdir(sys.argv[1])
if os.geteuid() == 0:  # root ignores modes: give the folder to nobody and be nobody
    for folder, _, names in os.walk("."):
        for path in (folder, *(os.path.join(folder, name) for name in names)):
            os.chown(path, 65534, 65534)
    os.setgid(65534)
    os.setuid(65534)
print(can_read_private_keys(Path(".")))
"""
