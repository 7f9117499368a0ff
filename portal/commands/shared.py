"""What commands share: settings or a clear refusal, the time."""

import sys
from datetime import UTC, datetime

from portal.config import ConfigError, Settings, load_settings


def settings_or_exit() -> Settings:
    """Return the settings; end with every wrong one named when they cannot be used."""
    try:
        return load_settings()
    except ConfigError as error:
        sys.exit(f"These settings cannot be used:\n{error}")


def utc_now() -> datetime:
    """Return the time of the machine's clock, aware."""
    return datetime.now(UTC)
