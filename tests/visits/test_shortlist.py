from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine

from portal.places.models import Place, Precision
from portal.store.boxes import new_secret
from portal.store.transactions import reading, writing
from portal.visits import PackWords, Shortlist, change_shortlist, end_visit, find_visit, remember_place
from portal.visits.shortlist import LONGEST_LINE, LONGEST_WORDS, MOST_ENTRIES
from tests.engines import Databases

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PLACE = Place(precision=Precision.COUNCIL, council="ashby")


def listed(*service_ids: str) -> Shortlist:
    shortlist = Shortlist()
    for each in service_ids:
        shortlist = shortlist.add(each)
    return shortlist


def put(engine: Engine, secret: str, service_id: str, now: datetime = NOON) -> None:
    with writing(engine) as db:
        change_shortlist(db, secret, lambda before: before.add(service_id), now)


def recall(engine: Engine, secret: str, now: datetime = NOON) -> tuple[str, ...] | None:
    with reading(engine) as db:
        visit = find_visit(db, secret, now)
    return visit.shortlist.service_ids if visit else None


@pytest.mark.parametrize(
    ("moved", "by", "after"),
    [
        ("b", -1, "bac"),
        ("b", 1, "acb"),
        ("a", -1, "abc"),
        ("c", 1, "abc"),
        ("c", -2, "cab"),
        ("x", -1, "abc"),
    ],
)
def test_an_entry_moves_to_either_end_at_most(moved: str, by: int, after: str) -> None:
    assert "".join(listed("a", "b", "c").move(moved, by=by).service_ids) == after


def test_a_service_stands_on_the_list_once() -> None:
    assert listed("a", "b", "a").service_ids == ("a", "b")
    assert listed("a", "b").remove("a").service_ids == ("b",)


def test_a_full_list_takes_no_more() -> None:
    full = listed(*(str(number) for number in range(MOST_ENTRIES)))
    assert full.is_full
    assert full.add("more") == full


def test_a_line_stays_with_its_entry_and_nothing_is_longer_than_the_paper_has_room_for() -> None:
    shortlist = listed("a", "b").write({"a": " ask for Sam ", "b": "y" * 1000}, PackWords(agreed="z" * 1000))
    assert [entry.line for entry in shortlist.move("a", by=1).entries] == ["y" * LONGEST_LINE, "ask for Sam"]
    assert shortlist.words.agreed == "z" * LONGEST_WORDS
    assert shortlist.write({}, shortlist.words) == shortlist


def test_list_and_place_are_kept_beside_one_another(engine: Engine) -> None:
    secret = new_secret()
    put(engine, secret, "childline")
    with writing(engine) as db:
        remember_place(db, secret, PLACE, NOON)
    put(engine, secret, "kooth")
    with reading(engine) as db:
        visit = find_visit(db, secret, NOON)
    assert visit
    assert visit.place == PLACE
    assert visit.shortlist == listed("childline", "kooth")


def test_the_list_goes_with_the_visit(engine: Engine) -> None:
    left, idle = new_secret(), new_secret()
    put(engine, left, "childline")
    put(engine, idle, "childline")
    with writing(engine) as db:
        end_visit(db, left)
    assert recall(engine, left) is None
    assert recall(engine, idle, NOON + timedelta(minutes=30)) is None


def test_two_quick_taps_both_count(engine: Engine, databases: Databases) -> None:
    secret = new_secret()
    put(engine, secret, "first")
    others = [databases.again(engine) for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda each: put(each[1], secret, str(each[0])), enumerate(others)))
    assert sorted(recall(engine, secret) or ()) == [*"012345", "first"]


def test_the_disk_holds_neither_the_services_nor_the_words(engine: Engine, databases: Databases) -> None:
    secret = new_secret()
    words = PackWords(agreed="kanarienvogel")
    with writing(engine) as db:
        change_shortlist(db, secret, lambda before: replace(before.add("refuge-line"), words=words), NOON)
    raw = databases.raw_bytes(engine)
    assert not [word for word in ("refuge-line", "kanarienvogel", secret) if word.encode() in raw]
