"""A visit: what the public site keeps for one browser, sealed; and the limits on how often anybody may send."""
