"""Who is on a team's list, who has left it, who is away and who stands in."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, insert, update

from portal.store.transactions import reading, writing
from portal.teams import (
    AbsenceRefused,
    AlreadyThere,
    NobodyToSignIn,
    NoSuchPerson,
    Person,
    Role,
    add_absence,
    add_person,
    add_team,
    change_role,
    end_absence,
    end_sessions,
    find_everybody,
    find_people,
    find_roster,
    find_session,
    issue_sign_in_link,
    redeem_sign_in_link,
    remove_person,
    switch_session,
)
from portal.teams.tables import absences

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
MONDAY, TUESDAY, FRIDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


@pytest.fixture
def team(engine: Engine) -> Engine:
    """A team of a reader, Ann, and a manager, Mo."""
    with writing(engine) as db:
        add_team(db, team_id="ashby", council_id="ashby", name="Ashby", now=NOON)
        for number, (name, role) in enumerate((("Ann", Role.READER), ("Mo", Role.MANAGER))):
            now = NOON + timedelta(seconds=number)
            add_person(db, "ashby", name=name, email=f"{name}@ashby.example", role=role, now=now)
    return engine


def person(db: Connection, name: str, team: str = "ashby") -> Person:
    return next(each for each in find_everybody(db, team) if each.name == name)


def away(db: Connection, name: str, first: date, last: date, cover: str | None = None) -> None:
    cover_id = person(db, cover).id if cover else None
    add_absence(db, person(db, name), first_day=first, last_day=last, cover_id=cover_id, now=NOON)


def test_whoever_leaves_is_signed_out_and_keeps_the_name_of_what_they_did(team: Engine) -> None:
    with writing(team) as db:
        ann = person(db, "Ann")
        secret = redeem_sign_in_link(db, issue_sign_in_link(db, "ashby", NOON), NOON)
        waiting = issue_sign_in_link(db, "ashby", NOON)
        assert remove_person(db, "ashby", " ANN@ashby.example", NOON).id == ann.id
        assert find_session(db, secret, NOON) is None
        assert [each.name for each in find_people(db, "ashby")] == ["Mo"]
        assert [each.name for each in find_everybody(db, "ashby")] == ["Ann", "Mo"]
        with pytest.raises(NobodyToSignIn):
            issue_sign_in_link(db, "ashby", NOON, person_id=ann.id)
        with pytest.raises(Exception, match="unknown"):
            redeem_sign_in_link(db, waiting, NOON)
        with pytest.raises(NoSuchPerson, match="ashby"):
            remove_person(db, "ashby", "ann@ashby.example", NOON)


def test_whoever_comes_back_is_the_same_person(team: Engine) -> None:
    with writing(team) as db:
        before = remove_person(db, "ashby", "ann@ashby.example", NOON)
        again = add_person(db, "ashby", name="Ann B", email="ann@ashby.example", role=Role.MANAGER, now=NOON)
        assert (again.id, again.name, again.role, again.left_at) == (before.id, "Ann B", Role.MANAGER, None)
        with pytest.raises(AlreadyThere):
            add_person(db, "ashby", name="Ann", email="ann@ashby.example", role=Role.READER, now=NOON)


def test_a_role_is_changed(team: Engine) -> None:
    with writing(team) as db:
        change_role(db, "ashby", "ann@ashby.example", Role.SERVICE_LEAD)
        assert person(db, "Ann").role is Role.SERVICE_LEAD
        with pytest.raises(NoSuchPerson):
            change_role(db, "ashby", "x@ashby.example", Role.READER)


def test_people_are_signed_out_wherever_they_are(team: Engine) -> None:
    with writing(team) as db:
        ann = person(db, "Ann").id
        secrets = [redeem_sign_in_link(db, issue_sign_in_link(db, "ashby", NOON), NOON) for _ in range(2)]
        other = redeem_sign_in_link(db, issue_sign_in_link(db, "ashby", NOON, person_id=person(db, "Mo").id), NOON)
        assert end_sessions(db, [ann], NOON) == 2
        assert [find_session(db, each, NOON) for each in secrets] == [None, None]
        assert find_session(db, other, NOON)
        assert end_sessions(db, [], NOON) == 0


def test_signing_out_ends_what_somebody_has_open_in_their_other_teams_too(team: Engine) -> None:
    with writing(team) as db:
        add_team(db, team_id="birley", council_id="birley", name="Birley", now=NOON)
        for name, email in (("Ann", "ann@ashby.example"), ("Bo", "bo@b.example")):
            add_person(db, "birley", name=name, email=email, role=Role.READER, now=NOON)
        secret = redeem_sign_in_link(db, issue_sign_in_link(db, "ashby", NOON), NOON)
        there = switch_session(db, secret, "birley", NOON)
        other = redeem_sign_in_link(
            db, issue_sign_in_link(db, "birley", NOON, person_id=person(db, "Bo", "birley").id), NOON
        )
        waiting = issue_sign_in_link(db, "birley", NOON, person_id=person(db, "Ann", "birley").id)
        assert end_sessions(db, [person(db, "Ann").id], NOON) == 1
        assert (find_session(db, str(there), NOON) is None, find_session(db, other, NOON) is None) == (True, False)
        with pytest.raises(Exception, match="unknown"):
            redeem_sign_in_link(db, waiting, NOON)


@pytest.mark.parametrize(
    ("day", "is_away", "cover"),
    [
        (date(2026, 11, 22), False, None),
        (MONDAY, True, "Mo"),
        (TUESDAY, True, "Mo"),
        (date(2026, 11, 25), False, None),
    ],
)
def test_an_absence_runs_from_its_first_day_to_its_last(
    team: Engine, day: date, is_away: bool, cover: str | None
) -> None:
    with writing(team) as db:
        away(db, "Ann", MONDAY, TUESDAY, "Mo")
    with reading(team) as db:
        roster, ann, mo = find_roster(db, "ashby"), person(db, "Ann"), person(db, "Mo")
    covering = roster.cover_of(ann.id, day)
    assert (roster.is_away(ann.id, day), covering.name if covering else None) == (is_away, cover)
    assert [each.name for each in roster.covered_by(mo.id, day)] == (["Ann"] if is_away else [])


@pytest.mark.parametrize(
    ("name", "first", "last", "cover", "code"),
    [
        ("Ann", TUESDAY, MONDAY, None, "order"),
        ("Ann", MONDAY, TUESDAY, "Ann", "covers_self"),
        ("Mo", MONDAY, TUESDAY, None, "no_manager"),
        ("Mo", FRIDAY, FRIDAY, "Ann", "cover_away"),
        ("Bea", MONDAY, TUESDAY, None, "covers_then"),
        ("Mo", MONDAY, TUESDAY, "Op", "cover_reads_nothing"),
        ("Ann", MONDAY, TUESDAY, "Cur", "cover_reads_nothing"),
    ],
)
def test_an_absence_that_leaves_a_gap_is_refused(
    team: Engine, name: str, first: date, last: date, cover: str | None, code: str
) -> None:
    with writing(team) as db:
        for who, role in (("Op", Role.OPERATOR), ("Cur", Role.CURATOR)):
            add_person(db, "ashby", name=who, email=f"{who}@ashby.example", role=role, now=NOON)
        add_person(db, "ashby", name="Bea", email="bea@ashby.example", role=Role.READER, now=NOON)
        away(db, "Ann", FRIDAY, FRIDAY)
        away(db, "Mo", TUESDAY, TUESDAY, "Bea")
        with pytest.raises(AbsenceRefused) as refused:
            away(db, name, first, last, cover)
    assert refused.value.code == code


def test_somebody_of_another_team_covers_nobody(team: Engine) -> None:
    with writing(team) as db:
        add_team(db, team_id="birley", council_id="birley", name="Birley", now=NOON)
        other = add_person(db, "birley", name="Bo", email="bo@b.example", role=Role.READER, now=NOON)
        with pytest.raises(AbsenceRefused, match="no_such_cover"):
            add_absence(db, person(db, "Ann"), first_day=MONDAY, last_day=MONDAY, cover_id=other.id, now=NOON)


def test_a_manager_may_go_where_another_is_there(team: Engine) -> None:
    with writing(team) as db:
        add_person(db, "ashby", name="Meg", email="meg@ashby.example", role=Role.MANAGER, now=NOON)
        away(db, "Mo", MONDAY, TUESDAY)
        with pytest.raises(AbsenceRefused, match="no_manager"):
            away(db, "Meg", TUESDAY, FRIDAY)


@pytest.mark.parametrize(
    ("absences", "answers"),
    [
        ([], "Mo"),
        ([("Mo", "Ann")], "Ann"),
        ([("Mo", None)], "Meg"),
        ([("Mo", "Ann"), ("Meg", "Ann")], "Ann"),
    ],
)
def test_somebody_answers_for_the_manager_every_day(
    team: Engine, absences: list[tuple[str, str | None]], answers: str
) -> None:
    with writing(team) as db:
        if absences != [("Mo", "Ann")]:
            now = NOON + timedelta(minutes=1)
            add_person(db, "ashby", name="Meg", email="meg@ashby.example", role=Role.MANAGER, now=now)
        for name, cover in absences:
            away(db, name, MONDAY, TUESDAY, cover)
        found = find_roster(db, "ashby").answering(Role.MANAGER, MONDAY)
    assert found is not None
    assert found.name == answers


def test_notices_do_not_go_to_the_empty_desk_of_a_cover_who_is_away_too(team: Engine) -> None:
    with writing(team) as db:
        away(db, "Mo", MONDAY, FRIDAY, "Ann")
        days, ann = {"first_day": TUESDAY, "last_day": TUESDAY, "added_at": NOON}, person(db, "Ann").id
        db.execute(insert(absences).values(id="a" * 32, person_id=ann, **days))  # from before it was refused
        roster = find_roster(db, "ashby")
    for day, who, is_led in ((MONDAY, "Ann", True), (TUESDAY, "Mo", False), (FRIDAY, "Ann", True)):
        assert (getattr(roster.answering(Role.MANAGER, day), "name", ""), roster.is_led(day)) == (who, is_led)


def test_whoever_stands_in_has_both_roles_for_as_long(team: Engine) -> None:
    with writing(team) as db:
        away(db, "Mo", MONDAY, TUESDAY, "Ann")
        roster, ann = find_roster(db, "ashby"), person(db, "Ann")
    assert roster.roles_of(ann, MONDAY) == {Role.READER, Role.MANAGER}
    assert roster.roles_of(ann, FRIDAY) == {Role.READER}


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.CURATOR])
def test_whoever_reads_nothing_gets_no_role_by_standing_in(team: Engine, role: Role) -> None:
    with writing(team) as db:
        away(db, "Mo", MONDAY, TUESDAY, "Ann")
        change_role(db, "ashby", "ann@ashby.example", role)
        assert find_roster(db, "ashby").absences[0].cover_id is None
        ann = person(db, "Ann")
        db.execute(update(absences).values(cover_id=ann.id))  # as a row from before this was refused
        roster = find_roster(db, "ashby")
        assert roster.roles_of(ann, MONDAY) == {role}
        assert roster.cover_of(person(db, "Mo").id, MONDAY) is None


def test_an_absence_is_taken_back_in_its_own_team_only(team: Engine) -> None:
    with writing(team) as db:
        away(db, "Ann", MONDAY, TUESDAY)
        (absence,) = find_roster(db, "ashby").absences
        assert not end_absence(db, "birley", absence.id)
        assert end_absence(db, "ashby", absence.id)
        assert find_roster(db, "ashby").absences == ()


def test_whoever_leaves_covers_nobody_any_more(team: Engine) -> None:
    with writing(team) as db:
        away(db, "Mo", MONDAY, TUESDAY, "Ann")
        remove_person(db, "ashby", "ann@ashby.example", NOON)
        (absence,) = find_roster(db, "ashby").absences
    assert absence.cover_id is None
