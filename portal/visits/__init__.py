"""A visit: what the public site keeps for one browser, sealed; and the limits on how often anybody may send."""

from portal.visits.limits import allow, sweep_limits
from portal.visits.visits import (
    Visit,
    end_visit,
    extend_visit,
    find_visit,
    remember_place,
    sweep_visits,
)

__all__ = [
    "Visit",
    "allow",
    "end_visit",
    "extend_visit",
    "find_visit",
    "remember_place",
    "sweep_limits",
    "sweep_visits",
]
