"""`portal translations`: add a language, bring all up to date, see what is missing, hand texts to a translator and back."""

import os
import sys
from pathlib import Path

import click
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError

from portal.commands.settings import settings_or_exit
from portal.commands.translation_exchange import select, take
from portal.commands.translation_files import (
    forms,
    is_translated,
    languages,
    new_language,
    read_language,
    read_po_file,
    refresh,
    write_language,
    write_text,
)
from portal.commands.translation_texts import Part, count_by_part, find_texts, texts_of
from portal.config import Settings
from portal.po_files import SOURCE_LOCALE, is_reviewed


@click.group()
def translations() -> None:
    """Look after the languages."""


@translations.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def extract(file: Path) -> None:
    """Write every text that can be translated to FILE, as a `.pot` template."""
    file.write_bytes(write_text(_texts(settings_or_exit())))


@translations.command()
@click.argument("locale")
def add(locale: str) -> None:
    """Start the language LOCALE (ur, ro, zh_Hans): its folder, with every text to translate."""
    settings = settings_or_exit()
    locale = _known_locale(locale)
    if locale in (SOURCE_LOCALE, *languages(settings.translations_folder)):
        sys.exit(f"There is already a language {locale}.")
    _write(settings, locale, new_language(locale, _texts(settings)))
    offered = ",".join((*settings.locales, locale))
    click.echo(f"Written: {settings.translations_folder / locale}. When it is filled in, set PORTAL_LOCALES={offered}.")
    click.echo("For the search, add the words people type to taxonomies/ of the catalogue.")


@translations.command()
def update() -> None:
    """Bring every language up to date with the pages and the catalogue, then report."""
    settings = settings_or_exit()
    texts = _texts(settings)
    for locale in languages(settings.translations_folder):
        catalog = _read(settings, locale)
        refresh(catalog, texts)
        _write(settings, locale, catalog)
    _report(settings, texts)


@translations.command()
def report() -> None:
    """Tell how much of each language is done, missing and stale (the English has changed since)."""
    settings = settings_or_exit()
    _report(settings, _texts(settings))


@translations.command("export")
@click.argument("locale")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--part", "parts", multiple=True, type=click.Choice([part.value for part in Part]), help="Only this part."
)
def export_texts(locale: str, file: Path, parts: tuple[str, ...]) -> None:
    """Write what LOCALE lacks to FILE, a `.po` file for a translator; without --part all of it."""
    settings = settings_or_exit()
    chosen = frozenset(map(Part, parts)) or frozenset(Part)
    catalog = select(_read(settings, _offered(settings, locale)), _texts(settings), chosen)
    file.write_bytes(write_text(catalog))
    click.echo(f"{len(catalog)} texts to translate.")


@translations.command("import")
@click.argument("locale")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_texts(locale: str, file: Path) -> None:
    """Take a translator's FILE into LOCALE: what is sound gets in, the rest is named line by line (exit status 1)."""
    settings = settings_or_exit()
    catalog = _read(settings, _offered(settings, locale))
    try:
        returned = read_po_file(file)
    except (PoFileError, UnicodeDecodeError) as error:
        sys.exit(f"{file} cannot be read as a .po file: {error}. Nothing was taken.")
    if returned.locale_identifier not in (None, locale):
        sys.exit(f"{file} says that it is {returned.locale_identifier}, not {locale}. Nothing was taken.")
    refresh(catalog, _texts(settings))  # English that changed meanwhile must not take an outdated text
    done = take(returned, catalog)
    _write(settings, locale, catalog)
    for each in done.refused:
        click.echo(f"{file}:{each.line}: {each.reason}: {each.english[:60]}")
    click.echo(f"{done.taken} taken, {done.same} as before, {done.empty} empty, {len(done.refused)} refused.")
    if done.refused:
        sys.exit(1)


def _report(settings: Settings, texts: Catalog) -> None:
    total = count_by_part(texts_of(texts))
    click.echo(f"{'':8}{'':20}{'texts':>7}{'done':>7}{'missing':>9}{'stale':>7}")
    for locale in languages(settings.translations_folder):
        catalog = _read(settings, locale)
        known = [each for each in texts_of(catalog) if texts.get(each.id, each.context)]
        done = count_by_part(each for each in known if is_translated(each))
        stale = count_by_part(each for each in known if forms(each) and each.fuzzy)
        for part in Part:
            lacks = total[part] - done[part] - stale[part]
            click.echo(f"{locale:8}{part:20}{total[part]:7}{done[part]:7}{lacks:9}{stale[part]:7}")
        if not is_reviewed(locale, settings.translations_folder):
            click.echo(f"{locale:8}not yet reviewed by a speaker")


def _texts(settings: Settings) -> Catalog:
    return find_texts(settings.catalogue_folder)


def _read(settings: Settings, locale: str) -> Catalog:
    try:
        return read_language(settings.translations_folder, locale)
    except PoFileError as error:
        sys.exit(f"The file of {locale} cannot be read: {error}.")


def _write(settings: Settings, locale: str, catalog: Catalog) -> None:
    try:
        write_language(settings.translations_folder, locale, catalog)
    except OSError as error:
        copy = "a copy of that folder" if os.access(settings.translations_folder, os.R_OK) else "a folder"
        sys.exit(
            f"{settings.translations_folder} cannot be written ({error.strerror}). Make {copy} and name it in PORTAL_TRANSLATIONS."
        )


def _offered(settings: Settings, locale: str) -> str:
    there = languages(settings.translations_folder)
    if locale not in there:
        sys.exit(f"There is no language {locale}, only {', '.join(there)}. Add one: portal translations add {locale}")
    return locale


def _known_locale(locale: str) -> str:
    try:
        return str(Locale.parse(locale.replace("-", "_")))
    except (ValueError, UnknownLocaleError):
        sys.exit(f"{locale} is no language code that is known. Write for example ur, ro or zh_Hans.")
