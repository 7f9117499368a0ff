"""A visit: what the public site keeps for one browser, sealed; and the limits on how often anybody may send."""

from portal.visits.limits import allow, sweep_limits
from portal.visits.shortlist import Entry, PackWords, Shortlist
from portal.visits.visits import (
    Visit,
    change_shortlist,
    end_visit,
    extend_visit,
    find_visit,
    remember_place,
    sweep_visits,
)

__all__ = [
    "Entry",
    "PackWords",
    "Shortlist",
    "Visit",
    "allow",
    "change_shortlist",
    "end_visit",
    "extend_visit",
    "find_visit",
    "remember_place",
    "sweep_limits",
    "sweep_visits",
]
