"""What the commands about requests share: the database with words for what cannot be done, and how things are told."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from portal.commands.refusals import refusing
from portal.commands.settings import settings_or_exit
from portal.commands.shared import open_store
from portal.local_time import LONDON
from portal.referrals.errors import ReferralError
from portal.store import Connection, Engine
from portal.store.transactions import reading, writing

REFUSED = {
    "not_there": "There is no request with this reference.",
    "already_closed": "The request is closed.",
    "already_there": "The request is with that team already.",
    "already_done": "That was done before; nothing was changed.",
    "not_held": "It is not kept for that reason; nothing was changed.",
}


@contextmanager
def opened_store() -> Iterator[Engine]:
    """Open the database of the settings; end with words where that is not safe or does not work."""
    with refusing():
        engine = open_store(settings_or_exit())
        try:
            yield engine
        except ReferralError as error:
            if error.code not in REFUSED:
                raise
            sys.exit(REFUSED[error.code])
        finally:
            engine.dispose()


@contextmanager
def reading_store() -> Iterator[Connection]:
    """Read one state of the database."""
    with opened_store() as engine, reading(engine) as db:
        yield db


@contextmanager
def writing_store() -> Iterator[Connection]:
    """Write, all or nothing."""
    with opened_store() as engine, writing(engine) as db:
        yield db


def tell_moment(moment: datetime | None) -> str:
    """Return a moment as it stands on the wall, or a dash."""
    return moment.astimezone(LONDON).strftime("%Y-%m-%d %H:%M:%S") if moment else "-"
