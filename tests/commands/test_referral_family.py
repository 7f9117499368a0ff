"""`portal referrals export`: a family's data in a file for whoever asked, and a line in the trail."""

import json
import stat
from pathlib import Path

import pytest

from portal.config import Settings
from portal.parts import Parts
from tests.clock import StoppedClock
from tests.commands.conftest import Run
from tests.commands.test_referrals import CANARIES, last_event, send


def test_the_file_holds_what_the_family_wrote_and_only_its_owner_reads_it(
    run: Run, parts: Parts, clock: StoppedClock, tmp_path: Path
) -> None:
    reference, file = send(parts, clock), tmp_path / "family.json"
    told = run("referrals", "export", reference.lower(), str(file)).output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    found = json.loads(file.read_text())
    assert (found["request"]["reference"], found["request"]["answers"]["name"]) == (reference, CANARIES[0])
    assert [each["kind"] for each in found["events"]] == ["received", "routed"]
    assert not [canary for canary in CANARIES if canary in told]
    assert last_event(parts)[:2] == ("exported", "operator")


def test_nothing_is_overwritten_and_nothing_is_left_of_what_failed(
    run: Run, parts: Parts, clock: StoppedClock, tmp_path: Path
) -> None:
    reference, file = send(parts, clock), tmp_path / "family.json"
    file.write_text("mine")
    assert "Nothing was written" in run("referrals", "export", reference, str(file), status=1).output
    assert file.read_text() == "mine"
    assert "no request with this reference" in run("referrals", "export", "none", str(tmp_path / "x"), status=1).output
    assert not (tmp_path / "x").exists()


def test_without_the_private_keys_there_is_no_file(
    run: Run, parts: Parts, clock: StoppedClock, settings: Settings, tmp_path: Path
) -> None:
    reference = send(parts, clock)
    for key in (settings.keys / "private").iterdir():
        key.unlink()
    assert "private key" in run("referrals", "export", reference, str(tmp_path / "x"), status=1).output
    assert not (tmp_path / "x").exists()
    assert last_event(parts)[0] != "exported"


@pytest.mark.parametrize("reason", ["complaint", "access_request", "court", "inquiry"])
def test_each_reason_is_held_by_itself(run: Run, parts: Parts, clock: StoppedClock, reason: str) -> None:
    reference = send(parts, clock)
    run("referrals", "hold", reference, "--reason", reason)
    assert last_event(parts) == ("kept", "operator", reason)
    assert "done before" in run("referrals", "hold", reference, "--reason", reason, status=1).output
    run("referrals", "hold", reference, "--reason", reason, "--end")
    assert (
        "not kept for that reason" in run("referrals", "hold", reference, "--reason", reason, "--end", status=1).output
    )
    run("referrals", "hold", reference, status=2)
