"""What a locality team sees: sign-in, inbox, one request, its people."""

from flask import Flask

from portal.teams.sign_in import IDLE
from portal.web.labels import casework as doing
from portal.web.labels import staff as words
from portal.web.labels.asking import age_words
from portal.web.phone_number import dialled
from portal.web.staff import acknowledge, health, inbox, language, people, reports, requests, sign_in, test_message
from portal.web.staff.moments import clock_of, format_moment, said_ago, short_moment
from portal.web.staff.topics import topic_words
from portal.web.staff.who import init_who

OPEN = (health, language, sign_in, test_message, acknowledge, *requests.OPEN)
CLOSED = (inbox, people, reports, *requests.CLOSED)


def register(app: Flask) -> None:
    """Add every page of the staff site; all but the ways in need somebody signed in."""
    app.jinja_env.globals.update(words=words, doing=doing, age_words=age_words)
    app.jinja_env.filters.update(moment=format_moment, short_moment=short_moment, said_ago=said_ago, clock_of=clock_of)
    app.jinja_env.filters.update(topic=topic_words, dialled=dialled)
    app.jinja_env.globals["idle_seconds"] = int(IDLE.total_seconds())
    language.init_language(app)
    init_who(app, open_to_all={module.bp.name for module in OPEN})
    health.init_health(app)
    for module in (*OPEN, *CLOSED):
        app.register_blueprint(module.bp)
