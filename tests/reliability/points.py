"""Killed at every named point of submit, lease, send, record, purge and migrate, many times, on both databases."""

from collections.abc import Callable, Iterator

from tests.crash_points import POINTS, SENDING
from tests.referrals import test_crash_points as scenes
from tests.reliability.stores import KINDS, Databases, both_kinds, hang_up
from tests.reliability.table import Row, Run

Scene = Callable[[Databases, str], None]


def measure(run: Run) -> Iterator[Row]:
    """Play each point's scene again and again."""
    times = {"SQLite": run.size(2, 20), "PostgreSQL": run.size(1, 20)}
    with both_kinds(run.room("databases")) as made:
        for kind in KINDS:
            yield _play_all(kind, made[kind], times[kind])


def _play_all(kind: str, databases: Databases, times: int) -> Row:
    faults = []
    for point in (*POINTS, *SENDING):
        for _ in range(times):
            try:
                scene_of(point)(databases, point)
            except AssertionError as error:
                faults.append(f"{point} {error}")
            hang_up(databases)
    count = len(POINTS) + len(SENDING)
    told = (
        f"{count} points x {times}: {len(faults)} lost, doubled or not reached{''.join(f'; {f}' for f in faults[:3])}"
    )
    asked = f"{count} points x {times}, 0 lost (full: x 20)"
    return Row(f"killed at every named point ({kind})", asked, told, not faults)


def scene_of(point: str) -> Scene:
    """Return what is played around a point: the very tests that stand for it."""
    kind = point.partition(".")[0]
    if kind == "migrate":
        return scenes.test_a_migration_happens_or_does_not_and_can_be_repeated
    play = {
        "submit": scenes.test_a_request_is_kept_whole_or_not_at_all_and_pressing_again_makes_it_one,
        "lease": scenes.test_what_a_killed_worker_held_is_sent_by_the_next_one,
        "record": scenes.test_what_a_killed_worker_held_is_sent_by_the_next_one,
        "send": scenes.test_a_message_in_flight_is_repeated_as_the_same_message,
        "purge": scenes.test_a_purge_takes_and_counts_each_request_once,
    }[kind]
    return lambda databases, name: play(databases, databases.new(), name)
