"""Every answer of both sites carries the same protection, whatever went wrong."""

import pytest
from flask import Flask

from portal.config import Settings
from portal.web.security import LARGEST_REQUEST, security_headers

HEALTH = {"public_app": "root.healthz", "staff_app": "health.healthz"}
SITES = pytest.mark.parametrize("site", HEALTH)


@pytest.fixture
def app(request: pytest.FixtureRequest, site: str) -> Flask:
    """One of the two sites, its health page broken."""
    found: Flask = request.getfixturevalue(site)

    def break_down() -> str:
        raise LookupError("broken")

    found.view_functions[HEALTH[site]] = break_down
    return found


@SITES
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/healthz", 500),
        ("GET", "/en/no/where", 404),
        ("GET", "/en/%ff%00", None),
        ("DELETE", "/healthz", 405),
        ("OPTIONS", "/healthz", 200),
        ("HEAD", "/", None),
        ("POST", "/nowhere", None),
        ("POST", "/en/ask/step/1", None),
        ("POST", "/sign-in/none", None),
        ("GET", "/static/nothing", 404),
    ],
)
def test_every_error_has_the_headers_of_every_page(
    app: Flask, settings: Settings, method: str, path: str, status: int | None
) -> None:
    with app.test_client() as browser:
        answer = browser.open(path, method=method)
    assert status in {None, answer.status_code}
    missing = {
        name: answer.headers.get(name)
        for name, value in security_headers(settings).items()
        if answer.headers.get(name) != value
    }
    assert missing == {}


@SITES
def test_what_is_too_large_is_refused_with_the_headers_of_every_page(app: Flask, settings: Settings, site: str) -> None:
    path = "/en/ask/step/1" if site == "public_app" else "/sign-in/none"
    answer = app.test_client().post(path, data={"way": "x" * LARGEST_REQUEST})
    assert answer.status_code == 413
    assert security_headers(settings).items() <= dict(answer.headers).items()
    assert answer.headers["Cache-Control"] == "no-store"
