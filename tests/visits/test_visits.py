from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection, Engine, func, select, update

from portal.places.models import Place, Point, Precision
from portal.store.boxes import new_secret
from portal.store.transactions import reading, writing
from portal.visits.tables import visits
from portal.visits.visits import end_visit, extend_visit, find_visit, remember_place, sweep_visits
from tests.engines import Databases

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
KIRKBY = Place(
    precision=Precision.POSTCODE,
    point=Point(53.4812, -2.8901),
    council="knowsley",
    ward="E05010935",
    locality="kirkby",
    postcode="L32 1AA",
    sector="L32 1",
    district="L32",
)
BORDER = Place(precision=Precision.SECTOR, sector="L9 6", candidates=("liverpool", "sefton"))


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def begin(engine: Engine, place: Place = KIRKBY) -> str:
    secret = new_secret()
    with writing(engine) as db:
        remember_place(db, secret, place, NOON)
    return secret


def recall(engine: Engine, secret: str, now: datetime = NOON) -> Place | None:
    with reading(engine) as db:
        return place_in(db, secret, now)


def place_in(db: Connection, secret: str, now: datetime) -> Place | None:
    visit = find_visit(db, secret, now)
    return visit.place if visit else None


@pytest.mark.parametrize("place", [KIRKBY, BORDER, Place(precision=Precision.COUNCIL, outside="E08000015")])
def test_a_place_is_recalled_as_it_was(engine: Engine, place: Place) -> None:
    assert recall(engine, begin(engine, place)) == place


def test_nobody_else_recalls_it(engine: Engine) -> None:
    secret = begin(engine)
    assert recall(engine, new_secret()) is None
    assert recall(engine, secret + "x") is None
    assert recall(engine, "") is None


def test_a_second_place_replaces_the_first_under_the_same_cookie(engine: Engine) -> None:
    secret = begin(engine)
    with writing(engine) as db:
        remember_place(db, secret, BORDER, NOON + minutes(10))
    assert recall(engine, secret, NOON + minutes(10)) == BORDER


def test_a_visit_that_ran_out_begins_again_from_nothing(engine: Engine) -> None:
    secret = begin(engine)
    with writing(engine) as db:
        remember_place(db, secret, BORDER, NOON + minutes(300))
        visit = find_visit(db, secret, NOON + minutes(300))
    assert visit
    assert visit.started_at == NOON + minutes(300)


@pytest.mark.parametrize(("after", "is_there"), [(minutes(30) - SECOND, True), (minutes(30), False)])
def test_it_is_forgotten_after_30_minutes_without_use(engine: Engine, after: timedelta, is_there: bool) -> None:
    assert bool(recall(engine, begin(engine), NOON + after)) is is_there


@pytest.mark.parametrize(("after", "is_there"), [(minutes(120) - SECOND, True), (minutes(120), False)])
def test_it_can_be_extended_to_2_hours_and_no_longer(engine: Engine, after: timedelta, is_there: bool) -> None:
    secret = begin(engine)
    with writing(engine) as db:
        for passed in range(20, 120, 20):
            assert extend_visit(db, secret, NOON + minutes(passed))
        extend_visit(db, secret, NOON + minutes(119))
    assert bool(recall(engine, secret, NOON + after)) is is_there


def test_a_new_place_does_not_make_the_visit_longer(engine: Engine) -> None:
    secret = begin(engine)
    with writing(engine) as db:
        for passed in range(20, 120, 20):
            remember_place(db, secret, BORDER, NOON + minutes(passed))
    with reading(engine) as db:
        visit = find_visit(db, secret, NOON + minutes(119))
    assert visit
    assert visit.ends_at == NOON + minutes(120)


def test_what_ran_out_cannot_be_extended(engine: Engine) -> None:
    secret = begin(engine)
    with writing(engine) as db:
        assert not extend_visit(db, secret, NOON + minutes(30))
        assert not extend_visit(db, new_secret(), NOON)


def test_it_says_until_when_it_lasts(engine: Engine) -> None:
    secret = begin(engine)
    with writing(engine) as db:
        extend_visit(db, secret, NOON + minutes(10))
        visit = find_visit(db, secret, NOON + minutes(10))
    assert visit
    assert visit.ends_at == NOON + minutes(40)


def test_leaving_forgets_at_once(engine: Engine) -> None:
    secret, other = begin(engine), begin(engine)
    with writing(engine) as db:
        end_visit(db, secret)
    assert recall(engine, secret) is None
    assert recall(engine, other) == KIRKBY


def test_sweeping_deletes_what_ran_out_and_nothing_else(engine: Engine) -> None:
    begin(engine)
    later = new_secret()
    with writing(engine) as db:
        remember_place(db, later, BORDER, NOON + minutes(20))
        assert sweep_visits(db, NOON + minutes(29)) == 0
        assert sweep_visits(db, NOON + minutes(30)) == 1
        assert db.execute(select(func.count()).select_from(visits)).scalar_one() == 1
        assert place_in(db, later, NOON + minutes(30)) == BORDER


def test_the_disk_never_holds_a_place_or_a_secret(engine: Engine, databases: Databases) -> None:
    secret = begin(engine)
    raw = databases.raw_bytes(engine)
    assert not [word for word in ("L32 1AA", "knowsley", "kirkby", "E05010935", secret) if word.encode() in raw]


def test_a_box_moved_to_another_row_stays_shut(engine: Engine) -> None:
    mine, other = begin(engine), begin(engine, BORDER)
    with writing(engine) as db:
        boxes = db.execute(select(visits.c.box)).scalars().all()
        for box in boxes:
            db.execute(update(visits).values(box=box))
            assert [place_in(db, mine, NOON), place_in(db, other, NOON)].count(None) == 1
