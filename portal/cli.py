"""The `portal` command: without a word it starts the practice site, else it does what the word says."""

import importlib
import sys
from errno import EEXIST, EISDIR, ENOTDIR

import click

from portal import __version__
from portal.collecting import without_collecting

COMMANDS = {
    "catalogue": "portal.commands.catalogue:catalogue",
    "places": "portal.commands.places:places",
    "practice": "portal.commands.practice:practice",
    "prepare": "portal.commands.prepare:prepare",
    "postcodes": "portal.commands.postcodes:postcodes",
    "search": "portal.commands.search:search",
    "keys": "portal.commands.keys:keys",
    "teams": "portal.commands.teams:teams",
    "referrals": "portal.commands.referrals:referrals",
    "translations": "portal.commands.translations:translations",
    "serve": "portal.commands.serve:serve",
    "work": "portal.commands.work:work",
}
WRONG_KIND = {
    EEXIST: "something is there already",
    EISDIR: "it is a folder, and a file is needed there",
    ENOTDIR: "a file stands where a folder is needed",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called: a start should not pay for the others."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return one command."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        with without_collecting():
            command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Do what is asked; where a file or folder is not as it is needed, end with a line that names it."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.filename is None:  # a connection, say: no file to look at
                raise
            reason = WRONG_KIND.get(error.errno or 0) or error.strerror
            sys.exit(f"{error.filename} cannot be used: {reason}.")


@click.group(cls=LazyGroup, invoke_without_command=True)
@click.version_option(__version__, prog_name="portal")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Start the Early Help portal as a practice site, or do what COMMAND says."""
    if ctx.invoked_subcommand is None:
        from portal.commands.home import run_at_home  # noqa: PLC0415 - only this way needs it

        ctx.exit(run_at_home())
