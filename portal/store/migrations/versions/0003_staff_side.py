"""Keep who works on a request, what they did and who may see it; absences, and links that were asked for."""

import sqlalchemy as sa
from alembic import op

from portal.store.migrations.words import make, moment, number, pointing, sealed, text

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add what the inbox, casework, teams and sign-in keep."""
    _add_to_referrals()
    _make_case_entries()
    _make_contact_marks()
    _make_holds()
    _add_to_teams()
    _make_absences()
    _make_sign_in_asks()


def _add_to_referrals() -> None:
    for name in ("arrived_at", "restricted_at", "close_asked_at"):
        op.add_column("referrals", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("referrals", sa.Column("urgent_reasons", sa.JSON, nullable=True))
    op.add_column("referrals", text("worker_id", 32, nullable=True))
    op.add_column("referrals", sa.Column("next_step_on", sa.Date, nullable=True))


def _make_case_entries() -> None:
    make(
        "case_entries",
        text("id", 32),
        text("referral_id", 32),
        moment("at"),
        text("by", 80),
        text("kind", 20),
        text("detail", 80),
        sa.Column("due_on", sa.Date, nullable=True),
        sealed("box"),
        pointing("case_entries", "referral_id", "referrals", ondelete="CASCADE"),
        key=["id"],
        indexes=["referral_id"],
    )


def _make_contact_marks() -> None:
    make(
        "contact_marks",
        text("referral_id", 32),
        text("mark", 64),
        pointing("contact_marks", "referral_id", "referrals", ondelete="CASCADE"),
        key=["referral_id", "mark"],
        indexes=["mark"],
    )


def _make_holds() -> None:
    make(
        "holds",
        text("referral_id", 32),
        text("reason", 20),
        moment("at"),
        text("by", 80),
        pointing("holds", "referral_id", "referrals", ondelete="CASCADE"),
        key=["referral_id", "reason"],
    )


def _add_to_teams() -> None:
    op.add_column("teams", sa.Column("test_sent_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("teams", text("test_code", 40, nullable=True))
    op.add_column("teams", text("test_token_hash", 64, nullable=True))
    op.add_column("teams", text("test_confirmed_by", 80, nullable=True))
    for table, name in (("people", "left_at"), ("people", "visited_at"), ("staff_sessions", "last_visit_at")):
        op.add_column(table, sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("sign_in_links", text("browser_hash", 64, nullable=True))


def _make_absences() -> None:
    make(
        "absences",
        text("id", 32),
        text("person_id", 32),
        sa.Column("first_day", sa.Date, nullable=False),
        sa.Column("last_day", sa.Date, nullable=False),
        text("cover_id", 32, nullable=True),
        moment("added_at"),
        pointing("absences", "person_id", "people"),
        pointing("absences", "cover_id", "people"),
        key=["id"],
        indexes=["person_id"],
    )


def _make_sign_in_asks() -> None:
    make(
        "sign_in_asks",
        text("id", 32),
        text("address_hash", 64),
        text("browser_hash", 64),
        moment("asked_at"),
        moment("next_at"),
        number("attempts"),
        key=["id"],
        indexes=["next_at"],
    )
