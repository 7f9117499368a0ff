"""The two sites: wire what is built elsewhere, nothing else. Whoever starts one of them does not import the other."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import Flask

from portal.aside import Prepare, prepare_nothing
from portal.config import Settings
from portal.parts import Parts, build_parts
from portal.resources import resource_dir
from portal.web.brand import branded_files
from portal.web.compression import init_compression
from portal.web.english import init_english
from portal.web.errors import init_errors
from portal.web.i18n import init_i18n
from portal.web.kept_templates import keep_templates
from portal.web.page import init_page
from portal.web.security import init_security
from portal.web.site import Site
from portal.web.static_files import init_static_files


def utc_now() -> datetime:
    """Return the time of the machine's clock, aware."""
    return datetime.now(UTC)


def create_public_app(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, prepare: Prepare = prepare_nothing
) -> Flask:
    """Build the site that families see; it holds no key that can read a referral."""
    from portal.web import public  # noqa: PLC0415 - half of what the staff site's start would import

    built = build_parts(settings, clock=clock, prepare=prepare)
    app = _create_app(built, site="public", cookie="visit", first_page="home.show")
    init_compression(app)
    init_english(app)  # what comes after is done to the answer before
    public.register(app)
    return app


def create_staff_app(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, prepare: Prepare = prepare_nothing
) -> Flask:
    """Build the site that a locality team sees."""
    from portal.web import staff  # noqa: PLC0415 - the public site's start need not import it

    built = build_parts(settings, clock=clock, for_staff=True, prepare=prepare)
    app = _create_app(built, site="staff", cookie="staff", first_page="sign_in.start")
    init_english(app)
    staff.register(app)
    return app


def _create_app(parts: Parts, *, site: str, cookie: str, first_page: str) -> Flask:
    app = Site("portal", template_folder=str(resource_dir("templates")))
    app.extensions["parts"] = parts
    app.jinja_env.globals.update(base_template=f"{site}/base.html", first_page=first_page)
    init_security(app, parts.settings, cookie=cookie, secret_key=parts.secret_key(cookie))
    init_i18n(app)
    static = resource_dir("static").resolve()
    files = init_static_files(app, static, branded_files(parts.settings, static))
    settings = parts.settings
    keep_templates(app, settings.var / f"templates-{site}", static=files, translations=settings.translations_folder)
    init_page(app)
    init_errors(app)
    return app
