"""What can go wrong with teams and their people."""


class UnknownTeam(Exception):
    """Say that no team has this id."""


class NoSuchPerson(Exception):
    """Say that the team has no such person, or no people at all."""


class AlreadyThere(Exception):
    """Say that a team or a person like this was added before."""
