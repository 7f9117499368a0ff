"""Send the sign-in links that people of a team asked for; the worker does it between its other messages."""

import logging
from collections.abc import Callable
from datetime import datetime

from portal.referrals.delivery.channels import Notice, Sent
from portal.referrals.delivery.messages import Result
from portal.referrals.delivery.smtp_channel import Letter, SmtpChannel, SmtpServer
from portal.store import Engine
from portal.store.transactions import reading, writing
from portal.teams import LinkToSend, end_ask, forget_sign_in_link, is_any_ask_due, take_next_ask

LETTER = Letter(
    "Your sign-in link",
    "Somebody asked for this link to sign in, from the browser they had in front of them. Open it in that same browser, "
    "within 15 minutes, and press the button:\n\n{url}\n\n"
    "Was it not you? Then do nothing: the link is of no use in another browser.\n\n"
    "Nobody reads replies to this address.\n",
)

_log = logging.getLogger(__name__)


def link_sender(engine: Engine, server: SmtpServer, staff_address: str) -> Callable[[datetime], bool]:
    """Return how to send the next link that was asked for; it tells whether there was one."""

    def send_next(now: datetime) -> bool:
        with reading(engine) as db:
            if not is_any_ask_due(db, now):
                return False
        with writing(engine) as db:
            link = take_next_ask(db, now)
        if link is not None:
            _send(engine, server, staff_address, link, now)
        return True

    return send_next


def _send(engine: Engine, server: SmtpServer, staff_address: str, link: LinkToSend, now: datetime) -> None:
    message_id = f"<sign-in-{link.ask_id}-{now:%H%M%S}@{server.domain or 'localhost'}>"
    address = f"{staff_address.rstrip('/')}/sign-in/{link.token}"
    notice = Notice(message_id, link.address, team_name="", reference="", purpose="", sent_at=now)
    try:
        sent = SmtpChannel(server, address, {"": LETTER}).send(notice)
    except Exception as error:  # noqa: BLE001 - an address that breaks the channel must not end the worker; tried again
        sent = Sent(Result.WAITING, f"broke_{type(error).__name__}"[:40])
    with writing(engine) as db:
        if sent.result is Result.ACCEPTED:
            end_ask(db, link.ask_id)
        elif sent.is_kept_back:
            forget_sign_in_link(db, link.token)
    _log.info("sign-in link %s", sent.code)
