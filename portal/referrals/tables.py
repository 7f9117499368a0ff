"""The rows of this room. What a family wrote stands only in `box`; the rest serves routing, clocks and counts."""

from sqlalchemy import JSON, Boolean, Column, Date, ForeignKey, Integer, LargeBinary, String, Table, UniqueConstraint

from portal.store.tables import UtcDateTime, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id", String(64), primary_key=True),  # the hash of the cookie's secret
    Column("box", LargeBinary, nullable=False),
    Column("started_at", UtcDateTime, nullable=False),
    Column("idle_at", UtcDateTime, nullable=False, index=True),
)

referrals = Table(
    "referrals",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("reference", String(12), nullable=False, unique=True),
    Column("submission_hash", String(64), nullable=False, unique=True),
    Column("council_id", String(80), nullable=False),
    Column("team_id", String(80), nullable=False, index=True),
    Column("locality_id", String(80)),
    Column("door_name", String(200), nullable=False),
    Column("rule_version", String(80), nullable=False),
    Column("needs", JSON, nullable=False),
    Column("level", Integer),
    Column("is_urgent", Boolean, nullable=False),
    Column("is_by_helper", Boolean),  # somebody asked for the family; none: from before this was kept
    Column("state", String(20), nullable=False, index=True),
    Column("received_at", UtcDateTime, nullable=False),
    Column("read_by", UtcDateTime, nullable=False),
    Column("contact_by", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    Column("tried_at", UtcDateTime),
    Column("in_touch_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("outcome", String(30)),
    Column("purge_after", UtcDateTime, index=True),
    Column("is_held", Boolean, nullable=False),
    Column("schema_version", Integer, nullable=False),
    Column("key_id", String(16), nullable=False),
    Column("sealed_key", LargeBinary, nullable=False),
    Column("box", LargeBinary, nullable=False),
    Column("acknowledged_at", UtcDateTime),  # somebody said, by the notice's link, that they saw it
    Column("acknowledged_by", String(80)),
    Column("suspected_at", UtcDateTime),  # it may come from a machine: held for a person to look at
    Column("arrived_at", UtcDateTime),  # when it was passed on to the team that has it; none: it came there first
    Column("restricted_at", UtcDateTime),  # only managers see it
    Column("close_asked_at", UtcDateTime),  # a worker asks the manager to agree that nobody could be reached
    Column("urgent_reasons", JSON(none_as_null=True)),  # codes
    Column("worker_id", String(32)),  # the person it is given to
    Column("next_step_on", Date),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("recipient", String(20), nullable=False),
    Column("purpose", String(40), nullable=False),
    Column("state", String(20), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("next_at", UtcDateTime, nullable=False, index=True),
    Column("lease_owner", String(80)),
    Column("lease_until", UtcDateTime),
    Column("epoch", Integer, nullable=False),
    Column("message_id", String(200)),
    Column("accepted_at", UtcDateTime),
    Column("last_code", String(40)),
    UniqueConstraint("referral_id", "channel", "recipient", "purpose"),
)

escalations = Table(
    "escalations",
    metadata,
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True),
    Column("clock", String(10), primary_key=True),
    Column("level", String(20), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False, index=True),
    Column("raised_at", UtcDateTime),
)

case_notes = Table(
    "case_notes",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(80), nullable=False),
    Column("how", String(20), nullable=False),
    Column("outcome", String(20), nullable=False),
    Column("is_safe", Boolean, nullable=False),
    Column("box", LargeBinary, nullable=False),  # sealed under the referral's own data key, so that one purge ends both
)

case_entries = Table(
    "case_entries",  # every other thing people write about a request: steps agreed, why it was passed on, opened, closed
    metadata,
    Column("id", String(32), primary_key=True),
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("detail", String(80), nullable=False),  # a code or an id
    Column("due_on", Date),
    Column("box", LargeBinary, nullable=False),  # sealed like a note
)

contact_marks = Table(
    "contact_marks",  # keyed hashes of a family's numbers and addresses; only the staff side has the key
    metadata,
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True),
    Column("mark", String(64), primary_key=True, index=True),
)

holds = Table(
    "holds",  # why a request is not deleted when its time is over
    metadata,
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True),
    Column("reason", String(20), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("by", String(80), nullable=False),
)

past_referrals = Table(
    "past_referrals",  # what is kept for the commissioner after a purge: no id, no reference, nothing anyone wrote
    metadata,
    Column("number", Integer, primary_key=True),
    Column("council_id", String(80), nullable=False),
    Column("locality_id", String(80)),
    Column("needs", JSON, nullable=False),
    Column("level", Integer),
    Column("is_urgent", Boolean, nullable=False),
    Column("received_at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    Column("tried_at", UtcDateTime),
    Column("in_touch_at", UtcDateTime),
    Column("closed_at", UtcDateTime),
    Column("outcome", String(30)),
)

referral_events = Table(
    "referral_events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("at", UtcDateTime, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("referral_id", String(32), nullable=False, index=True),
    Column("actor", String(80), nullable=False),
    Column("detail", String(80), nullable=False),
    Column("previous_hash", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

referral_events_head = Table(
    "referral_events_head",  # one row; writers queue on it, so that the chain never forks
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
)

acknowledgement_links = Table(
    "acknowledgement_links",
    metadata,
    Column("row_id", String(64), primary_key=True),  # the hash of the link's token
    Column("referral_id", ForeignKey("referrals.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)

worker_heartbeats = Table(
    "worker_heartbeats",
    metadata,
    Column("owner", String(80), primary_key=True),
    Column("beaten_at", UtcDateTime, nullable=False),
)

team_turns = Table(
    "team_turns",  # when a message of each team was last taken in hand, so that no team waits for another
    metadata,
    Column("team_id", String(80), primary_key=True),
    Column("taken_at", UtcDateTime, nullable=False),
)
