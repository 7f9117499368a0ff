"""Whatever goes wrong, no log line holds what somebody wrote."""

import ast
import io
import logging
import subprocess
import sys
import threading
import warnings
from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.bootstrap import CHECKOUT
from portal.logs import set_up_logs
from portal.parts import Parts
from portal.store.transactions import writing
from tests.page_client import PageClient

CANARY = "kanarienvogel L32 1AA"
# Every line that the code logs; each value is an id, a code or the name of a type. A new line is added here by hand.
LINES = {
    "not caught: %s",
    "store %s",
    "worker %s broke",
    "draft %s",
    "undelivered %s",
    "delivery %s %s %s",
    "delivery %s broke: %s",
    "keys %s",
    "office hours %s",
    "sign-in link %s",
    "reply %s",
    "unroutable %s",
    "catalogue renewed with %d services, %d faults",
    "catalogue not renewed",
    "not kept: %s",
    "last good catalogue not unpacked: %s",
}


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log of a process that was set up; afterwards all is as before."""
    root, ours = logging.getLogger(), logging.getLogger("portal")
    before = (root.handlers, root.level, ours.level, logging.raiseExceptions)
    hooks = (sys.excepthook, sys.unraisablehook, threading.excepthook)
    set_up_logs(stream := io.StringIO())
    yield stream
    root.handlers, logging.raiseExceptions = before[0], before[3]
    root.setLevel(before[1])
    ours.setLevel(before[2])
    logging.captureWarnings(False)
    sys.excepthook, sys.unraisablehook, threading.excepthook = hooks


def raise_canary() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        raise LookupError(CANARY) from error


@pytest.mark.parametrize(
    "name", ["waitress", "waitress.queue", "werkzeug", "sqlalchemy.engine", "alembic", "portal", "x"]
)
def test_the_words_of_others_are_not_written(log: io.StringIO, name: str) -> None:
    try:
        raise_canary()
    except LookupError:
        logging.getLogger(name).exception("Exception on %s", CANARY, extra={"more": CANARY})
    logging.getLogger(name).error(CANARY)
    logging.getLogger(name).error("%s", RuntimeError(CANARY))
    lines = log.getvalue().splitlines()
    assert len(lines) == 3
    assert "kanarienvogel" not in log.getvalue()
    assert "LookupError at tests/test_logs.py:" in lines[0]
    assert ", after ValueError at tests/test_logs.py:" in lines[0]
    assert all(name in line and "tests/test_logs.py:" in line for line in lines)


def test_of_our_own_words_only_ids_and_codes_are_written(log: io.StringIO) -> None:
    ours = logging.getLogger("portal.referrals.worker.loop")
    ours.info("delivery %s %s %s", "8f14e45fceea167a", "smtp_250", 3)
    ours.info("delivery %s %s %s", CANARY, RuntimeError(CANARY), [CANARY])
    ours.info("keys %(code)s", {"code": CANARY})
    assert [line.partition("loop ")[2] for line in log.getvalue().splitlines()] == [
        "delivery 8f14e45fceea167a smtp_250 3",
        "delivery ? ? ?",
        "keys ?",
    ]


def test_a_faulty_call_is_not_printed_with_its_values(log: io.StringIO, capsys: pytest.CaptureFixture[str]) -> None:
    logging.getLogger("portal.x").error("two %s %s", CANARY)  # noqa: PLE1206 - the fault this is about
    assert "kanarienvogel" not in log.getvalue() + "".join(capsys.readouterr())


def test_a_warning_is_told_by_its_place(log: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(True)
        warnings.warn(CANARY, stacklevel=1)
    assert "py.warnings" in log.getvalue()
    assert "kanarienvogel" not in log.getvalue()


def test_what_nobody_catches_is_told_by_type_and_place_in_every_thread(log: io.StringIO) -> None:
    thread = threading.Thread(target=raise_canary)
    thread.start()
    thread.join()
    assert "not caught: LookupError LookupError at" in log.getvalue()
    assert "kanarienvogel" not in log.getvalue()


def test_a_process_that_dies_says_where_and_not_what() -> None:
    program = f"from portal.logs import set_up_logs\nset_up_logs()\nint({CANARY!r})"
    died = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert died.returncode == 1
    assert "not caught: ValueError" in died.stderr
    assert "kanarienvogel" not in died.stderr


def test_a_page_that_breaks_is_told_without_its_address(log: io.StringIO, public_app: Flask) -> None:
    public_app.add_url_rule("/<locale>/break/<word>", view_func=lambda **_words: raise_canary(), endpoint="break")
    page = PageClient(public_app).get("/en/break/kanarienvogel?words=kanarienvogel", status=500)
    assert "Nothing was sent" in page.text
    assert "LookupError at flask/app.py:" in log.getvalue()
    assert ", after ValueError at tests/test_logs.py:" in log.getvalue()
    assert "kanarienvogel" not in log.getvalue()


def test_a_statement_that_fails_is_told_without_its_values(log: io.StringIO, public_app: Flask) -> None:
    parts: Parts = public_app.extensions["parts"]
    with pytest.raises(DBAPIError) as failed, writing(parts.engine) as db:
        db.execute(text("INSERT INTO drafts (id) VALUES (:id)"), {"id": CANARY})
    logging.getLogger("portal.x").error("store %s", "failed", exc_info=failed.value)
    assert "IntegrityError" in log.getvalue()
    assert "kanarienvogel" not in log.getvalue() + str(failed.value)


def test_every_line_that_is_logged_stands_in_the_list_above() -> None:
    found = set()
    for path in (CHECKOUT / "portal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and ast.unparse(node.func.value) == "_log"
            ):
                assert isinstance(node.args[0], ast.Constant), f"{path}:{node.lineno} logs words that are not fixed"
                found.add(node.args[0].value)
    assert found == LINES
