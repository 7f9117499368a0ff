"""The generated catalogues are the same every time, in our real shape, and look like family services."""

from pathlib import Path

import pytest

from portal.catalogue.load import load_catalogue
from portal.catalogue.models import Catalogue
from portal.places.load import load_areas
from portal.resources import resource_dir
from portal.search.words.text import cut
from tests.benchmarks.generate import NOW, build_catalogue
from tests.benchmarks.yaml_folder import write_folder

SHIPPED = resource_dir("services_catalogue")
COUNT = 600


@pytest.fixture(scope="module")
def made() -> Catalogue:
    return make()


def make(seed: int = 1) -> Catalogue:
    areas, _faults = load_areas(SHIPPED / "places", NOW.date())
    return build_catalogue(load_catalogue(SHIPPED).catalogue, areas, COUNT, seed=seed)


def test_a_seed_makes_one_catalogue_and_another_seed_another(made: Catalogue) -> None:
    assert len(made.services) == COUNT
    assert make() == made
    assert make(seed=2).services != made.services


def test_read_from_files_it_is_the_same_and_adds_no_fault(made: Catalogue, tmp_path: Path) -> None:
    write_folder(made, SHIPPED, tmp_path)
    loaded = load_catalogue(tmp_path, today=NOW.date())
    assert loaded.faults == load_catalogue(SHIPPED, today=NOW.date()).faults, "nothing made up is at fault"
    assert dict(loaded.catalogue.services) == dict(made.services)
    assert loaded.catalogue.organizations == made.organizations


def test_words_are_common_and_rare_as_in_real_texts(made: Catalogue) -> None:
    texts = [set(cut(each.description)) for each in made.services.values() if each.id.startswith("made-")]
    shares = {word: sum(word in text for text in texts) / len(texts) for word in set().union(*texts)}
    assert 0.6 < shares["families"] < 0.95
    assert sum(share < 0.01 for share in shares.values()) > len(shares) / 2
