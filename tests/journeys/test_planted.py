"""Twenty and more kinds of fault, each planted into a page as it is served: the check meant for it names it."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.journeys.checks import Looker, find_same_titles, look_at, walk_by_keyboard
from tests.journeys.gather import Gathered
from tests.journeys.states import State
from tests.page import Page

HOME, ERROR = "/en/ 200", "/en/ask/step/10 422"
ARABIC = '<p class="lead">أهلاً وسهلاً بكم هنا</p>'
TRAP = "<script>addEventListener('keydown', e => e.key === 'Tab' && document.activeElement.id === 'q' && e.preventDefault())</script>"


def after_h1(text: str) -> Callable[[str], str]:
    """Put something behind the page's h1."""
    return lambda html: re.sub("</h1>", lambda end: end[0] + text, html, count=1)


def changed(pattern: str, by: str) -> Callable[[str], str]:
    """Change the first place that fits."""
    return lambda html: re.sub(pattern, by, html, count=1)


IN_HTML = [
    ("a field without a label", ERROR, changed('<label for="name"', "<label"), "html", "no label for name"),
    ("an id twice", HOME, after_h1('<p id="main">x</p>'), "html", "id main stands 2 times"),
    ("no language", HOME, changed('lang="en" ', ""), "html", "no lang"),
    ("the wrong direction", HOME, changed('dir="ltr"', 'dir="rtl"'), "html", "does not run rtl"),
    ("a heading skipped", HOME, after_h1("<h4>x</h4>"), "html", "h1 is followed by h4"),
    ("an image without alt", HOME, after_h1('<p><img src="/static/x.svg"></p>'), "html", "image without alt"),
    ("a reference to nothing", HOME, after_h1('<p aria-describedby="gone">x</p>'), "html", "names no id: gone"),
    ("an error its field does not name", ERROR, changed('(id="name"[^>]*?) aria-describedby="[^"]*"', r"\1"), "html", "error not linked to name"),
    ("a link without words", HOME, after_h1('<p><a href="/en/"></a></p>'), "html", "nothing to read on a"),
    ("a table without headers", HOME, after_h1("<table><tbody><tr><td>x</td></tr></tbody></table>"), "html", "table without headers"),
    ("a div in a paragraph", HOME, after_h1("<p>x<div>y</div></p>"), "html", "unexpected-end-tag"),
    ("something from outside", HOME, after_h1('<p><img alt="" src="https://elsewhere.example/x.png"></p>'), "html", "loads from outside"),
    ("another language unmarked", HOME, after_h1(ARABIC), "language", "not en"),
    ("a button that needs a script", HOME, after_h1("<p><button>x</button></p>"), "scripts", "button outside a form"),
    ("something before Leave this site", HOME, changed("<body>", '<body><a href="/en/">x</a>'), "focus order", "first in reach is a"),
    ("an order of its own", HOME, after_h1('<p><a href="/en/" tabindex="3">x</a></p>'), "focus order", "out of order"),
    ("a role that is none", HOME, after_h1('<p role="sandwich">x</p>'), "axe aria-roles", ""),
]  # fmt: skip
IN_STYLE = [
    ("too little contrast", ".lead, main p { color: #99a0a0 }", "axe color-contrast", ""),
    ("small targets", ".foot-links a { min-block-size: 0 !important; font-size: 8px; line-height: 8px } .foot-links li { line-height: 8px; block-size: 9px } .foot-links { gap: 0 !important; flex-direction: column }", "axe target-size", ""),
    ("no mark of the focus", ":focus-visible { outline: none !important; box-shadow: none !important }", "focus", "no mark"),
    ("something over the focus", ".foot { position: fixed; inset: 40% 0 0 0; z-index: 9 }", "focus", "covered by"),
    ("wider than a phone", "main h1 { min-inline-size: 36rem }", "reflow", "wide in 320"),
    ("words cut when they grow", "main h1 { block-size: 80px; overflow: hidden }", "large text", "h1"),
    ("words cut when they are spaced", ".lead { max-block-size: 3.2em; overflow: hidden }", "text spacing", ".lead"),
    ("something that moves", "@keyframes slide { to { margin-inline: 9px } } h1 { animation: slide 2s infinite }", "motion", "moves: h1"),
    ("a button without an edge", "@media (forced-colors: active) { .button { border: 0 !important } }", "forced colours", "no edge"),
    ("words lost on paper", "@media print { .door { display: none } }", "print", "not printed"),
    ("Leave this site on paper", "@media print { .leave, #leave { display: block !important } }", "print", "is printed"),
]  # fmt: skip


def state_of(gathered: dict[tuple[str, str], Gathered], start: str) -> State:
    """The first state whose name begins so."""
    return next(each for each in gathered["public", "en"].states if each.name.startswith(start))


def planted(state: State, plant: Callable[[str], str]) -> State:
    """The state with the fault in it."""
    html = plant(state.page.html)
    assert html != state.page.html
    return replace(state, page=Page(state.page.status, state.page.headers, html, state.page.path))


@pytest.mark.parametrize(
    ("start", "plant", "check", "words"), [each[1:] for each in IN_HTML], ids=[each[0] for each in IN_HTML]
)
def test_a_fault_in_a_page_is_named(
    gathered: dict[tuple[str, str], Gathered],
    looker: Looker,
    start: str,
    plant: Callable[[str], str],
    check: str,
    words: str,
) -> None:
    found = look_at(looker, planted(state_of(gathered, start), plant))
    assert [each for name, wrong in found.items() if name.startswith(check) for each in wrong if words in each], found


@pytest.mark.parametrize(
    ("style", "check", "words"), [each[1:] for each in IN_STYLE], ids=[each[0] for each in IN_STYLE]
)
def test_a_fault_in_the_sheet_is_named(
    gathered: dict[tuple[str, str], Gathered], looker: Looker, style: str, check: str, words: str
) -> None:
    found = look_at(looker, state_of(gathered, HOME), extra_style=style)
    assert [each for name, wrong in found.items() if name.startswith(check) for each in wrong if words in each], found


def test_a_number_that_runs_backwards_is_named(gathered: dict[tuple[str, str], Gathered], looker: Looker) -> None:
    home = next(each for each in gathered["public", "ar"].states if each.name.startswith("/ar/ 200"))
    found = look_at(looker, planted(home, after_h1("<p>رقم 0151 496 0000</p>")))
    assert found["language"] == ["backwards: 0151 496 0000"]


def test_a_place_the_keyboard_cannot_leave_is_named(gathered: dict[tuple[str, str], Gathered], looker: Looker) -> None:
    state = state_of(gathered, HOME)
    assert walk_by_keyboard(looker, state.page) == []
    (wrong, *_) = walk_by_keyboard(looker, planted(state, changed("</body>", f"{TRAP}</body>")).page)
    assert "the keyboard stays at" in wrong


def test_two_pages_of_one_title_are_named(gathered: dict[tuple[str, str], Gathered]) -> None:
    about, home = state_of(gathered, "/en/about"), state_of(gathered, HOME)
    same = planted(about, changed("<title>[^<]*</title>", f"<title>{home.page.title}</title>"))
    assert find_same_titles([home, about]) == {}
    assert find_same_titles([home, same]) == {home.page.title: ["home.show", "pages.about"]}
