"""`portal practice`: a day that a team can learn on, on a practice site only."""

from collections import Counter

import pytest
from sqlalchemy import func, select, update

from portal.config import Settings
from portal.parts import Parts
from portal.referrals.audit import find_broken_event
from portal.referrals.casework.inbox import open_request
from portal.referrals.family_tables import wishes
from portal.referrals.tables import escalations, referrals
from portal.store.transactions import reading, writing
from portal.teams import add_team
from tests.clock import StoppedClock
from tests.commands.conftest import Run


def test_a_day_of_thirty_requests_in_every_state_is_played(run: Run, parts: Parts) -> None:
    said = run("practice").output
    assert "Played 30 requests; 0 of today were there already" in said
    assert "portal teams link practice-sefton" in said
    with reading(parts.engine) as db:
        rows = db.execute(select(referrals)).all()
        raised = db.execute(
            select(escalations.c.clock, escalations.c.level).where(escalations.c.raised_at.is_not(None))
        )
        told = {f"{each.clock} {each.level.partition('-')[0]}" for each in raised}
        assert find_broken_event(db) is None
        assert db.execute(select(func.count()).select_from(wishes)).scalar_one() == 2
    states = Counter(row.state for row in rows)
    assert set(states) == {"handed_over", "opened", "contact_tried", "in_touch", "closed"}
    assert len({row.team_id for row in rows}) == 3
    assert sum(row.is_urgent for row in rows) == 3
    assert any(row.restricted_at for row in rows)
    assert any(row.suspected_at for row in rows)
    assert any(row.is_by_helper for row in rows)
    assert {"read due", "read morning", "contact due", "family silence"} <= told


def test_everybody_in_it_is_plainly_made_up(run: Run, parts: Parts) -> None:
    run("practice")
    with writing(parts.engine) as db:
        for row in db.execute(select(referrals.c.id, referrals.c.team_id)).all():
            opened = open_request(
                db,
                row.id,
                team_id=row.team_id,
                private_keys=parts.private_keys or {},
                by="p",
                now=parts.clock(),
                sees_restricted=True,
            )
            assert opened is not None
            assert opened.answers.name.startswith("Practice ")
            for contact in opened.answers.contacts:
                assert contact.detail.startswith(("01632 960", "07700 900", "1 Practice Road")) or (
                    contact.detail.endswith(".invalid")
                )


def test_a_second_time_on_one_day_adds_nothing_and_says_so(run: Run, parts: Parts) -> None:
    run("practice")
    assert "Played 0 requests; 30 of today were there already" in run("practice").output
    with reading(parts.engine) as db:
        assert db.execute(select(func.count()).select_from(referrals)).scalar_one() == 30


def test_on_a_live_site_it_refuses_and_says_why(run: Run, parts: Parts, settings: Settings) -> None:
    said = run("practice", status=1, PORTAL_PRACTICE="no").output
    assert "made-up requests must never stand among real ones" in said
    with reading(parts.engine) as db:
        assert db.execute(select(referrals)).all() == []


def test_without_a_word_the_data_decide(run: Run, environ: dict[str, str]) -> None:
    environ.pop("PORTAL_PRACTICE")
    assert "Played 30 requests" in run("practice").output
    run("teams", "add", "east", "--council", "knowsley", "--name", "East")
    assert "not for practice" in run("practice", status=1).output


@pytest.mark.parametrize("has_live_team", [True, False])
def test_nothing_is_played_where_anything_is_not_for_practice_whatever_is_said(
    run: Run, parts: Parts, clock: StoppedClock, has_live_team: bool
) -> None:
    run("practice")
    with writing(parts.engine) as db:
        if has_live_team:
            add_team(db, team_id="live", council_id="sefton", name="Live", now=clock())
        else:
            one = db.execute(select(referrals.c.id).limit(1)).scalar_one()
            db.execute(update(referrals).where(referrals.c.id == one).values(team_id="gone", state="closed"))
        db.execute(update(referrals).values(submission_hash=referrals.c.id))  # or nothing would be played again anyway
        before = db.execute(select(func.count()).select_from(referrals)).scalar_one()
    assert "not for practice" in run("practice", status=1).output
    with reading(parts.engine) as db:
        assert db.execute(select(func.count()).select_from(referrals)).scalar_one() == before
