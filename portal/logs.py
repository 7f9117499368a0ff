"""Logs by allow-list: our own fixed words with ids and codes; of everything else only who, how grave and where.

An exception is told by its type and the lines it came through. Its text may hold what a family wrote, so it is never told.
"""

import logging
import re
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb
from types import TracebackType
from typing import TextIO

OURS = "portal."  # our modules' loggers; Flask's own logger is called `portal`, and what it says holds addresses
_SAFE = re.compile(r"[0-9A-Za-z_.:-]{1,80}")  # ids, codes, names of types
_FRAMES = 6

_log = logging.getLogger(__name__)


def set_up_logs(stream: TextIO | None = None) -> None:
    """Send everything that is logged, warned of or not caught, in any thread, through the allow-list to `stream`."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(AllowList())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    ours = logging.getLogger(OURS.rstrip("."))
    ours.handlers = []  # Flask may have given it one that writes everything
    ours.setLevel(logging.INFO)
    logging.captureWarnings(True)
    logging.raiseExceptions = False  # it would print a faulty call with its values
    sys.excepthook = _report
    sys.unraisablehook = lambda unraisable: _report(unraisable.exc_type, unraisable.exc_value, unraisable.exc_traceback)
    threading.excepthook = lambda thread: _report(thread.exc_type, thread.exc_value, thread.exc_traceback)


class AllowList(logging.Formatter):
    """Writes time, level and logger; then our own words with safe values, or the place in the code."""

    def format(self, record: logging.LogRecord) -> str:
        """Write one record in one line."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        words = _words(record) if record.name.startswith(OURS) else _place(record.pathname, record.lineno)
        raised = record.exc_info[1] if record.exc_info else None
        return " ".join(filter(None, (at, record.levelname, record.name, words, _tell(raised))))


def _words(record: logging.LogRecord) -> str:
    values = record.args
    if isinstance(values, Mapping):
        return record.msg % {name: _safe(value) for name, value in values.items()}
    return record.msg % tuple(_safe(value) for value in values or ())


def _safe(value: object) -> object:
    if isinstance(value, int):
        return value
    return value if isinstance(value, str) and _SAFE.fullmatch(value) else "?"


def _tell(raised: BaseException | None) -> str:
    told: list[str] = []
    while raised is not None and len(told) < _FRAMES:
        told.append(f"{type(raised).__name__} at {_way(raised.__traceback__)}")
        raised = raised.__cause__ or raised.__context__
    return ", after ".join(told)


def _way(traceback: TracebackType | None) -> str:
    places = [_place(frame.f_code.co_filename, line) for frame, line in walk_tb(traceback)]
    return " > ".join(places[-_FRAMES:]) or "unknown"


def _place(file: str, line: int) -> str:
    return f"{'/'.join(Path(file).parts[-2:])}:{line}"


def _report(kind: type[BaseException], raised: BaseException | None, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt | SystemExit):
        return
    _log.critical("not caught: %s", kind.__name__, exc_info=(kind, raised, traceback) if raised else None)
