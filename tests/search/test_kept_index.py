"""An index opened from what an earlier start kept answers as the one that was built, over the catalogue's own services."""

import shutil
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from portal.catalogue.models import Catalogue
from portal.places.models import Place, Precision
from portal.search import index
from portal.search.find import find_services
from portal.search.index import Index, build_index
from portal.search.models import Age, Order, Query
from portal.search.postings import files
from tests.search.town import CATALOGUE, PLACES, build_town

NOW = datetime(2026, 3, 10, 10, 0, tzinfo=UTC)
QUERIES = (
    Query("my son wont go to school"),
    Query("dept advise"),
    Query("group in Millgate", order=Order.NEXT),
    Query(ages=(Age.of_years(3),), has_send=True),
    Query("he hits me"),
)


def refuse(text: str) -> str:
    return pytest.fail(f"read again: {text}")


def build(
    folder: Path,
    catalogue: Catalogue = CATALOGUE,
    *,
    sources: str = "1",
    translate: object = str,
    locale: str = "en",
    like: Collection[Index] = (),
) -> Index:
    return build_index(
        catalogue,
        locale=locale,
        translate=translate,  # type: ignore[arg-type]  # one that fails the test
        folder=folder,
        places=PLACES,
        sources=sources,
        like=like,
    )


@pytest.mark.parametrize("near", [None, Place(Precision.COUNCIL, council="southtown")])
@pytest.mark.parametrize("query", QUERIES)
def test_it_answers_the_same_without_reading_a_text(tmp_path: Path, query: Query, near: Place | None) -> None:
    built = build(tmp_path)
    opened = build(tmp_path, translate=refuse)
    found = find_services(opened, query, near=near, now=NOW)
    assert found == find_services(built, query, near=near, now=NOW)
    assert all(result.service is CATALOGUE.services[result.service.id] for result in found.results)


def test_other_sources_are_read(tmp_path: Path) -> None:
    build(tmp_path)
    with pytest.raises(pytest.fail.Exception):
        build(tmp_path, sources="2", translate=refuse)


@pytest.mark.parametrize("query", QUERIES)
def test_where_the_same_files_give_one_service_less_all_is_built(tmp_path: Path, query: Query) -> None:
    fewer = replace(CATALOGUE, services={each.id: each for each in CATALOGUE.services.values() if each.id != "teens"})
    build(tmp_path, fewer)
    found = find_services(build(tmp_path), query, near=None, now=NOW)
    assert found == find_services(build_town(), query, near=None, now=NOW)


def test_where_the_postings_are_lost_all_is_built(tmp_path: Path) -> None:
    build(tmp_path)
    for kept in (tmp_path / "en").iterdir():
        kept.rename(tmp_path / "elsewhere")
    assert find_services(build(tmp_path), QUERIES[0], near=None, now=NOW).total


@pytest.mark.parametrize("beside", [files.beside, lambda _work: lambda: None], ids=["done", "lost"])
def test_where_another_process_builds_the_postings_it_answers_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, beside: object
) -> None:
    monkeypatch.setattr(files, "_MANY", 1)
    monkeypatch.setattr(files, "beside", beside)
    expected = find_services(build_town(), QUERIES[0], near=None, now=NOW)
    assert find_services(build(tmp_path), QUERIES[0], near=None, now=NOW) == expected


DAMAGES = {
    "empty": lambda _content: b"",
    "half": lambda content: content[: len(content) // 2],
    "longer": lambda content: content + b"0",
    "another letter": lambda content: content[:-9] + bytes([content[-9] ^ 1]) + content[-8:],
    "nothing but zeros": lambda content: bytes(len(content)),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
@pytest.mark.parametrize("name", ["text.postings", "concepts.postings", "stems.json"])
@pytest.mark.parametrize("sources", ["", "1"])
def test_a_damaged_file_is_built_anew_for_good(
    tmp_path: Path, damage: Callable[[bytes], bytes], name: str, sources: str
) -> None:
    build(tmp_path, sources=sources)
    (file,) = (tmp_path / "en").glob(f"*/{name}")
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    expected = find_services(build_town(), QUERIES[0], near=None, now=NOW)
    assert find_services(build(tmp_path, sources=sources), QUERIES[0], near=None, now=NOW) == expected
    assert file.read_bytes() == whole


def test_postings_of_other_texts_are_not_taken_for_these(tmp_path: Path) -> None:
    build(tmp_path)
    (kept,) = (tmp_path / "en").iterdir()
    build(tmp_path, translate=lambda text: f"{text} x", sources="2")
    (other,) = (each for each in (tmp_path / "en").iterdir() if each != kept)
    shutil.rmtree(kept)
    other.rename(kept)
    expected = find_services(build_town(), QUERIES[0], near=None, now=NOW)
    assert find_services(build(tmp_path), QUERIES[0], near=None, now=NOW) == expected


def test_what_taxonomies_teach_is_not_learned_again_where_a_service_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path)
    renamed = {**CATALOGUE.services, "teens": replace(CATALOGUE.services["teens"], name="Xylophones")}
    changed = replace(CATALOGUE, services=renamed)
    monkeypatch.setattr(index, "begin_words", lambda *_args, **_named: pytest.fail("learned again"))
    found = find_services(build(tmp_path, changed, sources="2"), Query("xylophone"), near=None, now=NOW)
    assert [result.service.id for result in found.results] == ["teens"]
    with pytest.raises(pytest.fail.Exception):
        build(tmp_path, replace(changed, dangers={}), sources="3")


@pytest.mark.parametrize("part", ["words", "common", "learned"])
@pytest.mark.parametrize("query", QUERIES)
def test_where_a_part_is_lost_or_damaged_it_is_made_again(tmp_path: Path, part: str, query: Query) -> None:
    expected = find_services(build(tmp_path), query, near=None, now=NOW)
    (file,) = (tmp_path / part).iterdir()
    for damage in DAMAGES.values():
        file.write_bytes(damage(file.read_bytes()))
        assert find_services(build(tmp_path), query, near=None, now=NOW) == expected
    file.unlink()
    assert find_services(build(tmp_path), query, near=None, now=NOW) == expected
    assert find_services(build(tmp_path, translate=refuse), query, near=None, now=NOW) == expected, "kept again"


def test_languages_share_what_is_the_same_and_a_change_what_the_taxonomies_teach(tmp_path: Path) -> None:
    english = build(tmp_path)
    welsh = build(tmp_path, locale="cy", like=[english])
    assert welsh.common is english.common
    assert welsh.words is english.words, "read alike: nobody here knows the stems of Welsh"
    polish = build(tmp_path, locale="pl", like=[english])
    assert polish.common is english.common
    assert polish.words is not english.words
    changed = replace(CATALOGUE, version="2")
    after = build(tmp_path, changed, sources="2", like=[welsh, english])
    assert after.words is english.words
    assert after.common is not english.common
    assert after.services[0] is changed.services[after.services[0].id]


def test_other_places_of_the_same_catalogue_share_nothing_with_it(tmp_path: Path) -> None:
    before = build(tmp_path)
    assert build(tmp_path, sources="2", like=[before]).common is not before.common
