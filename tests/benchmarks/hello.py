"""The least a Flask site can do, on the server that serves the portal: what everything else is measured beside."""

from flask import Flask
from waitress.server import create_server

from portal.web.server import THREADS


def create_hello() -> Flask:
    """Return a site with one page."""
    app = Flask("hello")
    app.add_url_rule("/", "hello", lambda: "hello")
    return app


def main() -> None:
    """Serve it on a free port."""
    server = create_server(create_hello(), host="127.0.0.1", port=0, threads=THREADS, ident=None)
    print(f"ready http://127.0.0.1:{server.effective_port}", flush=True)
    server.run()


if __name__ == "__main__":
    main()
