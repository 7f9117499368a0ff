"""Let the audit trail only grow; note who works, whose turn it was, who saw a notice and what may be spam."""

import sqlalchemy as sa
from alembic import op

from portal.store.migrations.words import make, moment, only_grow, pointing, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what delivery, acknowledgement and holding need, and the triggers of the audit trail."""
    for column in ("acknowledged_at", "suspected_at"):
        op.add_column("referrals", sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    op.add_column("referrals", text("acknowledged_by", 80, nullable=True))
    make(
        "acknowledgement_links",
        text("row_id", 64),
        text("referral_id", 32),
        moment("expires_at"),
        pointing("acknowledgement_links", "referral_id", "referrals", ondelete="CASCADE"),
        key=["row_id"],
        indexes=["referral_id", "expires_at"],
    )
    make("worker_heartbeats", text("owner", 80), moment("beaten_at"), key=["owner"])
    make("team_turns", text("team_id", 80), moment("taken_at"), key=["team_id"])
    only_grow("referral_events", forget_after_months=24)
