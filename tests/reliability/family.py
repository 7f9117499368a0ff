"""A family that asks for help page by page, and presses again when nothing comes back, as people do."""

import http.client
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.reliability.browser import Answer, Browser, Fields
from tests.reliability.site import POSTCODE

PATIENCE = 120.0  # seconds in which a family presses again
HUMAN = 3.2  # seconds from the first answer to sending: faster is held as spam
CHECK, START = "/en/ask/check", "/en/ask/"


def ring_me(name: str, number: str = "0151 496 0000") -> dict[int, Fields]:
    """Return the answers of the short way, by the number of their page."""
    ring = {"name": name, "detail": number, "may_ring": "yes", "may_contact": "y"}
    return {1: {"danger": "no"}, 2: {"asker": "parent"}, 7: {"postcode": POSTCODE}, 9: {}, 11: ring}


def tell_more(word: str, number: str = "0151 496 0000", postcode: str = POSTCODE) -> dict[int, Fields]:
    """Return the answers of the long way, by the number of their page, with a word in every field there is for one."""
    family = {"age_1": "13", "name_1": f"{word} child", "age_2": "8", "unit_2": "months", "unit_3": "expected"}
    reach = {"way": "trusted_person"}
    trusted = {"name": f"{word} family", "person": f"{word} gran", "detail": number}
    safe = {
        "may_ring": "yes",
        "may_leave_message": "no",
        "may_say_who": "no",
        "good_times": f"{word} mornings",
        "must_not_know": f"{word} ex",
    }
    support = {"language": f"{word} Polish", "other_needs": f"{word} print", "has_worker": "yes", "worker": f"{word} W"}
    agreed = {"agreed": "yes", "how": "here_now", "agreed_on": f"{word} Monday"}
    helper = {
        "name": f"{word} helper",
        "role": f"{word} teacher",
        "contact": f"{word}@example.org",
        "agreed_by": f"{word} mum",
    }
    why = {"adults_agree": "not_agreed", "reason": f"{word} reason"}
    return {
        1: {"danger": "no"},
        2: {"asker": "helper"},
        3: agreed,
        7: {"postcode": postcode},
        9: {},
        10: helper,
        12: {"needs": ["school-attendance"], "worry": f"{word} will not get up"},
        13: {"going_well": f"{word} football"},
        14: {**family, **why},
        15: reach,
        16: trusted,
        17: safe,
        18: support,
        19: {"may_contact": "y", "may_talk_school": "y"},
    }


def walk(browser: Browser, answers: Mapping[int, Fields], way: str = "ring_me") -> Answer:
    """Answer page after page and return the page of answers to check."""
    page = browser.get(f"/en/ask/step/1?way={way}")
    while page.path != CHECK:
        page = answer(browser, page, answers)
    return page


def answer(browser: Browser, page: Answer, answers: Mapping[int, Fields]) -> Answer:
    """Answer one page and return the next; where the site says that it could not keep it, press again as it says."""
    path = page.path.partition("?")[0]
    fields = {**page.hidden, **answers[int(path.rpartition("/")[2])]}
    sent = press_again(lambda: browser.post(path, fields))
    if sent.status != 303:
        raise RuntimeError(f"{page.path} answered {sent.status}: {sent.text[sent.text.find('<main') :][:1500]}")
    return browser.follow(sent)


def send(browser: Browser, check: Answer) -> Answer:
    """Press Send once and return where it leads."""
    return browser.follow(press_again(lambda: browser.post("/en/ask/send", check.hidden)))


def press_again(press: Callable[[], Answer]) -> Answer:
    """Press until it is not a 503, for as long as people are patient: a slow, busy machine may say it once or twice."""
    give_up = time.monotonic() + PATIENCE
    while (answer := press()).status == 503 and time.monotonic() < give_up:
        time.sleep(0.5)
    return answer


def expect(browser: Browser, status: int, path: str, fields: Fields) -> Answer:
    """Send a form that has to be answered so: what does not get there proves nothing. Raises RuntimeError."""
    sent = browser.post(path, fields) if status == 503 else press_again(lambda: browser.post(path, fields))
    if sent.status != status:
        raise RuntimeError(f"{path} answered {sent.status} {sent.location}, not {status}: {list(fields)}")
    return sent


@dataclass
class Patient:
    """A family that does the same again while the site is away: whatever it did, nothing else may come of it."""

    port: Callable[[], int]  # where the site is reached just now
    address: str
    presses: int = 0

    def ask(self, name: str, is_over: Callable[[], bool]) -> str:
        """Ask to be rung and return the reference of the receipt; "" where it is over before."""
        browser = Browser(self.port(), self.address)
        try:
            check = self._until_answered(browser, lambda: walk(browser, ring_me(name)), is_over)
            time.sleep(HUMAN)
            receipt = self._until_answered(browser, lambda: self._press(browser, check), is_over)
        except TimeoutError:
            return ""
        return receipt.reference

    def _press(self, browser: Browser, check: Answer) -> Answer:
        self.presses += 1
        sent = browser.post("/en/ask/send", check.hidden)
        if sent.status >= 500:
            raise ConnectionError("not sent")
        receipt = browser.follow(sent)
        if receipt.status >= 500:
            raise ConnectionError("no receipt shown")
        if not receipt.reference:
            raise RuntimeError(f"neither a receipt nor an error: {receipt.path} {receipt.status}")
        return receipt

    def _until_answered(self, browser: Browser, act: Callable[[], Answer], is_over: Callable[[], bool]) -> Answer:
        give_up = time.monotonic() + PATIENCE
        while time.monotonic() < give_up:
            try:
                return act()
            except (OSError, http.client.HTTPException):
                if is_over():
                    break
                time.sleep(0.1)
                browser.port = self.port()
        raise TimeoutError
