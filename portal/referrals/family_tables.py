"""The rows of the family's own side: looking up, what they wish afterwards, and the address that messages may go to."""

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from portal.store.tables import UtcDateTime, metadata

lookups = Table(
    "lookups",
    metadata,
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True),
    Column("who", String(10), primary_key=True),
    Column("hash", String(64), nullable=False),  # slow: of the reference and the words
    Column("made_at", UtcDateTime, nullable=False),
)

lookup_sessions = Table(
    "lookup_sessions",
    metadata,
    Column("row_id", String(64), primary_key=True),  # the hash of the cookie's secret
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("who", String(10), nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("touched_at", UtcDateTime, nullable=False, index=True),
)

wishes = Table(
    "wishes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("sealed_key", LargeBinary, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("seen_at", UtcDateTime),
    Column("seen_by", String(80)),
)

family_addresses = Table(
    "family_addresses",  # only of families who ticked that they want messages; deleted when they want them no longer
    metadata,
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True),
    Column("locale", String(10), nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("sealed_key", LargeBinary, nullable=False),
    Column("box", LargeBinary, nullable=False),
)
