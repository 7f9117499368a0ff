"""What the commands about teams share: the database, with words for what cannot be done; a team or a refusal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from portal.commands.refusals import refusing
from portal.commands.settings import settings_or_exit
from portal.commands.shared import open_store
from portal.store import Connection, Engine
from portal.store.transactions import reading, writing
from portal.teams import AlreadyThere, NobodyToSignIn, NoSuchPerson, Team, UnknownTeam, find_team


@contextmanager
def opened_teams() -> Iterator[Engine]:
    """Open the database; end with words where that is not safe, or a team or person is not as the command says."""
    with refusing():
        engine = open_store(settings_or_exit())
        try:
            yield engine
        except UnknownTeam as error:
            sys.exit(f"No team `{error}`. See portal teams list.")
        except AlreadyThere:
            sys.exit("There is one like this already. See portal teams list, or portal teams people list TEAM.")
        except (NobodyToSignIn, NoSuchPerson) as error:
            sys.exit(f"{error} has no such person who could sign in. See portal teams people list {error}.")
        finally:
            engine.dispose()


@contextmanager
def reading_teams() -> Iterator[Connection]:
    """Read one state of the database: a command that only tells something keeps no family waiting."""
    with opened_teams() as engine, reading(engine) as db:
        yield db


@contextmanager
def team_store() -> Iterator[Connection]:
    """Write, all or nothing."""
    with opened_teams() as engine, writing(engine) as db:
        yield db


def known_team(db: Connection, team_id: str) -> Team:
    """Return the team, or raise `UnknownTeam`."""
    team = find_team(db, team_id)
    if team is None:
        raise UnknownTeam(team_id)
    return team


def describe_state(team: Team) -> str:
    """Say whether the team takes requests."""
    if team.is_practice:
        return "practice team"
    return "takes requests" if team.is_accepted else "takes no requests yet"
