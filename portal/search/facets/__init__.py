"""Know what else holds of services, as sets of their numbers: filters with counts, needs, places, times."""
