"""A family that looks up how far its request is, types wrong words first, and adds what only it can add."""

import re
from dataclasses import dataclass

from tests.reliability.browser import Answer, Browser
from tests.reliability.canary import NEW_NUMBER, NUMBER, POSTCODE, WORD, Canary, four_words, reference
from tests.reliability.family import expect, press_again
from tests.reliability.forced_errors import ALL, force_errors

ASK, SHOWN = "/en/follow/", "/en/follow/now"
_SHOWN_ONCE = re.compile(r'class="reference"[^>]*>([^<]+)<')
_AGREEMENTS = {"may_talk_school": "y", "may_talk_gp": "y"}


@dataclass(frozen=True)
class Kept:
    """What was shown once to whoever asked, and whether they may change anything with it."""

    reference: str
    words: tuple[str, ...]
    is_family: bool

    @property
    def canaries(self) -> tuple[Canary, ...]:
        """Return what to look for: the words together, and the reference."""
        return four_words(self.words), reference(self.reference)


def keep_words(browser: Browser, receipt: Answer, *, is_family: bool) -> Kept:
    """Press for the four words on the receipt and read them."""
    page = press_again(lambda: browser.post("/en/follow/new", receipt.hidden))
    shown, words = _SHOWN_ONCE.findall(page.text)
    return Kept(shown.strip(), tuple(words.split()), is_family)


def look_up(port: int, kept: Kept, number: int) -> list[Answer]:
    """Look up with wrong words, then with the right ones; change everything; return all that was answered."""
    browser = Browser(port, address=f"127.6.{number}.1", is_telling=True)
    form = browser.get(ASK)
    _type_wrongly(browser, form, kept, number)
    page = _look(browser, form, kept)
    force_errors(browser, page, number)
    if kept.is_family:
        _change(browser, page, number)
    else:
        expect(browser, 404, "/en/follow/number", {**page.hidden, "detail": NEW_NUMBER, "may_ring": "yes"})
    if number % 2:
        expect(browser, 303, "/leave", {})
    else:
        expect(browser, 303, "/en/follow/agreements", {**page.hidden, "looking": "y"})
    if browser.get(SHOWN).location != ASK:
        raise RuntimeError("the page to look up did not end")
    return browser.told


def _look(browser: Browser, form: Answer, kept: Kept) -> Answer:
    typed = {"reference": kept.reference.lower(), "words": ", ".join(kept.words)}
    page = browser.follow(expect(browser, 303, ASK, {**form.hidden, **typed}))
    if page.path != SHOWN:
        raise RuntimeError(f"the right words lead to {page.path} {page.status}")
    return page


def _type_wrongly(browser: Browser, form: Answer, kept: Kept, number: int) -> None:
    """Type what fits nothing; each journey another reference, for nobody may try one of them often."""
    right = " ".join(kept.words)
    for reference_typed, words in (
        (f"{number} {WORD} {NUMBER}", f"{WORD} {POSTCODE}"),
        (kept.reference, " ".join((*kept.words[:3], WORD))),
        (kept.reference[::-1], right),
        (kept.reference, ""),
        ("", right),
    ):
        expect(browser, 422, ASK, {**form.hidden, "reference": reference_typed, "words": words})
    expect(browser, 400, ASK, {"reference": kept.reference, "words": right, **ALL})


def _change(browser: Browser, page: Answer, number: int) -> None:
    """Correct the number, take agreements back, say that nobody came, and ask to stop."""
    token = page.hidden
    for wrong in ({"detail": f"{WORD} 12", "may_ring": "yes"}, {"detail": NEW_NUMBER, "may_ring": WORD}, ALL):
        expect(browser, 422, "/en/follow/number", {**token, **wrong})
    expect(browser, 303, "/en/follow/number", {**token, "detail": NEW_NUMBER, "may_ring": "ask"})
    messages = {"messages": "y"} if number % 2 else {}
    expect(browser, 303, "/en/follow/agreements", {**token, **_AGREEMENTS, **messages, "note": WORD})
    expect(browser, 303, "/en/follow/nobody", {**token, **ALL})
    if "The manager of the team is told" not in browser.get(SHOWN).text:
        raise RuntimeError("that nobody has been in touch was not taken")
    expect(browser, 303, "/en/follow/withdraw", {**token, **ALL})
    for path in ("number", "agreements", "nobody", "withdraw"):
        expect(browser, 400, f"/en/follow/{path}", ALL)
