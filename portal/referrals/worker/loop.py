"""The delivery worker: raise what is due, send what waits, one thing at a time, with a pause between writes."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial
from threading import Event

from portal.referrals.delivery.acknowledgement import forget_link, make_link
from portal.referrals.delivery.channels import Notice, Sent
from portal.referrals.delivery.messages import INBOX, Leased, Result
from portal.referrals.delivery.notices import (
    is_any_alarm_due,
    is_any_stalled,
    open_next_channels,
    raise_alarms,
    record_attempt_at_delivery,
)
from portal.referrals.delivery.queue import is_any_delivery_due, lease_next
from portal.referrals.promise.escalation import is_any_escalation_due, raise_next_escalation
from portal.referrals.worker.chores import Chores
from portal.referrals.worker.post import Post
from portal.referrals.worker.steady import Do, Steady, do_plainly
from portal.store.transactions import StoreUnavailable, reading, writing

PAUSE = 0.02  # seconds after each piece of work: SQLite lets whoever waits to write come in between
IDLE = 1.0

_log = logging.getLogger(__name__)


def run_worker(post: Post, *, stop: Event, clock: Callable[[], datetime]) -> None:
    """Work until `stop` is set; a database that does not answer is waited for, and what breaks does not end it."""
    steady = Steady()
    chores = Chores(post, steady)
    while not stop.is_set():
        stop.wait(PAUSE if work_round(post, chores, steady, clock) else IDLE)


def work_round(post: Post, chores: Chores, steady: Steady, clock: Callable[[], datetime]) -> bool:
    """Do what is due by the clock and one piece of work; tell whether there may be more."""
    try:
        chores.do_due(clock())
        return work_once(post, clock, steady.do)
    except StoreUnavailable as error:
        _log.error("store %s", error.code)
        return False


def work_once(post: Post, clock: Callable[[], datetime], do: Do = do_plainly) -> bool:
    """Do one piece of work: an escalation, the alarms, the next channels, or one message; False without one."""
    kinds: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("escalations", lambda: _escalate(post, clock())),
        ("alarms", lambda: _alarm(post, clock())),
        ("next-channels", lambda: _go_on(post, clock())),
        # No mail server, however slow, and no mail, however much, stands between a request and the inbox.
        ("inbox", lambda: _deliver(post, clock, (INBOX,))),
    )
    return any(do(name, piece, clock()) for name, piece in kinds) or _mail(post, clock, do)


def _mail(post: Post, clock: Callable[[], datetime], do: Do) -> bool:
    kinds: tuple[Callable[[], bool], ...] = (
        lambda: _deliver(post, clock, post.outward, is_urgent=True),
        lambda: _deliver(post, clock, post.outward),
        *(partial(_send_other, send, clock) for send in post.also_send),
    )
    for kind in post.turns.in_order(len(kinds) - 1):
        if do(f"mail-{kind}", kinds[kind], clock()):
            post.turns.took(kind)
            return True
    return False


def _send_other(send: Callable[[datetime], bool], clock: Callable[[], datetime]) -> bool:
    return send(clock())


def _escalate(post: Post, now: datetime) -> bool:
    with reading(post.engine) as db:
        if not is_any_escalation_due(db, now):
            return False
    with writing(post.engine) as db:
        return raise_next_escalation(db, post.find_contacts, post.office_hours, has_mail=post.has_mail, now=now)


def _alarm(post: Post, now: datetime) -> bool:
    with reading(post.engine) as db:
        if not is_any_alarm_due(db, now, last_channel=post.last_channel):
            return False
    with writing(post.engine) as db:
        stuck = raise_alarms(db, now, last_channel=post.last_channel)
    for referral_id in stuck:
        _log.error("undelivered %s", referral_id)
    return bool(stuck)


def _go_on(post: Post, now: datetime) -> bool:
    with reading(post.engine) as db:
        if not is_any_stalled(db, post.outward, now):
            return False
    with writing(post.engine) as db:
        return open_next_channels(db, post.outward, now) > 0


def _deliver(post: Post, clock: Callable[[], datetime], channels: tuple[str, ...], *, is_urgent: bool = False) -> bool:
    now, domain = clock(), post.domain
    with reading(post.engine) as db:
        if not is_any_delivery_due(db, channels, now, is_urgent=is_urgent):
            return False
    with writing(post.engine) as db:
        leased = lease_next(db, owner=post.owner, channels=channels, domain=domain, now=now, is_urgent=is_urgent)
        token = make_link(db, leased, now) if leased else ""
    if leased is None:
        return False
    sent = _send(post, leased, token, now)
    with writing(post.engine) as db:
        is_ours = record_attempt_at_delivery(
            db,
            leased,
            sent.result,
            code=sent.code,
            find_contacts=post.find_contacts,
            has_mail=post.has_mail,
            now=clock(),
        )
        if sent.is_kept_back:
            forget_link(db, token)
    _log.info("delivery %s %s %s", leased.id, sent.code, "recorded" if is_ours else "stale")
    return True


def _send(post: Post, leased: Leased, token: str, now: datetime) -> Sent:
    with reading(post.engine) as db:
        contacts = post.find_contacts(db, leased.team_id)
    notice = Notice(
        message_id=leased.message_id,
        address=contacts.addresses.get(leased.recipient, ""),
        team_name=contacts.team_name,
        reference=leased.reference,
        purpose=leased.purpose,
        sent_at=now,
        token=token,
    )
    try:
        return post.channels[leased.channel].send(notice)
    except Exception as error:  # noqa: BLE001 - one message that breaks a channel must not hold up the others; kept and tried again
        _log.error("delivery %s broke: %s", leased.id, type(error).__name__)
        return Sent(Result.WAITING, f"broke_{type(error).__name__}"[:40])
