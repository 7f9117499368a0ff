from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from portal.store.tables import UtcDateTime
from portal.store.transactions import writing

moments = Table("moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcDateTime))
LONDON = ZoneInfo("Europe/London")


@pytest.fixture
def with_moments(engine: Engine) -> Engine:
    with writing(engine) as db:
        moments.create(db)
    return engine


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 7, 1, 9, 30, tzinfo=LONDON),
        datetime(2026, 10, 25, 1, 30, tzinfo=LONDON, fold=1),
        datetime(2026, 12, 24, 16, 50, 1, 7, tzinfo=UTC),
    ],
)
def test_a_moment_comes_back_as_it_was_and_in_utc(with_moments: Engine, moment: datetime) -> None:
    with writing(with_moments) as db:
        db.execute(insert(moments).values(at=moment))
        found = db.execute(select(moments.c.at)).scalar_one()
    assert found == moment.astimezone(UTC)
    assert found.tzinfo is UTC


def test_no_moment_stays_no_moment(with_moments: Engine) -> None:
    with writing(with_moments) as db:
        db.execute(insert(moments).values(at=None))
        assert db.execute(select(moments.c.at)).scalar_one() is None


def test_a_moment_without_a_zone_is_refused(with_moments: Engine) -> None:
    with pytest.raises(StatementError, match="time zone"), writing(with_moments) as db:
        db.execute(insert(moments).values(at=datetime(2026, 7, 1, 9, 30)))


def test_moments_compare_by_time_whatever_zone_is_asked_in(with_moments: Engine) -> None:
    with writing(with_moments) as db:
        db.execute(insert(moments).values(at=datetime(2026, 7, 1, 8, 30, tzinfo=UTC)))
        query = select(moments.c.id).where(moments.c.at < datetime(2026, 7, 1, 9, 31, tzinfo=LONDON))
        assert db.execute(query).all()
        query = select(moments.c.id).where(moments.c.at < datetime(2026, 7, 1, 9, 30, tzinfo=LONDON))
        assert not db.execute(query).all()
