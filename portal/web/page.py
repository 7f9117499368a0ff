"""What every page of a site has: its name, emergency words, dates in the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime

from babel.lists import format_list
from flask import Flask, g
from flask_babel import format_date as babel_date
from flask_babel import format_time as babel_time

from portal.po_files import is_reviewed, translate_catalogue
from portal.web.here import parts


def init_page(app: Flask) -> None:
    """Give templates what the base and the components use."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(day=format_day, clock_time=format_clock, catalogue_text=catalogue_text)
    app.jinja_env.globals.update(is_reviewed=is_reviewed, is_translated=is_translated)

    @app.context_processor
    def page_context() -> dict[str, object]:
        return {"settings": parts().settings, "locale": g.get("locale", "en")}


def format_day(day: date | datetime) -> str:
    """Return a day as people say it: Thursday 28 May 2026."""
    return str(babel_date(day, "full" if g.get("locale") != "en" else "EEEE d MMMM y"))


def format_clock(moment: datetime) -> str:
    """Return a local time of day: 5:00 pm or 17:00, as the language has it."""
    return str(babel_time(moment, "short", rebase=False))


def join_names(names: Iterable[str]) -> str:
    """Return names as a list in the page's language: A, B and C."""
    return format_list(list(names), locale=g.get("locale", "en"))


def catalogue_text(text: str) -> str:
    """Return text of the catalogue in the page's language, or the English."""
    return translate_catalogue(g.get("locale", "en"), text)[0]


def is_translated(text: str) -> bool:
    """Tell whether `catalogue_text` answers in the page's language; where not, the page marks the English."""
    return translate_catalogue(g.get("locale", "en"), text)[1]
