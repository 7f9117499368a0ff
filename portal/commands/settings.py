"""The settings of a command, or words for what is wrong with them."""

import sys

from portal.config import ConfigError, Settings, load_settings


def settings_or_exit() -> Settings:
    """Return the settings; end with every wrong one named when they cannot be used."""
    try:
        return load_settings()
    except ConfigError as error:
        sys.exit(f"These settings cannot be used:\n{error}")
