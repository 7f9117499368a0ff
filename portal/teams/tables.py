"""The rows of teams: operator data, never part of the catalogue. Secrets stand only as hashes."""

from sqlalchemy import Boolean, Column, ForeignKey, Index, String, Table, UniqueConstraint

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
    UniqueConstraint("council_id", "locality_id", "is_practice"),
)

Index(
    "uq_teams_front_door",
    teams.c.council_id,
    teams.c.is_practice,
    unique=True,
    sqlite_where=teams.c.locality_id.is_(None),
    postgresql_where=teams.c.locality_id.is_(None),
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
    UniqueConstraint("team_id", "email"),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("row_id", String(64), primary_key=True),  # the hash of the link's token
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
    Column("used_at", UtcDateTime),
)

staff_sessions = Table(
    "staff_sessions",
    metadata,
    Column("row_id", String(64), primary_key=True),  # the hash of the cookie's secret
    Column("person_id", ForeignKey("people.id"), nullable=False, index=True),
    Column("started_at", UtcDateTime, nullable=False),
    Column("touched_at", UtcDateTime, nullable=False),
    Column("ended_at", UtcDateTime),
)
