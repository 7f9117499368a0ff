"""A message about a request, to one recipient by one channel: what it is for, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from portal.referrals.recipients import Clock, Level, Recipient

# Channels.
INBOX = "inbox"
SMTP = "smtp"
SMTP_BACKUP = "smtp_backup"
OUTWARD = (SMTP, SMTP_BACKUP)  # in the order in which they are tried

# Purposes.
NEW_REQUEST = "new_request"
URGENT = "urgent"
UNDELIVERED = "undelivered"
GLASS = f"{Clock.TEAM}_{Level.GLASS}"  # a hidden request was opened: whoever watches over that is told whatever becomes of the request

# Codes of an attempt that did not come to the server's answer.
UNREACHABLE, TLS_FAILED, NO_STARTTLS = "unreachable", "tls_failed", "no_starttls"


class DeliveryState(StrEnum):
    """How far one message has come; `unknown` means that a worker died with it in its hands, so it may have arrived."""

    PENDING = "pending"
    LEASED = "leased"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    CANCELLED = "cancelled"


ENDED = (DeliveryState.ACCEPTED, DeliveryState.CANCELLED)


class Result(StrEnum):
    """What became of one attempt."""

    ACCEPTED = "accepted"
    WAITING = "waiting"  # not now
    UNKNOWN = "unknown"  # cut off after the message was handed over
    REFUSED = "refused"  # a flat no; tried again all the same, in case somebody repairs it


@dataclass(frozen=True)
class Leased:
    """A message in a worker's hands until `until`; `epoch` fences off whoever held it before."""

    id: str
    epoch: int
    referral_id: str
    reference: str
    team_id: str
    channel: str
    recipient: Recipient
    purpose: str
    message_id: str
    attempts: int
    until: datetime
