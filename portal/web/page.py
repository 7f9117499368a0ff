"""What every page of a site has: its name, dates in the reader's language, the language of each piece of text."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from functools import cache

from babel import Locale
from flask import Flask
from flask_babel import format_date, format_time
from markupsafe import Markup

from portal.po_files import SOURCE_LOCALE, is_reviewed, translate_catalogue
from portal.web.brand import logo_name
from portal.web.english import as_english, as_name, as_written
from portal.web.here import held, now, parts, today
from portal.web.i18n import format_locale
from portal.web.i18n import gettext as _

_SENTENCE_END = re.compile(r"(?<=[.!?؟۔])\s")
_ENGLISH = Markup(' lang="en" dir="ltr"')
_SHORT_SENTENCE = 35  # characters; one so short says too little alone


def init_page(app: Flask) -> None:
    """Give templates what the base and the components use."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=format_day,
        near_day=format_near_day,
        clock_time=format_clock,
        catalogue_text=catalogue_text,
        catalogue_words=catalogue_words,
        first_words=first_words,
        as_name=as_name,
        as_written=as_written,
    )
    app.jinja_env.filters.update(names=join_names, seconds_left=seconds_left)
    app.jinja_env.globals.update(
        is_reviewed=_is_reviewed, is_translated=is_translated, language_of=language_of, today=today
    )

    @app.context_processor
    def page_context() -> dict[str, object]:
        built = parts()
        return {
            "settings": built.settings,
            "logo": logo_name(built.settings),
            "locale": _locale(),
            "councils": built.areas.councils.values(),
        }


def format_day(day: date | datetime) -> str:
    """Return a day as people say it: Thursday 28 May 2026."""
    return str(format_date(day, "EEEE d MMMM y" if _locale() == SOURCE_LOCALE else "full"))


def format_near_day(day: date | datetime) -> str:
    """Return one of the next days as people say it, the year left out: Thursday 28 May."""
    return str(format_date(day, "EEEE d MMMM"))


def format_clock(moment: datetime | time) -> str:
    """Return a local time of day as people say it: 5pm, 5:30pm, midday; elsewhere as the language has it."""
    if _locale() != SOURCE_LOCALE:
        return str(format_time(moment, "short", rebase=False)).replace(" ", "\N{NO-BREAK SPACE}")
    if (moment.hour, moment.minute) == (12, 0):
        return _("midday")
    return str(format_time(moment, "h:mma" if moment.minute else "ha", rebase=False))


def seconds_left(moment: datetime) -> int:
    """Return how long it is until `moment`, for the script that says so before the time is over."""
    return max(0, int((moment - now()).total_seconds()))


def join_names(names: Iterable[str]) -> str:
    """Return names as a list in the page's language: A, B and C."""
    rest = list(names)
    if len(rest) < 2:
        return "".join(rest)
    patterns = _list_patterns(format_locale())
    if len(rest) == 2:
        return patterns["2"].format(*rest)
    joined = patterns["start"].format(rest[0], rest[1])
    for name in rest[2:-1]:
        joined = patterns["middle"].format(joined, name)
    return patterns["end"].format(joined, rest[-1])


def catalogue_text(text: str) -> str:
    """Return text of the catalogue in the page's language, or the English."""
    return _translate(text)[0]


def catalogue_words(text: str) -> str:
    """Return text of the catalogue as a piece of a line or sentence: in the page's language, or the English, marked."""
    translated, is_known = _translate(text)
    return translated if is_known else as_english(translated)


def first_words(text: str) -> str:
    """Return the first sentence of a text of the catalogue, two where the first is very short."""
    sentences = _SENTENCE_END.split(catalogue_text(text), maxsplit=2)
    return " ".join(sentences[: 1 if len(sentences[0]) >= _SHORT_SENTENCE else 2])


def is_translated(text: str) -> bool:
    """Tell whether `catalogue_text` answers in the page's language; where not, the page marks the English."""
    return _translate(text)[1]


def language_of(text: str) -> Markup:
    """Return the attributes that mark a text of the catalogue as English where the page is not."""
    return Markup() if is_translated(text) else _ENGLISH


@cache
def _list_patterns(locale: str) -> Mapping[str, str]:
    """Return how lists are written; Babel's own format_list reads the locale each time, which takes ten times as long."""
    return dict(Locale.parse(locale).list_patterns["standard"])


def _is_reviewed(locale: str) -> bool:
    return is_reviewed(locale, parts().settings.translations_folder)


def _translate(text: str) -> tuple[str, bool]:
    return translate_catalogue(_locale(), text, parts().settings.translations_folder)


def _locale() -> str:
    """Return the page's language, the source's on pages without one."""
    return str(held().get("locale", SOURCE_LOCALE))
