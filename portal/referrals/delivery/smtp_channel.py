"""Mail as a channel: over checked TLS (or to this machine itself), and with nothing about a family in it."""

import ipaddress
import smtplib
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr

from portal.referrals.delivery.channels import Notice, Sent
from portal.referrals.delivery.messages import NO_STARTTLS, TLS_FAILED, UNREACHABLE, Result
from portal.referrals.delivery.smtp_client import BoundedSmtp


@dataclass(frozen=True)
class Letter:
    """The words of a mail; the body may name {team}, {reference} and {url}. The subject is fixed.

    `seen` follows where the notice has a token, and names its {link}.
    """

    subject: str
    body: str
    seen: str = ""


@dataclass(frozen=True)
class SmtpServer:
    """A mail server. Without verified TLS nothing is sent, save to this machine itself where `is_plain_allowed`."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    is_plain_allowed: bool = False
    name: str = ""  # the sender's, as people read it
    timeout: float = 20.0  # seconds for each answer
    longest: float = 45.0  # seconds for the whole: the lease (115) outlives it, and so does the worker's heartbeat (60)
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    @property
    def may_be_plain(self) -> bool:
        """Tell whether TLS may be left out: only when said so, and only to this machine."""
        return self.is_plain_allowed and _is_loopback(self.host)

    @property
    def domain(self) -> str:
        """Return the sender's domain, for Message-IDs."""
        return self.sender.rpartition("@")[2]


@dataclass(frozen=True)
class SmtpChannel:
    """Mail: reference, team and a link to sign in by.

    `letters` are by purpose (what stands before its first dash), "" for every other one.
    """

    server: SmtpServer
    staff_url: str
    letters: Mapping[str, Letter]

    def send(self, notice: Notice) -> Sent:
        """Send one mail; accepted means that the server took it."""
        if not notice.address:
            return Sent(Result.WAITING, "no_address")
        message = self._write(notice)
        try:
            client = _connect(self.server)
        except smtplib.SMTPNotSupportedError:
            return Sent(Result.WAITING, NO_STARTTLS)
        except smtplib.SMTPResponseException as error:
            return _not_sent(error.smtp_code)
        except ssl.SSLError:
            return Sent(Result.WAITING, TLS_FAILED)
        except (OSError, smtplib.SMTPException):
            return Sent(Result.WAITING, UNREACHABLE)
        try:
            return _hand_over(client, self.server.sender, notice.address, message.as_bytes())
        finally:
            client.close()

    def _write(self, notice: Notice) -> EmailMessage:
        letter = self.letters.get(notice.purpose.partition("-")[0], self.letters[""])
        body = letter.body.format(team=notice.team_name, reference=notice.reference, url=self.staff_url)
        seen = letter.seen.format(link=f"{self.staff_url.rstrip('/')}/acknowledge/{notice.token}")
        message = EmailMessage(policy.SMTP.clone(cte_type="7bit"))  # lines end as SMTP wants, and any server takes it
        message["From"] = formataddr((self.server.name, self.server.sender)) if self.server.name else self.server.sender
        message["To"], message["Subject"] = notice.address, letter.subject
        message["Message-ID"], message["Date"] = notice.message_id, format_datetime(notice.sent_at)
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(f"{body}\n{seen}" if notice.token and seen else body)
        return message


def _connect(server: SmtpServer) -> smtplib.SMTP:
    client = BoundedSmtp(server.host, server.port, timeout=server.timeout, longest=server.longest)
    try:
        if not server.may_be_plain:
            client.starttls(context=server.tls)
        if server.user:
            client.login(server.user, server.password)
        client.ehlo_or_helo_if_needed()
    except BaseException:
        client.close()
        raise
    return client


def _hand_over(client: smtplib.SMTP, sender: str, address: str, message: bytes) -> Sent:
    try:
        for code, _ in (client.mail(sender), client.rcpt(address)):
            if not 200 <= code < 300:
                return _not_sent(code)
    except (OSError, smtplib.SMTPException):
        return Sent(Result.WAITING, "dropped")
    try:
        code, _ = client.data(message)
    except smtplib.SMTPDataError as error:
        return _not_sent(error.smtp_code)
    except (OSError, smtplib.SMTPException):  # the message may have arrived
        return Sent(Result.UNKNOWN, "dropped_in_data")
    return Sent(Result.ACCEPTED, f"smtp_{code}") if 200 <= code < 300 else _not_sent(code)


def _not_sent(code: int) -> Sent:
    """Say no, whatever the code: a yes at the wrong moment is not one."""
    return Sent(Result.REFUSED if code >= 500 else Result.WAITING, f"smtp_{code}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
