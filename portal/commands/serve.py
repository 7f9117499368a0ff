"""`portal serve public` and `portal serve staff`: one site, one process."""

import ctypes
import gc
import signal
import sys
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

import click

from portal.app import create_public_app, create_staff_app
from portal.collecting import collecting_rarely
from portal.commands.refusals import refusing
from portal.commands.shared import settings_or_exit
from portal.config import Settings
from portal.logs import set_up_logs
from portal.prepared import prepare_aside
from portal.referrals.keys import can_read_private_keys

if TYPE_CHECKING:
    from waitress.server import TcpWSGIServer

_ARENA_MAX = -8  # glibc's M_ARENA_MAX


@click.command()
@click.argument("site", type=click.Choice(["public", "staff"]))
@click.option("--home", is_flag=True, hidden=True, help="Started by the home command: private keys lie within reach.")
def serve(site: str, home: bool) -> None:
    """Serve the SITE families see (public) or the one teams see (staff)."""
    set_up_logs()
    settings = settings_or_exit()
    if site == "public" and not home and can_read_private_keys(settings.keys):
        sys.exit(
            f"The public site must not be able to read referrals, but it can read {settings.keys / 'private'}.\n"
            "Run it as another user, or give it a PORTAL_KEYS folder that holds only `public/`."
        )
    signal.signal(signal.SIGTERM, _stop)
    _share_one_arena()
    with refusing(), collecting_rarely():
        server = _create_server(settings, site)
    gc.freeze()  # what is there now stays: the collector need not look at it again and again
    print(f"ready http://{settings.host}:{server.effective_port}", flush=True)
    server.run()


def _create_server(settings: Settings, site: str) -> "TcpWSGIServer":
    create, port = (
        (create_public_app, settings.public_port) if site == "public" else (create_staff_app, settings.staff_port)
    )
    app = create(settings, prepare=partial(prepare_aside, meanwhile=partial(_import_pages, site)))
    from portal.follow import Follower  # noqa: PLC0415 - like the pages, not before there is time
    from portal.web.server import build_server  # noqa: PLC0415 - the same

    try:
        server = build_server(app, settings, port)
    except OSError as error:
        sys.exit(
            f"Cannot listen on {settings.host}:{port}: {error.strerror}. Set PORTAL_{site.upper()}_PORT to a free one."
        )
    Follower(app).start()
    return server


def _import_pages(site: str) -> None:
    for module in ("portal.sites", f"portal.web.{site}"):
        import_module(module)


def _share_one_arena() -> None:
    """Let all threads take memory from one place: they take turns anyway, and each place keeps what it once took."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have no such places
    if mallopt:
        mallopt(_ARENA_MAX, 1)


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit(0)
