"""Every way to ask for help, with a canary in each of its fields."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from tests.reliability.browser import Fields
from tests.reliability.canary import NUMBER, POSTCODE, WORD
from tests.reliability.family import ring_me, tell_more

Answers: TypeAlias = Mapping[int, Fields]
BY_MAIL = 1  # the way of those who want short messages


def answers_of(number: int) -> tuple[str, Answers]:
    """Return the way in and the answers of a journey: each way in its turn."""
    answers = WAYS[number % len(WAYS)](number)
    return ("ring_me" if 11 in answers else "tell_more"), answers


def wants_messages(number: int) -> bool:
    """Tell whether the family of a journey chose short messages by email."""
    return number % len(WAYS) == BY_MAIL


def is_by_helper(number: int) -> bool:
    """Tell whether somebody else asks in a journey; they may change nothing afterwards."""
    return number % len(WAYS) == 0


def _by_helper(_number: int) -> Answers:
    return tell_more(WORD, NUMBER, POSTCODE)


def _by_mail(number: int) -> Answers:
    agreed = {"may_contact": "y", "may_message": "y", "may_talk_school": "y", "may_talk_gp": "y"}
    return _reached("email", f"{WORD}.{number}@example.org") | {19: agreed}


def _by_letter(_number: int) -> Answers:
    return _reached("letter", f"1 {WORD} Street, {POSTCODE}")


def _by_text(_number: int) -> Answers:
    return _reached("text", NUMBER)


def _young(_number: int) -> Answers:
    young = {2: {"asker": "young_person"}, 4: {"age": "15"}, 5: {"does_parent_know": "no", "may_talk": "no"}}
    return _reached("phone", NUMBER) | young


def _rung(_number: int) -> Answers:
    asked = ring_me(f"{WORD} Sam", NUMBER)
    safe = {"good_times": f"{WORD} mornings", "must_not_know": f"{WORD} ex"}
    return asked | {7: {"postcode": POSTCODE}, 11: {**asked[11], **safe}}


def _reached(way: str, detail: str) -> dict[int, Fields]:
    """Return the answers of a parent who is reached in one way."""
    answers = tell_more(WORD, NUMBER, POSTCODE)
    reach: dict[int, Fields] = {15: {"way": way}, 16: {"name": f"{WORD} family", "detail": detail}}
    return answers | {2: {"asker": "parent"}} | reach


WAYS: tuple[Callable[[int], Answers], ...] = (_by_helper, _by_mail, _by_letter, _by_text, _young, _rung)
