"""How often the shipped catalogue answers everyday words rightly. `python3 -m tests.search.relevance` prints the misses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import yaml

from portal.catalogue.load import load_catalogue
from portal.places.load import load_areas
from portal.po_files import translate_catalogue
from portal.resources import resource_dir
from portal.search.find import find_services
from portal.search.index import Index, build_index
from portal.search.models import Found, Query
from portal.search.understanding.place_words import gather_place_words

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
HERE = Path(__file__).parent


@dataclass
class Score:
    """Shares of the queries that are right, and what is wrong, as lines to read."""

    asked: int = 0
    in_three: int = 0
    in_ten: int = 0
    urgent_missed: list[str] = field(default_factory=list)
    alarmed: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)


def build_shipped(locale: str = "en") -> Index:
    """Return the index of the shipped catalogue in one language."""
    folder = resource_dir("services_catalogue")
    areas, _ = load_areas(folder / "places", NOW.date())
    catalogue = load_catalogue(folder).catalogue
    return build_index(
        catalogue,
        locale=locale,
        translate=lambda text: translate_catalogue(locale, text)[0],
        folder=None,
        places=gather_place_words(areas),
    )


def ask(index: Index, words: str) -> Found:
    """Return what the page would show for `words` typed without a postcode."""
    return find_services(index, Query(words=words), near=None, now=NOW)


def read_cases(name: str) -> list[dict[str, object]]:
    """Return the entries of a file beside this one."""
    with (HERE / name).open(encoding="utf-8") as file:
        return list(yaml.safe_load(file))


def measure(index: Index, name: str = "relevance.yaml") -> Score:
    """Ask every query of a file beside this one; services that are not published do not count as answers."""
    return measure_cases(index, read_cases(name))


def read_tongues(part: str) -> list[dict[str, object]]:
    """Return the queries of tongues.yaml in all languages, those `used` to find missing words or those `unseen`."""
    with (HERE / "tongues.yaml").open(encoding="utf-8") as file:
        cases = [case for each in yaml.safe_load(file)[part].values() for case in each]
    return [{**case, "best": list(_flatten(case["best"]))} for case in cases]


def _flatten(best: list[str | list[str]]) -> Iterator[str]:
    for each in best:
        yield from [each] if isinstance(each, str) else each


def measure_cases(index: Index, cases: Iterable[dict[str, object]]) -> Score:
    """Ask the query of each case."""
    score = Score()
    for case in cases:
        words, best = str(case["words"]), set(case["best"]) & set(index.catalogue.services)  # type: ignore[call-overload]
        found = ask(index, words)
        shown = [result.service.id for result in found.results]
        score.asked += 1
        score.in_three += bool(best & set(shown[:3]))
        score.in_ten += bool(best & set(shown[:10]))
        if not best & set(shown[:3]):
            place = next((at for at, each in enumerate(shown, 1) if each in best), 0)
            score.misses.append(f"{place:3} {words!r} wants {sorted(best)} shows {shown[:4]}")
        if case.get("is_urgent") and not found.danger:
            score.urgent_missed.append(words)
        if not case.get("is_urgent") and found.danger:
            score.alarmed.append(f"{words} {found.danger}")
    return score


def measure_voices(index: Index, cases: list[dict[str, object]] | None = None) -> Score:
    """Ask every query of voices.yaml, or `cases`; right is a service whose first two needs hold one that is wanted."""
    score = Score()
    for case in cases or read_cases("voices.yaml"):
        words, wanted = str(case["words"]), set(case["needs"])  # type: ignore[call-overload]
        fits = [bool(wanted & set(result.service.needs[:2])) for result in ask(index, words).results]
        score.asked += 1
        score.in_three += any(fits[:3])
        score.in_ten += any(fits[:10])
        if not any(fits[:3]):
            score.misses.append(f"{words!r} wants {sorted(wanted)}")
    return score


def measure_danger(index: Index, name: str) -> tuple[list[str], list[str]]:
    """Return the sentences of a file beside this one whose danger is missed, and the calm ones that are taken for danger."""
    with (HERE / name).open(encoding="utf-8") as file:
        cases: dict[str, list[str]] = yaml.safe_load(file)
    missed = [words for words in cases["alarm"] if not ask(index, words).danger]
    return missed, [words for words in cases["calm"] if ask(index, words).danger]


if __name__ == "__main__":
    shipped = build_shipped()
    for kind, wrong in zip(("missed", "alarmed"), measure_danger(shipped, "unforeseen.yaml"), strict=True):
        print(f"unforeseen, {kind} ({len(wrong)}):", wrong)
    print("plain danger missed, calm taken for it:", *map(len, measure_danger(shipped, "plain_danger.yaml")))
    voices = measure_voices(shipped)
    print("\n".join(voices.misses), f"\nother voices: {voices.in_three} of {voices.asked} in three\n")
    for name in ("relevance.yaml", "plain.yaml", "unseen.yaml"):
        result = measure(shipped, name)
        print("\n".join(result.misses) if name == "relevance.yaml" else "")  # whoever reads the others may teach them
        print("urgent, no panel:", len(result.urgent_missed), "panel, not marked urgent:", len(result.alarmed))
        three, ten = result.in_three / result.asked, result.in_ten / result.asked
        print(f"{name}: {result.asked} asked, {three:.1%} in three, {ten:.1%} in ten")
    for part in ("used", "unseen"):
        result = measure_cases(shipped, read_tongues(part))
        three, ten = result.in_three / result.asked, result.in_ten / result.asked
        print(f"other languages, {part}: {result.asked} asked, {three:.1%} in three, {ten:.1%} in ten;", end=" ")
        print("urgent, no panel:", len(result.urgent_missed), "panel, not urgent:", len(result.alarmed))
