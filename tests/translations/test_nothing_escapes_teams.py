"""Every word a team sees can be translated: the staff site in a made-up language is walked, each of its pages in every state."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from portal.app import create_public_app, create_staff_app
from portal.teams import Role
from tests.clock import StoppedClock
from tests.conftest import practice_settings
from tests.journeys.public_states import ask, send
from tests.journeys.staff_states import MAIL_SERVER, OPENED, walk_staff
from tests.journeys.states import State, Walker
from tests.translations.conftest import parts_of
from tests.translations.pseudo import LOCALE, escaped, names_of, write_pseudo_language

ASKED: tuple[dict[str, object], ...] = ({"asker": "helper"}, {"asker": "young_person", "age": "14"})
PEOPLE = ("Practice reader", "Practice worker", "Practice manager", *(f"Ann {role}" for role in Role))


@pytest.fixture(scope="module")
def walked(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[State], list[str]]:
    """Every state of the staff site in the made-up language, and the names that may stand there as they are."""
    folder = tmp_path_factory.mktemp("pseudo-staff")
    shutil.copytree(prepared, folder / "site", symlinks=True)
    write_pseudo_language(folder / "translations")
    settings = replace(practice_settings(folder / "site"), locales=("en", LOCALE), translations=folder / "translations")
    clock = StoppedClock()
    public, staff = create_public_app(settings, clock=clock), create_staff_app(settings, clock=clock)
    for given in ASKED:
        family = Walker(public, {})
        send(family, ask(family, "en", given))
    mailing = create_staff_app(replace(settings, smtp_host=MAIL_SERVER), clock=clock)
    states, _walkers = walk_staff(staff, LOCALE, mailing, clock())
    return list(states.values()), [*names_of(parts_of(staff)), *PEOPLE]


def test_nothing_on_the_staff_site_escapes_translation(walked: tuple[list[State], list[str]]) -> None:
    states, names = walked
    assert len(states) > 40
    assert {each.name: found for each in states if (found := escaped(each.page, names))} == {}


def test_what_a_family_wrote_was_there_to_be_left_out(walked: tuple[list[State], list[str]]) -> None:
    states, _names = walked
    opened = {each.page.path for each in states if "He will not get out of bed." in each.page.text}
    assert len(opened) >= OPENED
