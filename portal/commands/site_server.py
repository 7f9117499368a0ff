"""The server of one site, ready to run."""

import sys

from waitress.server import TcpWSGIServer

from portal.app import create_public_app, create_staff_app
from portal.aside import Prepare
from portal.commands.refusals import refusing
from portal.config import Settings
from portal.follow import Follower
from portal.web.server import build_server


def create_server(settings: Settings, site: str, prepare: Prepare) -> TcpWSGIServer:
    """Build the SITE (public or staff) and listen; end with words where that is not safe or not possible."""
    create, port = (
        (create_public_app, settings.public_port) if site == "public" else (create_staff_app, settings.staff_port)
    )
    with refusing():
        app = create(settings, prepare=prepare)
    try:
        server = build_server(app, settings, port)
    except OSError as error:
        sys.exit(
            f"Cannot listen on {settings.host}:{port}: {error.strerror}. Set PORTAL_{site.upper()}_PORT to a free one."
        )
    Follower(app).start()
    return server
