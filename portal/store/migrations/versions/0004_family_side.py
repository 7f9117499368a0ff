"""Keep when a team works, and what a family may look up and be told after asking."""

import sqlalchemy as sa
from alembic import op

from portal.store.migrations.words import make, moment, pointing, sealed, text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what the rooms behind this step keep."""
    op.add_column("referrals", sa.Column("is_by_helper", sa.Boolean, nullable=True))
    _make_calendars()
    _make_lookups()
    _make_wishes()
    _make_addresses()


def _make_calendars() -> None:
    make(
        "team_calendars",
        text("team_id", 80),
        sa.Column("hours", sa.JSON, nullable=False),
        sa.Column("closed_on", sa.JSON, nullable=False),
        pointing("team_calendars", "team_id", "teams", ondelete="CASCADE"),
        key=["team_id"],
    )


def _make_lookups() -> None:
    make(
        "lookups",
        text("referral_id", 32),
        text("who", 10),
        text("hash", 64),
        moment("made_at"),
        pointing("lookups", "referral_id", "referrals", ondelete="CASCADE"),
        key=["referral_id", "who"],
    )
    make(
        "lookup_sessions",
        text("row_id", 64),
        text("referral_id", 32),
        text("who", 10),
        moment("started_at"),
        moment("touched_at"),
        pointing("lookup_sessions", "referral_id", "referrals", ondelete="CASCADE"),
        key=["row_id"],
        indexes=["referral_id", "touched_at"],
    )


def _make_wishes() -> None:
    make(
        "wishes",
        text("id", 32),
        text("referral_id", 32),
        moment("at"),
        text("kind", 20),
        text("key_id", 16),
        sealed("sealed_key"),
        sealed("box"),
        moment("seen_at", nullable=True),
        text("seen_by", 80, nullable=True),
        pointing("wishes", "referral_id", "referrals", ondelete="CASCADE"),
        key=["id"],
        indexes=["referral_id"],
    )


def _make_addresses() -> None:
    make(
        "family_addresses",
        text("referral_id", 32),
        text("locale", 10),
        text("key_id", 16),
        sealed("sealed_key"),
        sealed("box"),
        pointing("family_addresses", "referral_id", "referrals", ondelete="CASCADE"),
        key=["referral_id"],
    )
