"""Make the tables of visits, limits, teams and referrals."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

from portal.store.migrations.words import make, moment, number, once, pointing, sealed, text, yes_no

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of the first release."""
    _make_visits()
    _make_limits()
    _make_teams()
    _make_sign_in()
    _make_drafts()
    _make_referrals()
    _make_deliveries()
    _make_escalations()
    _make_case_notes()
    _make_past_referrals()
    _make_events()


def _make_visits() -> None:
    make(
        "visits",
        text("row_id", 64),
        sealed("box"),
        moment("started_at"),
        moment("touched_at"),
        key=["row_id"],
        indexes=["touched_at"],
    )


def _make_limits() -> None:
    make(
        "limit_salts",
        sa.Column("day", sa.Date, autoincrement=False, nullable=False),
        sealed("salt"),
        key=["day"],
    )
    make(
        "limit_counts",
        text("row_id", 64),
        number("count"),
        moment("ends_at"),
        key=["row_id"],
        indexes=["ends_at"],
    )


def _make_teams() -> None:
    make(
        "teams",
        text("id", 80),
        text("council_id", 80),
        text("locality_id", 80, nullable=True),
        text("name", 200),
        text("email", 254, nullable=True),
        yes_no("is_practice"),
        moment("added_at"),
        moment("test_confirmed_at", nullable=True),
        moment("accepted_at", nullable=True),
        once("teams", "council_id", "locality_id", "is_practice"),
        key=["id"],
    )
    is_front_door = sa.text("locality_id IS NULL")
    op.create_index(
        "uq_teams_front_door",
        "teams",
        ["council_id", "is_practice"],
        unique=True,
        sqlite_where=is_front_door,
        postgresql_where=is_front_door,
    )


def _make_sign_in() -> None:
    make(
        "people",
        text("id", 32),
        text("team_id", 80),
        text("name", 200),
        text("email", 254),
        text("role", 20),
        moment("added_at"),
        pointing("people", "team_id", "teams"),
        once("people", "team_id", "email"),
        key=["id"],
    )
    for table, moments, ended in (
        ("sign_in_links", ("issued_at", "expires_at"), "used_at"),
        ("staff_sessions", ("started_at", "touched_at"), "ended_at"),
    ):
        make(
            table,
            text("row_id", 64),
            text("person_id", 32),
            *(moment(name) for name in moments),
            moment(ended, nullable=True),
            pointing(table, "person_id", "people"),
            key=["row_id"],
            indexes=["person_id"],
        )


def _make_drafts() -> None:
    make(
        "drafts",
        text("id", 64),
        sealed("box"),
        moment("started_at"),
        moment("idle_at"),
        key=["id"],
        indexes=["idle_at"],
    )


def _make_referrals() -> None:
    make(
        "referrals",
        text("id", 32),
        text("reference", 12),
        text("submission_hash", 64),
        text("team_id", 80),
        text("door_name", 200),
        text("rule_version", 80),
        text("state", 20),
        moment("read_by"),
        moment("contact_by"),
        moment("purge_after", nullable=True),
        yes_no("is_held"),
        number("schema_version"),
        text("key_id", 16),
        sealed("sealed_key"),
        sealed("box"),
        *_counted(),
        once("referrals", "reference"),
        once("referrals", "submission_hash"),
        key=["id"],
        indexes=["team_id", "state", "purge_after"],
    )


def _make_past_referrals() -> None:
    make("past_referrals", sa.Column("number", sa.Integer, nullable=False), *_counted(), key=["number"])


def _counted() -> tuple[SchemaItem, ...]:
    """What is counted for the commissioner, while a referral is there and after."""
    return (
        text("council_id", 80),
        text("locality_id", 80, nullable=True),
        sa.Column("needs", sa.JSON, nullable=False),
        number("level", nullable=True),
        yes_no("is_urgent"),
        moment("received_at"),
        *(moment(name, nullable=True) for name in ("read_at", "tried_at", "in_touch_at", "closed_at")),
        text("outcome", 30, nullable=True),
    )


def _make_deliveries() -> None:
    make(
        "deliveries",
        text("id", 32),
        text("referral_id", 32),
        text("channel", 20),
        text("recipient", 20),
        text("purpose", 40),
        text("state", 20),
        number("attempts"),
        moment("made_at"),
        moment("next_at"),
        text("lease_owner", 80, nullable=True),
        moment("lease_until", nullable=True),
        number("epoch"),
        text("message_id", 200, nullable=True),
        moment("accepted_at", nullable=True),
        text("last_code", 40, nullable=True),
        pointing("deliveries", "referral_id", "referrals", ondelete="CASCADE"),
        once("deliveries", "referral_id", "channel", "recipient", "purpose"),
        key=["id"],
        indexes=["next_at"],
    )


def _make_escalations() -> None:
    make(
        "escalations",
        text("referral_id", 32),
        text("clock", 10),
        text("level", 20),
        moment("due_at"),
        moment("raised_at", nullable=True),
        pointing("escalations", "referral_id", "referrals", ondelete="CASCADE"),
        key=["referral_id", "clock", "level"],
        indexes=["due_at"],
    )


def _make_case_notes() -> None:
    make(
        "case_notes",
        text("id", 32),
        text("referral_id", 32),
        moment("at"),
        text("by", 80),
        text("how", 20),
        text("outcome", 20),
        yes_no("is_safe"),
        sealed("box"),
        pointing("case_notes", "referral_id", "referrals", ondelete="CASCADE"),
        key=["id"],
        indexes=["referral_id"],
    )


def _make_events() -> None:
    make(
        "referral_events",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        moment("at"),
        text("kind", 40),
        text("referral_id", 32),
        text("actor", 80),
        text("detail", 80),
        text("previous_hash", 64),
        text("hash", 64),
        key=["number"],
        indexes=["referral_id"],
    )
    make(
        "referral_events_head",
        sa.Column("id", sa.Integer, autoincrement=False, nullable=False),
        number("number"),
        text("hash", 64),
        key=["id"],
    )
