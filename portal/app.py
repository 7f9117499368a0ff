"""The two sites, each made of its parts and its pages. Pages are imported last: while parts are made elsewhere there is time."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from portal.config import Settings
from portal.parts import build_parts
from portal.prepared import Prepare, prepare_nothing

if TYPE_CHECKING:
    from flask import Flask


def utc_now() -> datetime:
    """Return the time of the machine's clock, aware."""
    return datetime.now(UTC)


def create_public_app(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, prepare: Prepare = prepare_nothing
) -> "Flask":
    """Build the site that families see; it holds no key that can read a referral."""
    parts = build_parts(settings, clock=clock, prepare=prepare)
    from portal.sites import create_public_site  # noqa: PLC0415 - see above

    return create_public_site(parts)


def create_staff_app(
    settings: Settings, *, clock: Callable[[], datetime] = utc_now, prepare: Prepare = prepare_nothing
) -> "Flask":
    """Build the site that a locality team sees."""
    parts = build_parts(settings, clock=clock, for_staff=True, prepare=prepare)
    from portal.sites import create_staff_site  # noqa: PLC0415 - see above

    return create_staff_site(parts)
