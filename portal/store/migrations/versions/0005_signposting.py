"""Keep reports of wrong entries, the addresses of those who want an answer, and whether something helped."""

from portal.store.migrations.words import make, moment, number, once, pointing, text, yes_no

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables of reports and of what helped."""
    _make_reports()
    _make_replies()
    make(
        "help_counts",
        text("service_id", 80),
        text("month", 7),
        number("helped"),
        number("not_helped"),
        key=["service_id", "month"],
    )


def _make_reports() -> None:
    make(
        "entry_reports",
        text("id", 32),
        text("fingerprint", 64),
        text("service_id", 80),
        text("field", 20),
        text("words", 600),
        number("times"),
        yes_no("is_suspected"),
        moment("first_at"),
        moment("last_at"),
        moment("closed_at", nullable=True),
        text("closed_by", 32, nullable=True),
        text("outcome", 20, nullable=True),
        once("entry_reports", "fingerprint"),
        key=["id"],
        indexes=["closed_at"],
    )


def _make_replies() -> None:
    make(
        "report_replies",
        text("id", 32),
        text("report_id", 32),
        text("address", 254),
        text("locale", 12),
        moment("asked_at"),
        moment("next_at", nullable=True),
        number("attempts"),
        pointing("report_replies", "report_id", "entry_reports", ondelete="CASCADE"),
        key=["id"],
        indexes=["report_id", "next_at"],
    )
