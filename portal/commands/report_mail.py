"""Answer those who reported a wrong entry; the worker does it between its other messages."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from portal.config import Settings
from portal.po_files import load_translations
from portal.referrals.delivery.channels import Notice, Sent
from portal.referrals.delivery.messages import Result
from portal.referrals.delivery.smtp_channel import Letter, SmtpChannel, SmtpServer
from portal.reports import Outcome, Reply, end_reply, is_any_reply_due, take_next_reply
from portal.store import Engine
from portal.store.transactions import reading, writing

_log = logging.getLogger(__name__)


def reply_sender(engine: Engine, server: SmtpServer, settings: Settings) -> Callable[[datetime], bool]:
    """Return how to send the next answer that is due, from the neutral address; it tells whether there was one."""
    neutral = replace(server, sender=settings.family_mail_from, name=settings.family_mail_name)

    def send_next(now: datetime) -> bool:
        with reading(engine) as db:
            if not is_any_reply_due(db, now):
                return False
        with writing(engine) as db:
            reply = take_next_reply(db, now)
        if reply is not None:
            _send(engine, neutral, reply, write_letter(reply, settings.translations_folder), now)
        return True

    return send_next


def write_letter(reply: Reply, translations: Path) -> Letter:
    """Return the answer in the reporter's language; it names neither the site's subject nor the service."""
    gettext = load_translations(reply.locale, translations).gettext
    looked = gettext("You told us that something on our pages was not right. Somebody has looked at it.")
    came = {
        Outcome.FIXED: gettext("It has been put right."),
        Outcome.RIGHT_AS_IT_IS: gettext("We found that it is right as it is."),
        Outcome.NO_REPORT: "",
    }[reply.outcome]
    end = gettext("Thank you. We have deleted your address. Nobody reads replies to this one.")
    body = f"{looked} {came}\n\n{end}\n"
    return Letter(gettext("Thank you for telling us"), body.replace("{", "{{").replace("}", "}}"))


def _send(engine: Engine, server: SmtpServer, reply: Reply, letter: Letter, now: datetime) -> None:
    message_id = f"<reply-{reply.id}@{server.domain or 'localhost'}>"
    notice = Notice(message_id, reply.address, team_name="", reference="", purpose="", sent_at=now)
    try:
        sent = SmtpChannel(server, "", {"": letter}).send(notice)
    except Exception as error:  # noqa: BLE001 - an address that breaks the channel must not end the worker; tried again
        sent = Sent(Result.WAITING, f"broke_{type(error).__name__}"[:40])
    if sent.result in {Result.ACCEPTED, Result.REFUSED}:  # a flat no stays one: the address goes all the same
        with writing(engine) as db:
            end_reply(db, reply.id)
    _log.info("reply %s", sent.code)
