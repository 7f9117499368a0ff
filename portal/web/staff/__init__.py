"""What a locality team sees: sign-in, inbox, one request."""

from flask import Flask

from portal.web.labels import staff as words
from portal.web.staff import acknowledge, health, held, inbox, requests, sign_in, test_message
from portal.web.staff.moments import format_moment, short_moment
from portal.web.staff.who import init_who


def register(app: Flask) -> None:
    """Add every page of the staff site; all but the ways in need somebody signed in."""
    app.jinja_env.globals["words"] = words
    app.jinja_env.filters.update(moment=format_moment, short_moment=short_moment)
    init_who(app, open_to_all={acknowledge.bp.name, health.bp.name, sign_in.bp.name, test_message.bp.name})
    health.init_health(app)
    for module in (health, sign_in, test_message, acknowledge, inbox, held, requests):
        app.register_blueprint(module.bp)
