"""Keep who works on a request, what they did and who may see it."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what the rooms behind this step keep."""
