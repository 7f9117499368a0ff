"""`portal search`: what the results page would show, for people and for programs."""

import json
import sys
from dataclasses import replace

import click

from portal.commands.refusals import refusing
from portal.commands.settings import settings_or_exit
from portal.commands.shared import utc_now
from portal.local_time import LONDON
from portal.parts import Parts, build_parts
from portal.places.models import Place, PlaceError
from portal.places.postcode import PostcodeError, parse_place_text
from portal.search.find import find_services
from portal.search.models import Age, Found, Query, Result
from portal.search.understanding.ages import read_age


@click.command()
@click.argument("words")
@click.option("--postcode", help="Where the family lives.")
@click.option("--age", "ages", multiple=True, help="A child's age: 7, 18 months, expecting. May be given again.")
@click.option("--locale", default="", help="The language; one that is not offered is answered in the first that is.")
@click.option("--limit", type=click.IntRange(1), default=10, show_default=True, help="How many results at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def search(words: str, postcode: str | None, ages: tuple[str, ...], locale: str, limit: int, as_json: bool) -> None:
    """Find help for WORDS, or with - for each line of standard input."""
    settings = settings_or_exit()
    with refusing():
        parts = build_parts(settings, clock=utc_now)
    near = _find_place(parts, postcode) if postcode else None
    query = Query(ages=tuple(_read_age(age) for age in ages))
    chosen = locale if locale in settings.locales else settings.locales[0]
    for line in (line.rstrip("\r\n") for line in sys.stdin) if words == "-" else [words]:
        found, results = _find(parts, replace(query, words=line), near=near, locale=chosen, limit=limit)
        click.echo(_as_json(line, found, results) if as_json else _as_text(found, results))


def _find(
    parts: Parts, query: Query, *, near: Place | None, locale: str, limit: int
) -> tuple[Found, list[tuple[str, Result]]]:
    """Return the first page, and as many results with their group as are wanted, the best first."""
    now = parts.clock().astimezone(LONDON)
    first = found = find_services(parts.index(locale), query, near=near, now=now)
    results = _grouped(found)
    while len(results) < limit and found.page < found.pages:
        found = find_services(parts.index(locale), replace(query, page=found.page + 1), near=near, now=now)
        results += _grouped(found)
    return first, sorted(results, key=lambda each: each[1].rank)[:limit]


def _grouped(found: Found) -> list[tuple[str, Result]]:
    groups = {"near_you": found.near_you, "no_travel": found.no_travel, "elsewhere": found.elsewhere}
    return [(name, result) for name, results in groups.items() for result in results]


def _find_place(parts: Parts, typed: str) -> Place:
    try:
        return parts.gazetteer.find(parse_place_text(typed))
    except (PostcodeError, PlaceError) as error:
        raise click.BadParameter(f"no such place ({error.code})", param_hint="--postcode") from error


def _read_age(typed: str) -> Age:
    age = read_age(typed)
    if age is None:
        raise click.BadParameter("write an age like 7, 18 months or expecting", param_hint="--age")
    return age


def _as_json(words: str, found: Found, results: list[tuple[str, Result]]) -> str:
    answer = {
        "query": words,
        "results": [
            {
                "id": result.service.id,
                "group": group,
                "why": [f"{reason.why}:{reason.value}" if reason.value else reason.why for reason in result.why],
                "miles": None if result.miles is None else round(result.miles, 1),
            }
            for group, result in results
        ],
        "repaired": found.repaired.used if found.repaired else None,
        "crisis": bool(found.danger),
    }
    return json.dumps(answer, ensure_ascii=False)


def _as_text(found: Found, results: list[tuple[str, Result]]) -> str:
    lines = ["In danger now? Ring 999."] if found.danger else []
    lines += [f"Showing help for: {found.repaired.used}"] if found.repaired else []
    lines += [
        f"{result.rank}. {result.service.name} ({result.service.id})"
        + (f", {result.miles:.1f} miles" if result.miles is not None else "")
        for _group, result in results
    ]
    return "\n".join(lines) or "Nothing found."
