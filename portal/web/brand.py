"""The council's look: its colours over the sheet and the icon, its logo beside the site's name."""

from pathlib import Path, PurePath

from portal.colours import Colour
from portal.config import Settings

LOGO = "img/logo"
_ICON_COLOURS = ("#17494d", "#ffd9a0")  # brand and accent as static/img/icon.svg has them


def branded_files(settings: Settings, folder: Path) -> dict[str, bytes]:
    """Return the static files that differ by council, by name."""
    files = {
        "css/site.css": (folder / "css/site.css").read_bytes() + _colours(settings.colour, settings.accent_colour),
        "img/icon.svg": _in_colours((folder / "img/icon.svg").read_text(encoding="utf-8"), settings),
    }
    if name := logo_name(settings):
        files[name] = settings.logo.read_bytes()
    return files


def logo_name(settings: Settings) -> str:
    """Return the logo's name among the static files; empty where there is none."""
    return f"{LOGO}{PurePath(settings.logo).suffix.lower()}" if settings.logo != Path() else ""


def _colours(brand: Colour, accent: Colour) -> bytes:
    names = {"brand": brand, "brand-soft": brand.soft, "brand-dark": brand.dark, "warm": accent}
    return (":root{" + "".join(f"--{name}:{colour};" for name, colour in names.items()) + "}\n").encode()


def _in_colours(icon: str, settings: Settings) -> bytes:
    for shipped, own in zip(_ICON_COLOURS, (settings.colour, settings.accent_colour), strict=True):
        icon = icon.replace(shipped, str(own))
    return icon.encode()
