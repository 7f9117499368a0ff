"""When a team works, where that is not when its council's offices do: part-time, in term time, on other days."""

from datetime import date, time

from sqlalchemy import Connection, delete, select

from portal.places.models import Calendar, OpeningHours
from portal.store.upserts import insert_into
from portal.teams.errors import UnknownTeam
from portal.teams.tables import team_calendars
from portal.teams.teams import find_team


def set_calendar(db: Connection, team_id: str, calendar: Calendar) -> None:
    """Give a team a calendar of its own; requests that are there already keep what was promised."""
    if find_team(db, team_id) is None:
        raise UnknownTeam(team_id)
    hours = [[each.day, each.opens_at.isoformat(), each.closes_at.isoformat()] for each in calendar.hours]
    values = {"hours": hours, "closed_on": [day.isoformat() for day in sorted(calendar.closed_on)]}
    new = insert_into(db, team_calendars).values(team_id=team_id, **values)
    db.execute(new.on_conflict_do_update(index_elements=["team_id"], set_=values))


def forget_calendar(db: Connection, team_id: str) -> None:
    """Let a team work as its council's offices do."""
    if find_team(db, team_id) is None:
        raise UnknownTeam(team_id)
    db.execute(delete(team_calendars).where(team_calendars.c.team_id == team_id))


def find_calendar(db: Connection, team_id: str) -> Calendar | None:
    """Return a team's own calendar; None where it works as its council's offices do."""
    row = db.execute(select(team_calendars).where(team_calendars.c.team_id == team_id)).one_or_none()
    if row is None:
        return None
    hours = (
        OpeningHours(day, time.fromisoformat(opens), time.fromisoformat(closes)) for day, opens, closes in row.hours
    )
    return Calendar(tuple(hours), frozenset(date.fromisoformat(day) for day in row.closed_on))
