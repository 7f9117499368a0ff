"""`portal serve public` and `portal serve staff`: one site, one process."""

import ctypes
import gc
import signal
import sys

import click

from portal.aside import preparing_early
from portal.collecting import collecting_rarely
from portal.commands.settings import settings_or_exit
from portal.logs import set_up_logs
from portal.referrals.sealing.keys import can_read_private_keys

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
    locales = settings.locales[:1] if site == "public" else ()
    with preparing_early(settings.var, locales) as prepare, collecting_rarely():
        from portal.commands.site_server import create_server  # noqa: PLC0415 - what takes longest has begun by now

        server = create_server(settings, site, prepare)
    gc.freeze()  # what is there now stays: the collector need not look at it again and again
    print(f"ready http://{settings.host}:{server.effective_port}", flush=True)
    server.run()


def _share_one_arena() -> None:
    """Let all threads take memory from one place: they take turns anyway, and each place keeps what it once took."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have no such places
    if mallopt:
        mallopt(_ARENA_MAX, 1)


def _stop(_signal: int, _frame: object) -> None:
    raise SystemExit(0)
