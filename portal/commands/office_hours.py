"""When the councils' offices work, as their files say now: a worker runs for months, and a council adds days it is shut."""

import logging
from collections.abc import Mapping

from portal.commands.shared import today
from portal.config import Settings
from portal.followed import Followed
from portal.places.load import load_areas
from portal.places.models import Calendar

_log = logging.getLogger(__name__)


def follow_office_hours(settings: Settings) -> Mapping[str, Calendar]:
    """Return each council's calendar, as its file has it at every look; while one is faulty, the last good ones."""
    places = settings.catalogue_folder / "places"

    def load(before: Mapping[str, Calendar] | None) -> Mapping[str, Calendar]:
        try:
            areas, faults = load_areas(places, today())
        except OSError as error:  # it goes on changing
            if before is None:
                raise
            _log.error("office hours %s", type(error).__name__)
            return before
        # Only these files are followed: were a fault in another one to count, mending that would not be noticed.
        if before is not None and any(fault.file.startswith("places/councils/") for fault in faults):
            return before
        return {council.id: council.calendar for council in areas.councils.values()}

    return Followed(places / "councils", {".yaml"}, load)
