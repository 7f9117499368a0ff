"""The rows of teams: operator data, never part of the catalogue. Secrets stand only as hashes."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from portal.store.tables import UtcDateTime, metadata

teams = Table(
    "teams",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("council_id", String(80), nullable=False),
    Column("locality_id", String(80)),  # none: the council's front door
    Column("name", String(200), nullable=False),
    Column("email", String(254)),  # where notices go; none: the inbox only
    Column("is_practice", Boolean, nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("test_confirmed_at", UtcDateTime),  # when a person said that a test message had come
    Column("accepted_at", UtcDateTime),  # when an operator said that the team takes requests
    Column("test_sent_at", UtcDateTime),
    Column("test_code", String(40)),  # what a mail server said that did not take the test message
    Column("test_token_hash", String(64)),  # of the link in it
    Column("test_confirmed_by", String(80)),
    UniqueConstraint("council_id", "locality_id", "is_practice"),
)

Index(
    "uq_teams_front_door",
    teams.c.council_id,
    teams.c.is_practice,
    unique=True,
    sqlite_where=teams.c.locality_id.is_(None),  # portal.store.postgresql takes it over
)

people = Table(
    "people",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("team_id", ForeignKey("teams.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("email", String(254), nullable=False),
    Column("role", String(20), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    Column("left_at", UtcDateTime),  # the row stays, so that what they did keeps their name
    Column("visited_at", UtcDateTime),
    UniqueConstraint("team_id", "email"),
)

team_calendars = Table(
    "team_calendars",  # only of teams whose hours are not their council's
    metadata,
    Column("team_id", ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True),
    Column("hours", JSON, nullable=False),  # [day, opens_at, closes_at] as text
    Column("closed_on", JSON, nullable=False),  # days as text
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("row_id", String(64), primary_key=True),  # the hash of the link's token
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
    Column("browser_hash", String(64)),  # of the browser that asked for it; none: the operator made it
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("row_id", String(64), primary_key=True),  # the hash of the cookie's secret
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("touched_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
    Column("last_visit_at", UtcDateTime),  # when the person was here before
)

absences = Table(
    "absences",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("cover_id", ForeignKey("people.id")),
    Column("added_at", UtcDateTime, nullable=False),
)

sign_in_asks = Table(
    "sign_in_asks",  # somebody asked for a link; whether the address is on a list is for the worker to find out
    metadata,
    Column("id", String(32), primary_key=True),
    Column("address_hash", String(64), nullable=False),
    Column("browser_hash", String(64), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime, nullable=False, index=True),
    Column("attempts", Integer, nullable=False),
)
