"""A family comes back to its request: looks up how far it is, adds to it, or wants it ended."""
