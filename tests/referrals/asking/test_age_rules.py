import pytest

from portal.referrals.asking.age_rules import AgeOutcome, decide_by_age, needs_gillick_judgement


@pytest.mark.parametrize(
    ("age", "minimum", "outcome"),
    [
        (0, 13, AgeOutcome.NOTHING_COLLECTED),
        (12, 13, AgeOutcome.NOTHING_COLLECTED),
        (13, 13, AgeOutcome.NEEDS_PARENT_QUESTIONS),
        (13, 14, AgeOutcome.NOTHING_COLLECTED),
        (12, 11, AgeOutcome.NEEDS_PARENT_QUESTIONS),
        (15, 13, AgeOutcome.NEEDS_PARENT_QUESTIONS),
        (15, 16, AgeOutcome.NOTHING_COLLECTED),
        (16, 13, AgeOutcome.OWN_AGREEMENT),
        (17, 13, AgeOutcome.OWN_AGREEMENT),
        (18, 13, AgeOutcome.ADULT),
        (25, 13, AgeOutcome.ADULT),
        (26, 13, AgeOutcome.TOO_OLD),
    ],
)
def test_age_and_the_councils_minimum_decide(age: int, minimum: int, outcome: AgeOutcome) -> None:
    assert decide_by_age(age, minimum_age_alone=minimum) is outcome


@pytest.mark.parametrize(
    ("age", "outcome"),
    [
        (12, AgeOutcome.NOTHING_COLLECTED),
        (14, AgeOutcome.NEEDS_PARENT_QUESTIONS),
        (16, AgeOutcome.FRONT_DOOR_NOW),
        (17, AgeOutcome.FRONT_DOOR_NOW),
        (18, AgeOutcome.ADULT),
    ],
)
def test_nowhere_to_sleep_sends_16_and_17_to_the_front_door_now(age: int, outcome: AgeOutcome) -> None:
    assert decide_by_age(age, minimum_age_alone=13, has_nowhere_to_sleep=True) is outcome


@pytest.mark.parametrize(("age", "is_needed"), [(13, True), (15, True), (16, False), (20, False)])
def test_gillick_competence_is_judged_under_16(age: int, is_needed: bool) -> None:
    assert needs_gillick_judgement(age) is is_needed
