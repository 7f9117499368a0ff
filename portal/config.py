"""Every setting, its meaning and its default (right for production); a wrong one is named, all at once."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from babel.localedata import exists

from portal.colours import Colour, find_contrast_faults
from portal.resources import resource_dir

T = TypeVar("T")
LARGEST_LOGO = 8192  # bytes; the first visit has 30 KB for everything


class ConfigError(Exception):
    """Settings that cannot be used; the message lists each with what to write."""


def _yes_no(text: str) -> bool:
    if text.lower() not in {"yes", "no"}:
        raise ValueError("write yes or no")
    return text.lower() == "yes"


def _port(text: str) -> int:
    if not text.isdigit() or not 0 <= int(text) <= 65535:
        raise ValueError("write a port number from 0 to 65535")
    return int(text)


def _number(text: str) -> int:
    if not text.isdigit():
        raise ValueError("write a whole number")
    return int(text)


def _locales(text: str) -> tuple[str, ...]:
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    if not found or not all(map(exists, found)):
        raise ValueError("write codes of languages, like en,ar,pl or zh_Hans")
    return found


def _https_url(text: str) -> str:
    if not text.startswith("https://"):
        raise ValueError("write an address that starts with https://")
    return text


def _email(text: str) -> str:
    if text and not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", text):
        raise ValueError("write an address of mail and nothing else, like portal@council.example")
    return text


def _web_address(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        raise ValueError("write an address that starts with https://")
    return text


def _folder(text: str) -> Path:
    path = Path(text)
    if path.exists() and not path.is_dir():
        raise ValueError("name a folder; this is a file")
    return path


def _logo(text: str) -> Path:
    path = Path(text)
    if text and (
        path.suffix.lower() not in {".svg", ".png"} or not path.is_file() or path.stat().st_size > LARGEST_LOGO
    ):
        raise ValueError(f"name an .svg or .png file of at most {LARGEST_LOGO} bytes")
    return path


def _setting(name: str, default: str, read: Callable[[str], T], meaning: str) -> T:
    return field(  # type: ignore[no-any-return]  # dataclasses swap the field for its value
        metadata={"name": name, "default": default, "read": read, "meaning": meaning}
    )


@dataclass(frozen=True)
class Settings:
    """What differs between one installation and another."""

    var: Path = _setting("PORTAL_VAR", "var", _folder, "The folder of all data: database, indexes, imported postcodes.")
    keys: Path = _setting(
        "PORTAL_KEYS", "keys", _folder, "The folder of keys; the public site may read only `public/` in it."
    )
    database_url: str = _setting("DATABASE_URL", "", str, "The database; empty means SQLite in PORTAL_VAR.")
    catalogue: Path = _setting(
        "PORTAL_CATALOGUE", "", _folder, "The folder of curated YAML; empty means the one shipped."
    )
    translations: Path = _setting(
        "PORTAL_TRANSLATIONS", "", _folder, "The folder of languages; empty means the one shipped."
    )
    host: str = _setting("PORTAL_HOST", "127.0.0.1", str, "The address both sites listen on.")
    public_port: int = _setting("PORTAL_PUBLIC_PORT", "8000", _port, "The port of the public site.")
    staff_port: int = _setting("PORTAL_STAFF_PORT", "8001", _port, "The port of the staff site.")
    staff_url: str = _setting(
        "PORTAL_STAFF_URL",
        "",
        _web_address,
        "The staff site's address as staff type it; it stands in notices. A live site that sends mail needs it.",
    )
    proxies: int = _setting("PORTAL_PROXIES", "0", _number, "How many trusted proxies stand in front of the sites.")
    is_https: bool = _setting(
        "PORTAL_HTTPS", "yes", _yes_no, "Whether people reach the sites over https; cookies depend on it."
    )
    is_practice: bool = _setting(
        "PORTAL_PRACTICE", "no", _yes_no, "A practice site: marked on every asking page, nobody reads it."
    )
    site_name: str = _setting("PORTAL_SITE_NAME", "Early Help", str, "The site's name, in the header of every page.")
    council_name: str = _setting(
        "PORTAL_COUNCIL_NAME", "", str, "Who runs the site, as people say it; beside the site's name and in the footer."
    )
    logo: Path = _setting(
        "PORTAL_LOGO", "", _logo, "The logo beside the site's name: an .svg or .png file, 8 KB at most."
    )
    colour: Colour = _setting(
        "PORTAL_COLOUR",
        "#17494d",
        Colour.parse,
        "The colour of header and buttons; refused where white on it is hard to read.",
    )
    accent_colour: Colour = _setting(
        "PORTAL_ACCENT_COLOUR",
        "#ffd9a0",
        Colour.parse,
        "The colour of Leave this site; refused where dark text on it is hard to read.",
    )
    keeps_emergency_page: bool = _setting(
        "PORTAL_OFFLINE_EMERGENCY",
        "yes",
        _yes_no,
        "Whether phones keep the emergency page, and nothing else, to read it offline.",
    )
    locales: tuple[str, ...] = _setting(
        "PORTAL_LOCALES", "en,ar,pl", _locales, "The languages offered, the first being the default."
    )
    leave_url: str = _setting(
        "PORTAL_LEAVE_URL",
        "https://www.bbc.co.uk/weather",
        _https_url,
        "The neutral page that Leave this site goes to.",
    )
    operator_email: str = _setting(
        "PORTAL_OPERATOR_EMAIL", "", _email, "Who is told when a notice cannot be delivered."
    )
    smtp_host: str = _setting("PORTAL_SMTP_HOST", "", str, "The mail server for notices to teams; empty means no mail.")
    smtp_port: int = _setting(
        "PORTAL_SMTP_PORT", "587", _port, "Its port; STARTTLS with a verified certificate is required."
    )
    smtp_user: str = _setting("PORTAL_SMTP_USER", "", str, "The name to sign in to the mail server with.")
    smtp_password: str = _setting("PORTAL_SMTP_PASSWORD", "", str, "Its password.")
    smtp_from: str = _setting("PORTAL_SMTP_FROM", "", _email, "The address that notices come from.")
    smtp_backup_host: str = _setting(
        "PORTAL_SMTP_BACKUP_HOST", "", str, "A second mail server, for what the first did not take; empty means none."
    )
    smtp_backup_port: int = _setting("PORTAL_SMTP_BACKUP_PORT", "587", _port, "Its port.")
    smtp_backup_user: str = _setting("PORTAL_SMTP_BACKUP_USER", "", str, "The name to sign in to it with.")
    smtp_backup_password: str = _setting("PORTAL_SMTP_BACKUP_PASSWORD", "", str, "Its password.")
    family_mail_from: str = _setting(
        "PORTAL_FAMILY_MAIL_FROM",
        "",
        _email,
        "A neutral address that short messages to families come from, where they want them; empty means none are sent.",
    )
    family_mail_name: str = _setting(
        "PORTAL_FAMILY_MAIL_NAME", "From the office", str, "The neutral name that those messages come from."
    )
    smtp_is_plain: bool = _setting(
        "PORTAL_SMTP_PLAIN", "no", _yes_no, "Whether mail may go without TLS; only to this machine itself."
    )

    @cached_property
    def catalogue_folder(self) -> Path:
        """Return the folder of curated YAML in use."""
        return self.catalogue if self.catalogue != Path() else resource_dir("services_catalogue")

    @cached_property
    def translations_folder(self) -> Path:
        """Return the folder of languages in use."""
        return self.translations if self.translations != Path() else resource_dir("translations")

    @property
    def database(self) -> str:
        """Return the database's address: as set, else SQLite in the data folder."""
        return self.database_url or f"sqlite:///{(self.var / 'portal.sqlite3').resolve()}"

    @property
    def postcodes_file(self) -> Path:
        """Return the file that `portal postcodes import` writes and both sites read."""
        return self.var / "postcodes.sqlite3"

    @property
    def staff_address(self) -> str:
        """Return the staff site's address as staff type it."""
        return self.staff_url or f"http://{self.host}:{self.staff_port}"


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings from `environ`; raise ConfigError naming every one that cannot be used."""
    values: dict[str, object] = {}
    wrong: list[str] = []
    for each in fields(Settings):
        try:
            values[each.name] = _read(each, environ)
        except ValueError as error:
            wrong.append(f"{each.metadata['name']}={environ[each.metadata['name']]}: {error}.")
    unknown = [name for name in environ if name.startswith("PORTAL_") and name not in setting_names()]
    wrong += [f"{name}: no such setting." for name in unknown]
    if "colour" in values and "accent_colour" in values:
        wrong += find_contrast_faults(Colour.parse(str(values["colour"])), Colour.parse(str(values["accent_colour"])))
    if wrong:
        raise ConfigError("\n".join(wrong))
    return Settings(**values)  # type: ignore[arg-type]  # each value was read by its own field's reader


def setting_names() -> dict[str, Field[object]]:
    """Return every setting's field by its name in the environment."""
    return {each.metadata["name"]: each for each in fields(Settings)}


def _read(each: Field[object], environ: Mapping[str, str]) -> object:
    return each.metadata["read"](environ.get(each.metadata["name"], each.metadata["default"]))
