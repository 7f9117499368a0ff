"""Sixteen bad mail servers on a clock moved by hand: every notice arrives, and no server that failed TLS reads one."""

import ssl
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from portal.referrals.delivery.channels import Channel, InboxChannel
from portal.referrals.delivery.letters import STAFF_LETTERS
from portal.referrals.delivery.messages import SMTP, SMTP_BACKUP
from portal.referrals.delivery.notices import NEXT_CHANNEL_AFTER
from portal.referrals.delivery.smtp_channel import SmtpChannel, SmtpServer
from portal.referrals.worker.post import Post
from tests.referrals.test_crash_points import assert_sound
from tests.referrals.world import NOW, OFFICE, contacts, submit, work
from tests.reliability.bad_mail import FAILS_TLS, KINDS, BadServer, make_certificates, message_id, serving
from tests.reliability.stores import both_kinds
from tests.reliability.table import Row, Run

BAD_FOR = timedelta(minutes=40)
AFTER_REPAIR = timedelta(minutes=30)
STEP = timedelta(seconds=30)
TEAM = "To: team@team.example"
SECRETS = (b"Reference:", b"Subject:", b"/acknowledge/", b"MAIL FROM")


@dataclass(frozen=True)
class Seen:
    """What came of one kind."""

    kind: str
    minutes: float  # until the notice was taken: after the repair, or after it was made
    faults: tuple[str, ...]


def measure(run: Run) -> Iterator[Row]:
    """Let every kind be repaired, and let every kind have a second server beside it."""
    rounds, certificates = run.size(1, 5), make_certificates(run.room("certificates"))
    kinds = KINDS * rounds
    with both_kinds(run.room("databases")) as made, ThreadPoolExecutor(2 * len(KINDS)) as pool:
        engines = [made["SQLite"].new() for _ in kinds * 2]
        ways = [pool.submit(_repair, *each, certificates) for each in zip(kinds, engines, strict=False)]
        ways += [pool.submit(_go_round, *each, certificates) for each in zip(kinds, engines[len(kinds) :], strict=True)]
        seen = [way.result() for way in ways]
    repaired, beside = seen[: len(kinds)], seen[len(kinds) :]
    yield _judge("bad mail servers, repaired", repaired, f"all {len(KINDS)} kinds within 30 min", rounds)
    limit = NEXT_CHANNEL_AFTER.total_seconds() / 60 + 1
    late = [f"{each.kind} {each.minutes:.0f} min" for each in beside if each.minutes > limit]
    yield _judge("bad mail servers, next channel", beside, f"all {len(KINDS)} kinds within 15 min", rounds, *late)


def _judge(promise: str, seen: list[Seen], asked: str, rounds: int, *more: str) -> Row:
    faults = [f"{each.kind}: {fault}" for each in seen for fault in each.faults] + list(more)
    minutes = max(each.minutes for each in seen)
    told = f"{len(seen) - len(faults)} of {len(seen)} delivered within {minutes:.0f} min, 0 bytes of a body in clear"
    asked = f"{asked} (simulated clock) x {rounds}, 0 bytes of body to a server that failed TLS (full: x 5)"
    return Row(promise, asked, "; ".join([told if not faults else told.partition(",")[0], *faults[:4]]), not faults)


def _repair(kind: str, engine: Engine, certificates: Mapping[str, Path]) -> Seen:
    """Let the only server be bad for more than an hour, then good."""
    with serving(kind, certificates) as server:
        post = _post(engine, certificates, {SMTP: server})
        submit(engine)
        now = _work_until(post, NOW, NOW + BAD_FOR, server)
        is_early = bool(_for_team(server))
        server.repair()
        repaired = now
        now = _work_until(post, now, repaired + AFTER_REPAIR, server)
        return _see(kind, engine, (server,), minutes=0.0 if is_early else (now - repaired).total_seconds() / 60)


def _go_round(kind: str, engine: Engine, certificates: Mapping[str, Path]) -> Seen:
    """Let the first server stay bad for ever, with a second one beside it."""
    with serving(kind, certificates) as bad, serving("good", certificates) as good:
        post = _post(engine, certificates, {SMTP: bad, SMTP_BACKUP: good})
        submit(engine)
        now = _work_until(post, NOW, NOW + BAD_FOR, bad, good)
        return _see(kind, engine, (bad, good), minutes=(now - NOW).total_seconds() / 60)


def _work_until(post: Post, start: datetime, end: datetime, *servers: BadServer) -> datetime:
    """Work on until the team's notice was taken for good, or the end; return when."""
    now = start
    while now < end:
        work(post, now)
        if any(_for_team(server) for server in servers if server.is_good or server.kind != "drop after the dot"):
            break
        now += STEP
    return now


def _for_team(server: BadServer) -> list[str]:
    return [message for message in server.messages if TEAM in message]


def _see(kind: str, engine: Engine, servers: tuple[BadServer, ...], *, minutes: float) -> Seen:
    taken = [message for server in servers for message in _for_team(server)]
    faults = [] if taken else ["never delivered"]
    for server in servers:
        if len({message_id(message) for message in _for_team(server)}) > 1:
            faults.append("repeated under another identity")
        if any(secret in bytes(server.clear) for secret in SECRETS):
            faults.append("body in clear")
        if server.kind in FAILS_TLS and not server.is_good and server.messages:
            faults.append("taken by a server that failed TLS")
    assert_sound(engine)
    return Seen(kind, minutes, tuple(faults))


def _post(engine: Engine, certificates: Mapping[str, Path], servers: Mapping[str, BadServer]) -> Post:
    tls = ssl.create_default_context(cafile=certificates["good"])
    for name in ("wrong name", "expired"):  # trusted as issuers: only the name and the time are wrong
        tls.load_verify_locations(certificates[name])
    channels: dict[str, Channel] = {"inbox": InboxChannel()}
    for name, server in servers.items():
        here = SmtpServer("127.0.0.1", server.port, "portal@council.example", timeout=1.5, longest=3.0, tls=tls)
        channels[name] = SmtpChannel(here, "https://staff.example", STAFF_LETTERS)
    return Post(engine, "worker", channels, contacts, {"northtown": OFFICE})
