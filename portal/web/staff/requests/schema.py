"""The published form of a downloaded request."""

import json

from flask import Blueprint
from werkzeug.wrappers import Response

from portal.referrals.records.export import describe_request

bp = Blueprint("schema", __name__)


@bp.get("/schema/request-2.json")
def show() -> Response:
    """Give the JSON Schema of a downloaded request."""
    return Response(json.dumps(describe_request(), indent=2), mimetype="application/schema+json")
