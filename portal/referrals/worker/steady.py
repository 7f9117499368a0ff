"""Go on where one kind of work breaks: the others are done, it is tried again after a rest, and the heartbeat falls silent."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeAlias

from portal.store.transactions import StoreUnavailable

Do: TypeAlias = Callable[[str, Callable[[], bool], datetime], bool]

REST = timedelta(seconds=10)  # for what broke: a fault in the code is no better a moment later, and would fill the log

_log = logging.getLogger(__name__)


def do_plainly(_name: str, piece: Callable[[], bool], _now: datetime) -> bool:
    """Do a piece of work; what breaks in it, whoever asked for it hears of."""
    return piece()


class Steady:
    """Which kinds of work broke when they were last done, and when."""

    def __init__(self) -> None:
        self._broke_at: dict[str, datetime] = {}

    @property
    def is_well(self) -> bool:
        """Tell whether every kind of work went well when it was last done."""
        return not self._broke_at

    def do(self, name: str, piece: Callable[[], bool], now: datetime) -> bool:
        """Do a piece of work and tell whether there was one; what broke a moment ago rests, and what breaks is logged.

        A database that does not answer is raised on, for all work needs it.
        """
        if name in self._broke_at and abs(now - self._broke_at[name]) < REST:  # a clock may be put back
            return False
        try:
            found = piece()
        except StoreUnavailable:
            self._broke_at[name] = now
            raise
        except Exception:  # noqa: BLE001 - whatever ails one kind of work, families wait for the others; logged, and seen by its silence
            self._broke_at[name] = now
            _log.exception("worker %s broke", name)
            return False
        self._broke_at.pop(name, None)
        return found
