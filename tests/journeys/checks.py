"""Look at one state of a page in a real browser by every check there is, each problem under its check's name."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.journeys.states import State
from tests.page import Page as Fetched

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
ZOOMED = {"width": 320, "height": 256}  # 1280 x 1024 at 400 %
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SITE = "http://127.0.0.1:9"
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }"
LARGE_TEXT = "html { font-size: 200% !important }"
_CHECKS = Path(__file__).with_name("checks.js").read_text(encoding="utf-8")
_AXE = """async ([rules, off]) => {
  const found = await axe.run(document, { runOnly: rules, rules: off, resultTypes: ["violations", "incomplete"] });
  const told = (kind, each) => [`${kind}${each.id}`, each.nodes.map(node => `${node.target} ${node.failureSummary || ""}`.slice(0, 200))];
  return [...found.violations.map(each => told("", each)), ...found.incomplete.map(each => told("unsure about ", each))];
}"""
# What axe cannot decide by itself: a colour behind a link that covers its whole card, or under a gradient.
UNSURE = {"unsure about color-contrast"}

FLAGS = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--disable-gpu"]
SORTS = (
    "axe", "html", "scripts", "language", "motion", "focus order", "focus", "large text", "reflow", "text spacing",
    "forced colours", "print",
)  # fmt: skip

Problems = dict[str, list[str]]


class Looker:
    """A browser's page that shows states as they were answered, without a server."""

    def __init__(self, browser: Browser, app: Flask) -> None:
        self.context: BrowserContext = browser.new_context(bypass_csp=True, service_workers="block")
        self.context.add_init_script(AXE_SCRIPT)
        self.context.add_init_script(_CHECKS)
        self.context.route("**/*", self._answer)
        self.page: Page = self.context.new_page()
        self.files = app.test_client()
        self.shown: Fetched | None = None
        self.extra_style = ""

    def show(self, page: Fetched, *, extra_style: str = "") -> None:
        """Open a state; `extra_style` follows its sheet."""
        self.shown, self.extra_style = page, extra_style
        self.page.goto(SITE + urlsplit(page.path).path)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        assert self.shown is not None
        if path.startswith("/static/"):
            file = self.files.get(path)
            body = file.get_data() + (self.extra_style.encode() if path.endswith(".css") else b"")
            route.fulfill(body=body, content_type=file.headers["Content-Type"])
        else:
            route.fulfill(body=self.shown.html, status=self.shown.status, content_type="text/html; charset=utf-8")

    def tell(self, check: str) -> list[str]:
        """Ask the page about one of the checks of checks.js."""
        return list(self.page.evaluate(f"checks.{check}()"))


def look_at(looker: Looker, state: State, *, extra_style: str = "", is_public: bool = True) -> Problems:
    """Return what is wrong with a state, by check; nothing wrong is nothing returned."""
    looker.page.set_viewport_size(DESKTOP)
    looker.show(state.page, extra_style=extra_style)
    found: Problems = {"html": state.page.problems()}
    found.update(_axe(looker.page, "desktop"))
    found["scripts"] = looker.tell("scripts")
    found["language"] = looker.tell("language") + looker.tell("numbers")
    found["motion"] = looker.tell("motion")
    found["focus order"] = looker.tell("order") + (looker.tell("leaveFirst") if is_public else [])
    looker.page.set_viewport_size(PHONE)
    found.update(_axe(looker.page, "phone"))
    looker.page.keyboard.press("Tab")  # from here on the browser marks the focus as for somebody without a mouse
    found["focus"] = looker.tell("focus")
    found["large text"] = _with_style(looker, LARGE_TEXT)
    looker.page.set_viewport_size(ZOOMED)
    found["reflow"] = looker.tell("sideways") + looker.tell("cut")
    found["text spacing"] = _with_style(looker, SPACING)
    looker.tell("remember")
    found["forced colours"] = _in_media(looker, "forcedColours", forced_colors="active")
    found["print"] = _in_media(looker, "print", media="print")
    return {name: wrong for name, wrong in found.items() if wrong}


def sort_of(check: str) -> str:
    """Return the sort that a check belongs to: all rules of axe are one."""
    return "axe" if check.startswith("axe ") else check


def walk_by_keyboard(looker: Looker, page: Fetched) -> list[str]:
    """Press Tab through a whole page: name where it stays, and what it never comes to."""
    looker.page.set_viewport_size(DESKTOP)
    looker.show(page)
    wanted, seen, last = looker.tell("inReach"), set[str](), ""
    for _ in range(2 * len(wanted)):  # round once more: a page with errors begins at its summary
        if seen.issuperset(wanted):
            break
        looker.page.keyboard.press("Tab")
        (here,) = looker.tell("focused")
        if here == last:
            return [f"the keyboard stays at {here}"]
        seen.add(last := here)
    return [f"never reached: {each}" for each in wanted if each not in seen]


def find_same_titles(states: Iterable[State]) -> dict[str, list[str]]:
    """Return each title that pages of several routes have, with those routes."""
    titles: dict[str, set[str]] = {}
    for state in states:
        # The asking pages say nothing on purpose: their titles stay in the browser's history.
        if state.page.status == 200 and not state.endpoint.startswith("ask."):
            titles.setdefault(state.page.title, set()).add(state.endpoint)
    return {title: sorted(found) for title, found in titles.items() if len(found) > 1}


def _axe(page: Page, size: str) -> Problems:
    off = {} if size == "desktop" else {"color-contrast": {"enabled": False}}  # colours do not depend on the size
    found = page.evaluate(_AXE, [RULES, off])
    return {f"axe {rule} ({size})": nodes for rule, nodes in found if rule not in UNSURE}


def _with_style(looker: Looker, style: str) -> list[str]:
    tag = looker.page.add_style_tag(content=style)
    wrong = looker.tell("sideways") + looker.tell("cut")
    tag.evaluate("tag => tag.remove()")
    return wrong


def _in_media(looker: Looker, check: str, **media: str) -> list[str]:
    looker.page.emulate_media(**media)
    wrong = looker.tell(check)
    looker.page.emulate_media(media="screen", forced_colors="none")
    return wrong
