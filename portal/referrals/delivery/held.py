"""Remind teams of what may come from a machine and is held for a person to look at: once a day, not of each by itself.

The promises of such a request run on, and those above are told when they run out as they are of any other.
"""

from datetime import datetime

from sqlalchemy import Connection, exists, select

from portal.local_time import local_day
from portal.referrals.delivery.contacts import FindContacts
from portal.referrals.delivery.messages import SMTP
from portal.referrals.delivery.queue import open_delivery
from portal.referrals.recipients import Recipient
from portal.referrals.states import UNREAD
from portal.referrals.tables import deliveries, referrals

HELD = "held"


def remind_of_held(db: Connection, find_contacts: FindContacts, now: datetime) -> int:
    """Tell each team (the operator where it has no address) once a day that something is held; return how many."""
    purpose = f"{HELD}-{local_day(now)}"
    is_told = exists().where(deliveries.c.referral_id == referrals.c.id, deliveries.c.purpose == purpose)
    held = (referrals.c.suspected_at.is_not(None), referrals.c.state.in_(UNREAD))
    told = select(referrals.c.team_id).where(*held, is_told)
    columns = (referrals.c.id, referrals.c.team_id)
    waiting = select(*columns).where(*held, referrals.c.team_id.not_in(told)).order_by(referrals.c.received_at.desc())
    oldest = {row.team_id: row.id for row in db.execute(waiting)}
    for team_id, referral_id in oldest.items():
        for recipient in find_contacts(db, team_id).reachable((Recipient.TEAM,)):
            open_delivery(db, referral_id, channel=SMTP, recipient=recipient, purpose=purpose, now=now)
    return len(oldest)
