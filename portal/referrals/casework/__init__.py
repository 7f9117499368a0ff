"""A team works on a request: finds it in the inbox, reads it, tries to reach the family, notes what it does, closes it."""
