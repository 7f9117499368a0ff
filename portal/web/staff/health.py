"""Whether the site works, for whoever watches over it."""

from flask import Blueprint, Response

from portal.store.transactions import reading
from portal.web.here import parts

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    """Say that the site answers and its database opens."""
    with reading(parts().engine) as db:
        db.exec_driver_sql("SELECT 1")
    return Response("ok\n", mimetype="text/plain")
