"""The rows of visits and of limits; none leads to a person."""

from sqlalchemy import Column, Date, Integer, LargeBinary, String, Table

from portal.store.tables import UtcDateTime, metadata

visits = Table(
    "visits",
    metadata,
    Column("row_id", String(64), primary_key=True),  # the hash of the cookie's secret
    Column("box", LargeBinary, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("touched_at", UtcDateTime, nullable=False, index=True),
)

limit_salts = Table(
    "limit_salts",
    metadata,
    Column("day", Date, primary_key=True, autoincrement=False),
    Column("salt", LargeBinary, nullable=False),
)

limit_counts = Table(
    "limit_counts",
    metadata,
    Column("row_id", String(64), primary_key=True),  # of the key, its window and the day's salt
    Column("count", Integer, nullable=False),
    Column("ends_at", UtcDateTime, nullable=False, index=True),
)
