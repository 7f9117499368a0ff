"""Keep what a family may look up and be told after asking."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add what the rooms behind this step keep."""
