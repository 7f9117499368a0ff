"""Languages: the prefix of the address chooses; translations come from `.po` files as they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from babel import Locale, UnknownLocaleError, negotiate_locale
from babel.support import NullTranslations
from flask import Flask, abort, g, request
from flask_babel import Babel, Domain, refresh

from portal.po_files import language_name, text_direction
from portal.web.english import page_translations
from portal.web.here import held, parts

REGIONS = {"en": "en_GB"}  # Babel's plain "en" writes dates, times and lists as in the United States


class PoDomain(Domain):
    """Flask-Babel's domain, reading `.po` in memory and bound once per request (a look-up each call costs 6 us)."""

    def get_translations(self) -> NullTranslations:
        """Return the request's translations."""
        return _translations()


def gettext(message: str, **values: object) -> str:
    """Return `message` in the page's language, `values` put in; without Flask-Babel's way round its configuration."""
    text = str(_translations().gettext(message))
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return `one` or `many`, as the page's language has it for `num`."""
    return str(_translations().ngettext(one, many, num)) % {"num": num, **values}


class PoBabel(Babel):
    """Flask-Babel over `.po` files."""

    domain_instance = PoDomain()


def init_i18n(app: Flask) -> None:
    """Take the language from the address: unknown ones are 404, links keep the language of the page."""
    PoBabel(app, locale_selector=format_locale, default_timezone="Europe/London")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension's, which Flask-Babel adds
        gettext=lambda message: _translations().gettext(message),
        ngettext=lambda one, many, num: _translations().ngettext(one, many, num),
        newstyle=True,
    )

    @app.url_value_preprocessor
    def take_locale(_endpoint: str | None, values: dict[str, str] | None) -> None:
        asked = values.pop("locale", None) if values else None
        if asked is not None and asked not in parts().settings.locales:
            abort(404)
        held().locale = asked or _locale_of_path() or parts().settings.locales[0]

    @app.url_defaults
    def keep_locale(endpoint: str, values: dict[str, str]) -> None:
        if "locale" not in values and app.url_map.is_endpoint_expecting(endpoint, "locale"):
            values["locale"] = held().get("locale", "en")

    app.jinja_env.globals.update(
        language_name=language_name, text_direction=text_direction, other_language_url=other_language_url
    )
    app.jinja_env.filters["language_tag"] = language_tag


@contextmanager
def speaking(locale: str) -> Iterator[None]:
    """Make what is rendered inside speak `locale`, links too: a part of a page in another language than the rest."""
    before = g.locale
    _speak(locale)
    try:
        yield
    finally:
        _speak(before)


def language_tag(locale: str) -> str:
    """Return the name of `locale` as pages say it: zh-Hans, not zh_Hans."""
    return locale.replace("_", "-")


def wished_locale() -> str:
    """Choose the language by the browser's wish; Werkzeug's best_match mistakes "ar-SY,en;q=0.5" for English."""
    offered = parts().settings.locales
    wishes = [wish for wish, _quality in request.accept_languages if wish != "*"]
    chosen = negotiate_locale(_with_scripts(wishes), offered) or ""  # spelt as it was wished
    return next((each for each in offered if each.lower() == chosen.lower()), offered[0])


def other_language_url(locale: str) -> str:
    """Return this page's address in another language; the search words and filters stay.

    A page that only a POST can show says in `g.page_path` where to go instead.
    """
    return f"/{locale}/{address_after_locale()}"


def address_after_locale() -> str:
    """Return what follows the language in this page's address; a frame that is kept for all pages has a hole there."""
    moment = held()
    if "address_after_locale" in moment:
        return str(moment.address_after_locale)
    rest = str(moment.get("page_path", request.path)).split("/", 2)[2:]
    query = request.query_string.decode("ascii", "ignore")
    return quote("".join(rest)) + (f"?{query}" if query else "")


def format_locale() -> str:
    """Return the locale by which dates, times and lists are written."""
    chosen = held().get("locale", "en")
    return REGIONS.get(chosen, chosen)


def _translations() -> NullTranslations:
    moment = held()
    if "translations" not in moment:
        moment.translations = page_translations(moment.get("locale", "en"), parts().settings.translations_folder)
    found: NullTranslations = moment.translations
    return found


def _speak(locale: str) -> None:
    g.locale = locale
    g.pop("translations", None)
    refresh()


def _locale_of_path() -> str | None:
    """Return the language an address begins with though nothing is there: the answer "not found" is in it, too."""
    start = request.path.split("/")[1]
    return start if start in parts().settings.locales else None


def _with_scripts(wishes: list[str]) -> list[str]:
    """Follow each wish by its written form (zh-CN: zh_Hans) and its plain language."""
    names: list[str] = []
    for wish in [each.replace("-", "_") for each in wishes]:
        names.append(wish)
        try:
            locale = Locale.parse(wish)
        except (ValueError, UnknownLocaleError):  # a browser may send anything
            continue
        if locale.script:
            names.append(f"{locale.language}_{locale.script}")
        names.append(locale.language)
    return names
