"""`portal referrals rotate-keys`: a new key pair, everything sealed to it, the old one away."""

import sys

import click

from portal.commands.referral_store import opened_store
from portal.commands.settings import settings_or_exit
from portal.commands.shared import areas_in_use, utc_now
from portal.referrals.sealing.key_rotation import find_keys_in_use, find_spent_files, reseal_some
from portal.referrals.sealing.keys import load_private_keys, load_public_keys, write_keys
from portal.store import Engine
from portal.store.transactions import reading, writing


@click.command("rotate-keys")
@click.option("--council", "councils", multiple=True, help="Only this council's; may be given again.")
@click.option(
    "--finish", is_flag=True, help="Make no new pair: seal to the newest what came since, name what is spent."
)
@click.option("--remove", is_flag=True, help="With --finish: delete the spent key files.")
def rotate_keys(councils: tuple[str, ...], finish: bool, remove: bool) -> None:
    """Make a new key pair for each council and seal every request to it, while both sites run. Needs the private keys."""
    settings = settings_or_exit()
    known = areas_in_use(settings).councils
    wanted = councils or tuple(known)
    if unknown := [each for each in wanted if each not in known]:
        sys.exit(f"No council `{unknown[0]}`. There are: {', '.join(known)}.")
    with opened_store() as engine:
        for council in wanted:
            if not finish:
                click.echo(f"{council}: new key {write_keys(settings.keys, council, utc_now())}.")
            click.echo(f"{council}: {_reseal(engine, council)} requests sealed to it.")
        with reading(engine) as db:
            spent = find_spent_files(settings.keys, find_keys_in_use(db))
    for path in spent:
        if finish and remove:
            path.unlink()
        click.echo(f"{'Deleted' if finish and remove else 'Spent'}: {path}")
    if not finish:
        click.echo(
            "Give the public site the new file of public/ if its folder is another, wait until it has it, then:\n"
            "portal referrals rotate-keys --finish. Backups made before need the old private keys: keep those with them."
        )


def _reseal(engine: Engine, council: str) -> int:
    settings = settings_or_exit()
    public_key, private_keys, count = load_public_keys(settings.keys)[council], load_private_keys(settings.keys), 0
    while True:
        with writing(engine) as db:
            done = reseal_some(db, council, public_key, private_keys)
        if not done:
            return count
        count += done
