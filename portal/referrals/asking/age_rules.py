"""Young people who ask by themselves: what their age, and only their age, decides first."""

from enum import StrEnum

OWN_AGREEMENT_FROM = 16
ADULT_FROM = 18
OLDEST = 25


class AgeOutcome(StrEnum):
    """What happens next for a young person of a given age."""

    NOTHING_COLLECTED = "nothing_collected"  # Childline and the front door
    NEEDS_PARENT_QUESTIONS = "needs_parent_questions"  # does a parent know? may we talk to them?
    OWN_AGREEMENT = "own_agreement"
    FRONT_DOOR_NOW = "front_door_now"  # 16 or 17 with nowhere to sleep tonight
    ADULT = "adult"
    TOO_OLD = "too_old"  # over 25: asks as an adult, for a family or at adult services


def decide_by_age(age: int, *, minimum_age_alone: int, has_nowhere_to_sleep: bool = False) -> AgeOutcome:
    """Decide by the age in years and the council's own minimum."""
    if age < minimum_age_alone:
        return AgeOutcome.NOTHING_COLLECTED
    if age < OWN_AGREEMENT_FROM:
        return AgeOutcome.NEEDS_PARENT_QUESTIONS
    if age < ADULT_FROM:
        return AgeOutcome.FRONT_DOOR_NOW if has_nowhere_to_sleep else AgeOutcome.OWN_AGREEMENT
    return AgeOutcome.ADULT if age <= OLDEST else AgeOutcome.TOO_OLD


def needs_gillick_judgement(age: int) -> bool:
    """Tell whether a worker must judge Gillick competence before any contact with the parents."""
    return age < OWN_AGREEMENT_FROM
