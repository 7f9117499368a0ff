"""The rows of reports; who reported stands nowhere but in the address that an answer goes to, until it has gone."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table

from portal.store.tables import UtcDateTime, metadata

entry_reports = Table(
    "entry_reports",
    metadata,
    Column("id", String(32), primary_key=True),
    Column(
        "fingerprint", String(64), nullable=False, unique=True
    ),  # of service, field and words: the same again counts
    Column("service_id", String(80), nullable=False),
    Column("field", String(20), nullable=False),
    Column("words", String(600), nullable=False),
    Column("times", Integer, nullable=False),
    Column("is_suspected", Boolean, nullable=False),  # it may come from a machine: shown apart
    Column("first_at", UtcDateTime, nullable=False),
    Column("last_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime, index=True),
    Column("closed_by", String(32)),
    Column("outcome", String(20)),
)

report_replies = Table(
    "report_replies",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("report_id", ForeignKey("entry_reports.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("address", String(254), nullable=False),
    Column("locale", String(12), nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime, index=True),  # none: the report is open, there is nothing to answer yet
    Column("attempts", Integer, nullable=False),
)

help_counts = Table(
    "help_counts",
    metadata,
    Column("service_id", String(80), primary_key=True),
    Column("month", String(7), primary_key=True),  # 2026-11
    Column("helped", Integer, nullable=False),
    Column("not_helped", Integer, nullable=False),
)
