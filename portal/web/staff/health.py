"""Whether the site and the worker behind it work: for whoever watches over them, and for the team."""

from flask import Blueprint, Flask, Response

from portal.referrals.worker.heartbeat import is_worker_late
from portal.store.transactions import StoreUnavailable, reading
from portal.web.here import now, parts

bp = Blueprint("health", __name__)


def init_health(app: Flask) -> None:
    """Let pages say when nobody is told of anything."""
    app.jinja_env.globals["is_worker_silent"] = is_worker_silent


@bp.get("/healthz")
def healthz() -> Response:
    """Say that the site answers, its database opens and a worker is at work; otherwise 503 and which of them does not."""
    try:
        with reading(parts().engine) as db:
            is_late = is_worker_late(db, now())
    except StoreUnavailable:
        return Response("database\n", 503, mimetype="text/plain")
    return Response("worker\n", 503, mimetype="text/plain") if is_late else Response("ok\n", mimetype="text/plain")


def is_worker_silent() -> bool:
    """Tell whether the worker has not shown itself for a minute; a database that does not answer has its own page."""
    try:
        with reading(parts().engine) as db:
            return is_worker_late(db, now())
    except StoreUnavailable:
        return False
