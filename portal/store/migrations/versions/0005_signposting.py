"""Keep shortlists, reports of wrong entries and whether something helped."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add what the rooms behind this step keep."""
