"""Find the folders that come with the portal, installed or in a checkout."""

from pathlib import Path

_PORTAL = Path(__file__).resolve().parent


def resource_dir(name: str) -> Path:
    """Return the folder `name` (templates, static, ...): inside the installed package, else beside it in a checkout."""
    inside = _PORTAL / name
    return inside if inside.is_dir() else _PORTAL.parent / name
