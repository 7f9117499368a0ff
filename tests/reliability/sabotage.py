"""Builds with one promise broken each, and what has to notice."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from tests.reliability import synced
from tests.reliability.browser import Browser
from tests.reliability.canary import NUMBER, POSTCODE, WORD, find_in_bytes
from tests.reliability.copies import Change
from tests.reliability.family import send, tell_more, walk
from tests.reliability.site import Site, running

Watch: TypeAlias = Callable[[Site], bool]
ASKING = "tests/web/public/ask/test_sending.py"
POINTS = "tests/referrals/test_crash_points.py"


@dataclass(frozen=True)
class Sabotage:
    """What is wrong with a build, the changes that make it so, and the tests (or what looks at a site) that must see it."""

    name: str
    changes: tuple[Change, ...]
    tests: tuple[str, ...] = ()
    is_sound: Watch | None = None  # tell whether a site run by the build keeps the promise


def is_synced(site: Site) -> bool:
    """Tell whether what is written is on disk before the receipt."""
    return synced.count_synced(site, 2) == 2


def is_tight(site: Site) -> bool:
    """Tell whether nothing of what a family writes stands in the log."""
    with running(site, "serve public") as (public,):
        browser = Browser(public.port)
        send(browser, walk(browser, tell_more(WORD, NUMBER, POSTCODE), "tell_more"))
        return not find_in_bytes(public.log.encode())


_KEPT = """        with writing(parts().engine) as db:
            submit_referral(db, wanted, submission_key=draft.submission_key, draft_secret=draft_secret(), now=now())
"""
_KEPT_LATER = """        from threading import Timer

        engine, secret, moment = parts().engine, draft_secret(), now()

        def keep() -> None:
            with writing(engine) as db:
                submit_referral(db, wanted, submission_key=draft.submission_key, draft_secret=secret, now=moment)

        Timer(0.3, keep).start()
"""
_OPENED = """            open_delivery(db, row.referral_id, channel=SMTP, recipient=recipient, purpose=purpose, now=now)
"""

SABOTAGES = (
    Sabotage(
        "no unique key",
        (
            Change(
                "portal/referrals/tables.py",
                'Column("submission_hash", String(64), nullable=False, unique=True)',
                'Column("submission_hash", String(64), nullable=False)',
            ),
            Change(
                "portal/store/migrations/versions/0001_first_tables.py",
                '        once("referrals", "submission_hash"),\n',
                "",
            ),
            Change(
                "portal/referrals/asking/submit.py",
                'kept.on_conflict_do_nothing(index_elements=["submission_hash"])',
                "kept",
            ),
            Change(
                "portal/referrals/asking/submit.py",
                "_receipt(_rows(db, submission_key).one())",
                "_receipt(_rows(db, submission_key).all()[0])",
            ),
        ),
        ("tests/referrals/asking/test_submit.py::test_sending_twice_is_one_request_with_the_same_receipt",),
    ),
    Sabotage("no sync", synced.NO_SYNC, is_sound=is_synced),
    Sabotage(
        "no lease reclaim",
        (
            Change(
                "portal/referrals/delivery/queue.py",
                "return or_(and_(is_free, deliveries.c.next_at <= now), is_abandoned)",
                "return and_(is_free, deliveries.c.next_at <= now)",
            ),
        ),
        (f"{POINTS}::test_what_a_killed_worker_held_is_sent_by_the_next_one",),
    ),
    Sabotage(
        "CSRF off",
        (Change("portal/web/public/ask/blueprint.py", "    csrf.protect()\n", ""),),
        (f"{ASKING}::test_a_step_needs_the_token",),
    ),
    Sabotage(
        "body logged",
        (
            Change(
                "portal/web/public/ask/blueprint.py",
                "    draft = current_draft()",
                "    print(dict(request.form), flush=True)\n    draft = current_draft()",
            ),
        ),
        is_sound=is_tight,
    ),
    Sabotage(
        "receipt before commit",
        (Change("portal/web/public/ask/sending.py", _KEPT, _KEPT_LATER),),
        (f"{ASKING}::test_where_the_store_is_busy_the_page_says_not_sent_and_the_same_key_sends_later",),
    ),
    Sabotage(
        "no secure_delete",
        (Change("portal/store/sqlite.py", '"secure_delete": ("ON", "1")', '"secure_delete": ("OFF", "0")'),),
        (
            "tests/referrals/records/test_purge.py::"
            "test_after_a_purge_neither_the_sealed_key_nor_the_content_is_in_the_file",
        ),
    ),
    Sabotage(
        "plain mail on failed TLS",
        (
            Change(
                "portal/referrals/delivery/smtp_channel.py",
                "            client.starttls(context=server.tls)\n",
                "            try:\n"
                "                client.starttls(context=server.tls)\n"
                "            except (OSError, smtplib.SMTPException):\n"
                "                client.close()\n"
                "                client = BoundedSmtp(server.host, server.port, timeout=9, longest=9)\n",
            ),
        ),
        (
            "tests/referrals/delivery/test_smtp_channel.py::test_a_server_without_starttls_gets_nothing_unless_plain_is_allowed",
        ),
    ),
    Sabotage(
        "key readable by the public site",
        (
            Change(
                "portal/commands/serve.py",
                "not home and can_read_private_keys(settings.keys)",
                "not home and not settings.keys",
            ),
        ),
        ("tests/commands/test_serve.py::test_the_public_site_does_not_start_where_it_can_read_a_private_key",),
    ),
    Sabotage(
        "draft kept after submit",
        (
            Change(
                "portal/referrals/asking/submit.py",
                "if draft_secret is not None:",
                "if draft_secret == submission_key:",
            ),
        ),
        (f"{ASKING}::test_after_sending_every_old_step_leads_to_the_first_page",),
    ),
    Sabotage(
        "no epoch fence",
        (Change("portal/referrals/delivery/queue.py", "deliveries.c.epoch == leased.epoch, ", ""),),
        ("tests/referrals/delivery/test_queue.py::test_a_worker_that_wakes_up_past_its_lease_writes_nothing",),
    ),
    Sabotage(
        "escalated twice",
        (
            Change(
                "portal/referrals/promise/escalation.py",
                _OPENED,
                _OPENED + _OPENED.replace("purpose=purpose", 'purpose=f"{purpose}-2"'),
            ),
        ),
        ("tests/referrals/promise/test_escalation.py::test_each_level_is_raised_once_however_many_workers_look",),
    ),
)
