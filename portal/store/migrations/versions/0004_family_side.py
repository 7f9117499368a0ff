"""Keep when a team works, and what a family may look up and be told after asking."""

import sqlalchemy as sa

from portal.store.migrations.words import make, pointing, text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what the rooms behind this step keep."""
    _make_calendars()


def _make_calendars() -> None:
    make(
        "team_calendars",
        text("team_id", 80),
        sa.Column("hours", sa.JSON, nullable=False),
        sa.Column("closed_on", sa.JSON, nullable=False),
        pointing("team_calendars", "team_id", "teams", ondelete="CASCADE"),
        key=["team_id"],
    )
