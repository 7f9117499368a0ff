"""`python3 -m tests.journeys.sheets --to FOLDER`: show every page in every state side by side, for people to look at.

Checks find what a rule can say; whether a page is well made, somebody has to see.
"""

import argparse
import html
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from xml.etree.ElementTree import Element

from playwright.sync_api import Browser, Error, Page, sync_playwright

from tests.browser import browser_path, ensure_browser
from tests.journeys.checks import FLAGS, Looker
from tests.journeys.gather import files_app, gather
from tests.journeys.states import State

SHEET, GAP, LABEL = 1980, 8, 38  # px across; between pictures; a name's height
COLUMN = 1600  # px of a sheet's height
SIZES = {320: 1.0, 360: 0.89, 768: 0.83, 1280: 0.75, 718: 0.9}  # how much smaller each width is shown
PAPER = 718  # px between the margins of A4
MOST_PARTS = 3  # of one page; what is longer than that repeats itself
SAME_FOOT = ".foot { display: none !important }"  # shown on the first page only
STYLE = """body { margin: 8px; background: #778; color: #fff; font: 700 15px sans-serif; display: flex; gap: 8px; align-items: flex-start; }
p { margin: 0; height: 38px; overflow: hidden; } div { overflow: hidden; background: #fff; } img { display: block; }"""


@dataclass(frozen=True)
class Shot:
    """The picture of one state: its file and its size as shown."""

    name: str
    file: str
    width: int
    height: int

    def parts(self) -> Iterator[tuple[str, int]]:
        """Cut the picture into parts that fit a column, each with its height."""
        most = COLUMN - LABEL
        for number, top in enumerate(islice(range(0, self.height, most), MOST_PARTS), start=1):
            name = self.name if number == 1 else f"{number}: {self.name}"
            height = min(most, self.height - top)
            picture = f'<img src="{self.file}" width="{self.width}" style="margin-top: -{top}px">'
            yield f'<p>{html.escape(name)}</p><div style="height: {height}px">{picture}</div>', height + LABEL


def main() -> int:
    """Write the sheets that the command line asks for."""
    asked, count = _arguments(), 0
    ensure_browser()
    asked.to.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as driver:
        folder = Path(data)
        browser = driver.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for each in gather(folder):
            if each.site == asked.site and each.locale in asked.locale:
                states = [state for state in one_of_each(each.states) if asked.errors or state.page.status < 400]
                looker = Looker(browser, files_app(folder))
                for width in [PAPER] if asked.print else asked.width:
                    shots = take(looker, states, width, folder, asked)
                    count += write_sheets(browser, shots, folder, asked.to, f"{each.site}-{each.locale}-{width}")
        browser.close()
    print(f"{count} sheets in {os.path.relpath(asked.to)}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python3 -m tests.journeys.sheets", description=__doc__)
    parser.add_argument("--to", type=Path, required=True, help="the folder that the sheets are written to")
    parser.add_argument("--site", default="public", choices=["public", "staff"])
    parser.add_argument("--locale", nargs="+", default=["en"])
    parser.add_argument("--width", nargs="+", type=int, default=[360], choices=sorted(SIZES), help="px")
    parser.add_argument("--errors", action="store_true", help="refusals and pages with errors, too")
    parser.add_argument("--forced", action="store_true", help="in forced colours")
    parser.add_argument("--print", action="store_true", help="as printed on A4, whatever the width")
    return parser.parse_args()


def one_of_each(states: Iterable[State]) -> list[State]:
    """Leave out the states that have no kind of element or field which their route did not show before."""
    seen: defaultdict[str, set[tuple[object, ...]]] = defaultdict(set)
    kept = []
    for state in states:
        kinds = {_kind(element) for element in state.page.main.iter()} | {(state.page.status,)}
        if not kinds <= seen[state.endpoint]:
            kept.append(state)
        seen[state.endpoint] |= kinds
    return kept


def _kind(element: Element) -> tuple[object, ...]:
    return (element.tag, element.get("class"), element.get("name"))


def take(looker: Looker, states: Iterable[State], width: int, folder: Path, asked: argparse.Namespace) -> list[Shot]:
    """Take the picture of each state."""
    looker.page.set_viewport_size({"width": width, "height": 740})
    looker.page.emulate_media(
        media="print" if asked.print else "screen", forced_colors="active" if asked.forced else "none"
    )
    shots = []
    for number, state in enumerate(states):
        looker.show(state.page, extra_style=SAME_FOOT if number else "")
        file = f"{width}-{number}.png"
        _write_picture(looker.page, folder / file)
        high = int(looker.page.evaluate("document.documentElement.scrollHeight"))
        shots.append(Shot(state.name, file, round(width * SIZES[width]), round(high * SIZES[width])))
    return shots


def write_sheets(browser: Browser, shots: list[Shot], folder: Path, to: Path, name: str) -> int:
    """Put the pictures side by side, sheet after sheet; return how many that makes."""
    page = browser.new_page(viewport={"width": SHEET, "height": 400})
    columns, fitting = _columns(shots), SHEET // (shots[0].width + GAP)
    starts = range(0, len(columns), fitting)
    for number, start in enumerate(starts, start=1):
        row = "".join(
            f'<section style="width: {shots[0].width}px">{each}</section>' for each in columns[start : start + fitting]
        )
        sheet = folder / "sheet.html"
        sheet.write_text(f"<!DOCTYPE html><meta charset=utf-8><style>{STYLE}</style>{row}", encoding="utf-8")
        page.goto(sheet.as_uri())
        _write_picture(page, to / f"{name}-{number:02}.png")
    page.close()
    return len(starts)


def _columns(shots: Iterable[Shot]) -> list[str]:
    columns, left = list[str](), 0
    for part, height in (each for shot in shots for each in shot.parts()):
        if height > left:
            columns.append("")
            left = COLUMN
        columns[-1] += part
        left -= height
    return columns


def _write_picture(page: Page, path: Path) -> None:
    try:
        page.screenshot(path=path, full_page=True)
    except Error:  # the browser sometimes cannot, once
        page.screenshot(path=path, full_page=True)


if __name__ == "__main__":
    sys.exit(main())
