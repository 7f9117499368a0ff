"""A new key pair: in use without a restart, everything sealed to it, the old one gone."""

import logging
import os
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from portal.referrals.casework.inbox import open_request
from portal.referrals.errors import ReferralError
from portal.referrals.sealing.envelope import key_id, open_referral, seal_referral
from portal.referrals.sealing.key_rotation import find_keys_in_use, find_spent_files, reseal_some
from portal.referrals.sealing.keys import load_private_keys, load_public_keys, refuse_unsafe_keys, write_keys
from portal.referrals.sealing.live_keys import follow_private_keys, follow_public_keys
from portal.referrals.tables import referrals
from portal.store.transactions import reading, writing
from tests.referrals.world import FULL, NOW, PRIVATE_KEY, PUBLIC_KEY, rows, submit

LATER = NOW + timedelta(days=1)


def reseal(engine: Engine, folder: Path) -> int:
    keys = {key_id(PUBLIC_KEY): PRIVATE_KEY, **load_private_keys(folder)}
    with writing(engine) as db:
        return reseal_some(db, "northtown", load_public_keys(folder)["northtown"], keys)


def in_use(engine: Engine) -> frozenset[str]:
    with reading(engine) as db:
        return find_keys_in_use(db)


def test_a_new_pair_counts_at_once_on_both_sides_of_a_running_site(tmp_path: Path) -> None:
    write_keys(tmp_path, "northtown", NOW)
    public, private = follow_public_keys(tmp_path), follow_private_keys(tmp_path)
    old = public["northtown"]
    new_id = write_keys(tmp_path, "northtown", LATER)
    sealed = seal_referral(public["northtown"], b"words", "one")
    assert key_id(public["northtown"]) == sealed.key_id == new_id != key_id(old)
    assert open_referral(private, sealed, "one") == b"words"
    assert open_referral(private, seal_referral(old, b"words", "two"), "two") == b"words"


def test_a_key_that_was_removed_opens_nothing_any_more(tmp_path: Path) -> None:
    old_id = write_keys(tmp_path, "northtown", NOW)
    private = follow_private_keys(tmp_path)
    new_id = write_keys(tmp_path, "northtown", LATER)
    (tmp_path / "private" / f"northtown-{old_id}.key").unlink()
    assert set(private) == {new_id}


@pytest.mark.parametrize("spoil", [lambda path: path.write_text("nonsense"), lambda path: path.chmod(0o644)])
def test_a_faulty_new_file_leaves_the_last_good_keys_in_use_and_is_reported_once(
    tmp_path: Path, spoil, caplog: pytest.LogCaptureFixture
) -> None:
    good = write_keys(tmp_path, "northtown", NOW)
    private = follow_private_keys(tmp_path)
    path = tmp_path / "private" / f"northtown-{'0' * 16}.key"
    path.touch(mode=0o600)
    spoil(path)
    with caplog.at_level(logging.ERROR):
        assert [set(private), set(private)] == [{good}, {good}]
    assert len(caplog.records) == 1
    path.unlink()
    assert set(private) == {good}


def test_a_folder_that_is_away_for_a_moment_takes_no_key_away(tmp_path: Path) -> None:
    write_keys(tmp_path, "northtown", NOW)
    public = follow_public_keys(tmp_path)
    (tmp_path / "public").rename(tmp_path / "away")
    assert "northtown" in public


def test_everything_is_sealed_to_the_new_key_and_reads_as_before(engine: Engine, tmp_path: Path) -> None:
    for number in range(3):
        submit(engine, str(number))
    before = {row.id: (row.box, row.sealed_key) for row in rows(engine, referrals)}
    write_keys(tmp_path, "northtown", LATER)
    assert [reseal(engine, tmp_path), reseal(engine, tmp_path)] == [3, 0]
    assert in_use(engine) == set(load_private_keys(tmp_path))
    for row in rows(engine, referrals):
        assert row.box == before[row.id][0]
        assert row.sealed_key != before[row.id][1]
        with writing(engine) as db:
            opened = open_request(
                db, row.id, team_id="north", private_keys=load_private_keys(tmp_path), by="p1", now=LATER
            )
        assert opened is not None
        assert opened.answers == FULL


def test_other_councils_keep_their_keys(engine: Engine, tmp_path: Path) -> None:
    submit(engine)
    write_keys(tmp_path, "southtown", LATER)
    with writing(engine) as db:
        assert reseal_some(db, "southtown", load_public_keys(tmp_path)["southtown"], {}) == 0
    assert in_use(engine) == {key_id(PUBLIC_KEY)}


def test_without_the_old_private_key_nothing_is_touched(engine: Engine, tmp_path: Path) -> None:
    submit(engine)
    write_keys(tmp_path, "northtown", LATER)
    with pytest.raises(ReferralError) as refused, writing(engine) as db:
        reseal_some(db, "northtown", load_public_keys(tmp_path)["northtown"], load_private_keys(tmp_path))
    assert refused.value.code == "key_missing"
    assert in_use(engine) == {key_id(PUBLIC_KEY)}


def test_one_transaction_takes_no_more_than_a_batch(engine: Engine, tmp_path: Path, monkeypatch) -> None:
    for number in range(3):
        submit(engine, str(number))
    monkeypatch.setattr("portal.referrals.sealing.key_rotation.BATCH", 2)
    write_keys(tmp_path, "northtown", LATER)
    assert [reseal(engine, tmp_path) for _ in range(3)] == [2, 1, 0]


def test_only_files_that_nothing_needs_are_spent(tmp_path: Path) -> None:
    ids = [write_keys(tmp_path, "northtown", NOW + timedelta(days=day)) for day in range(3)]
    write_keys(tmp_path, "southtown", NOW)
    spent = {path.name for path in find_spent_files(tmp_path, {ids[1]})}
    assert spent == {f"northtown-{ids[0]}.key", f"northtown-{ids[0]}.pub"}


@pytest.mark.parametrize("where", ["data", "data/keys"])
def test_live_keys_beside_the_data_are_refused(tmp_path: Path, where: str) -> None:
    write_keys(tmp_path / where, "northtown", NOW)
    with pytest.raises(ReferralError) as refused:
        refuse_unsafe_keys(tmp_path / where, data=tmp_path / "data", is_live=True)
    assert refused.value.code == "key_beside_data"
    refuse_unsafe_keys(tmp_path / where, data=tmp_path / "data", is_live=False)


@pytest.mark.parametrize("what", [".", "public", "public/*.pub"])
def test_keys_that_others_could_exchange_are_refused(tmp_path: Path, what: str) -> None:
    write_keys(tmp_path / "keys", "northtown", NOW)
    (tmp_path / "keys").chmod(0o755)
    refuse_unsafe_keys(tmp_path / "keys", data=tmp_path / "data", is_live=True)
    for path in [tmp_path / "keys"] if what == "." else (tmp_path / "keys").glob(what):
        path.chmod(0o777)
    with pytest.raises(ReferralError) as refused:
        refuse_unsafe_keys(tmp_path / "keys", data=tmp_path / "data", is_live=True)
    assert refused.value.code == "key_public_mode"


def test_a_private_key_that_belongs_to_somebody_else_is_refused(tmp_path: Path, monkeypatch) -> None:
    write_keys(tmp_path, "northtown", NOW)
    if os.geteuid() == 0:
        os.chown(next((tmp_path / "private").iterdir()), 65534, 65534)
    else:
        somebody_else = os.geteuid() + 1
        monkeypatch.setattr("os.geteuid", lambda: somebody_else)
    with pytest.raises(ReferralError) as refused:
        load_private_keys(tmp_path)
    assert refused.value.code == "key_owner"
