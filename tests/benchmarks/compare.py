"""Our search beside SQLite FTS5, tantivy and Whoosh as documented: the same pages in alternating batches."""

import pickle
import random
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.contenders import FTS5, OURS, TANTIVY, WHOOSH, Contender, Timed
from tests.benchmarks.generate import SEED
from tests.benchmarks.measure import Row, middle, show_ms
from tests.benchmarks.pages import Page, PageMaker
from tests.benchmarks.world import World

PAGE_TARGETS = {1_000: (0.25, 1.0), 5_000: (0.15, 0.5), 100_000: (0.25, 2.0)}  # x FTS5, x tantivy
QUESTION_TARGET = 1.2  # x tantivy
QUESTIONS_UP_TO = 5_000
_SLOW = {1_000: 20, 5_000: 10, 20_000: 4, 100_000: 2}  # pages of a batch that documented Whoosh answers too

Rounds = Mapping[str, Sequence[Timed]]


def compare(world: World, folder: Path, *, rounds: int, batch: int) -> list[Row]:
    """Return the lines for one size of catalogue."""
    size = len(world.catalogue.services)
    (folder / "world").write_bytes(pickle.dumps(world))
    maker = PageMaker(world.catalogue, world.areas, random.Random(SEED))
    warming = [*maker.make_pages(batch), *maker.make_questions(batch)]
    pages = [maker.make_pages(batch) for _ in range(rounds)]
    questions = [maker.make_questions(batch) for _ in range(rounds)]
    with ExitStack() as stack:
        names = (OURS, FTS5, TANTIVY, WHOOSH)
        every = [stack.enter_context(Contender(name, folder / "world", folder / name)) for name in names]
        for each in every:
            each.answer(warming[:: batch if each.name == WHOOSH else 1])
        return [
            *_page_rows(f"page, {size:,}", _run(every, pages, size), PAGE_TARGETS.get(size)),
            *_question_rows(f"question, {size:,}", _run(every, questions, size), size),
            *(_cost_row(f"{each.name}, {size:,}", each) for each in every),
        ]


def _run(every: Sequence[Contender], batches: Sequence[Sequence[Page]], size: int) -> Rounds:
    """Let the engines take turns; the one that begins changes."""
    found: dict[str, list[Timed]] = {each.name: [] for each in every}
    for number, batch in enumerate(batches):
        at = number % len(every)
        for each in (*every[at:], *every[:at]):
            found[each.name].append(each.answer(batch[: _SLOW.get(size, 10)] if each.name == WHOOSH else batch))
    return found


def _page_rows(name: str, rounds: Rounds, targets: tuple[float, float] | None) -> list[Row]:
    ratios = {peer: _ratio(rounds, OURS, peer) for peer in (FTS5, TANTIVY)}
    if targets:
        rows = [
            Row.at_most(f"{name}: CPU to {peer}", ratios[peer], limit)
            for peer, limit in zip(ratios, targets, strict=True)
        ]
    else:
        rows = [Row(f"{name}: CPU to {peer}", f"{ratio:.3g}x") for peer, ratio in ratios.items()]
    return [*rows, *_time_rows(name, rounds), _agreement(name, rounds)]


def _question_rows(name: str, rounds: Rounds, size: int) -> list[Row]:
    ratio = _ratio(rounds, OURS, TANTIVY)
    line = f"{name}: CPU to {TANTIVY}"
    row = Row.at_most(line, ratio, QUESTION_TARGET) if size <= QUESTIONS_UP_TO else Row(line, f"{ratio:.3g}x")
    return [row, Row(f"{name}: CPU to {FTS5}", f"{_ratio(rounds, OURS, FTS5):.3g}x"), *_time_rows(name, rounds)]


def _ratio(rounds: Rounds, one: str, other: str) -> float:
    """Return the middle over the rounds of the ratio of summed CPU, over the pages both answered."""
    pairs = zip(rounds[one], rounds[other], strict=True)
    return middle([_sum(a, b) / _sum(b, a) for a, b in pairs])


def _sum(timed: Timed, beside: Timed) -> float:
    return sum(timed.seconds[: len(beside.seconds)])


def _time_rows(name: str, rounds: Rounds) -> list[Row]:
    rows = []
    for engine, timed in rounds.items():
        seconds = [second for each in timed for second in each.seconds]
        totals = [total for each in timed for total in each.totals]
        times = f", ours {_ratio(rounds, OURS, engine):.3g}x" if engine != OURS else ""
        reached = f"{show_ms(seconds)}, {sum(totals) / len(totals):.0f} found{times}"
        rows.append(Row(f"{name}: {engine}", reached))
    return rows


def _agreement(name: str, rounds: Rounds) -> Row:
    """Say how often two engines with stemmers of their own find equally many: that both are asked the same."""
    totals = [[total for each in rounds[peer] for total in each.totals] for peer in (FTS5, TANTIVY)]
    same = sum(a == b for a, b in zip(*totals, strict=True))
    return Row(f"{name}: {FTS5} and {TANTIVY} find equally many", f"{same} of {len(totals[0])}")


def _cost_row(name: str, each: Contender) -> Row:
    reached = (
        f"build {each.build_seconds:.3g} s CPU, open {each.open_seconds:.3g} s CPU, "
        f"index {each.index_mb:.3g} MB, memory {each.memory_mb:.0f} MB"
    )
    return Row(name, reached)
