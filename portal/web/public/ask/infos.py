"""Pages between the steps: where to ring now, and where nothing can be collected here."""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.referrals.asking.age_rules import AgeOutcome, decide_by_age
from portal.referrals.asking.drafts import Draft
from portal.referrals.models import Asker, Danger
from portal.web.here import parts
from portal.web.public.ask.doors import find_offer
from portal.web.public.ask.facts import age_of, known_place
from portal.web.public.ask.where import place_of


@dataclass(frozen=True)
class Info:
    """A page between the steps. `is_end`: the way ends here; `collects_nothing`: what was answered is thrown away."""

    number: int
    name: str
    title: LazyString
    is_end: bool = True
    collects_nothing: bool = False


_TITLE = _l("Who to ring")
DANGER = Info(1, "danger", _TITLE, is_end=False)
TONIGHT = Info(2, "tonight", _TITLE, is_end=False)
OTHER_CHILD = Info(3, "other_child", _TITLE, collects_nothing=True)
NO_AGREEMENT = Info(4, "no_agreement", _l("Ask them first"))
TOO_YOUNG = Info(5, "too_young", _TITLE, collects_nothing=True)
TOO_OLD = Info(6, "too_old", _l("Another way to ask"))
OUTSIDE = Info(7, "outside", _l("Your area"))
RING_ONLY = Info(8, "ring_only", _TITLE)
INFOS = {
    info.number: info for info in (DANGER, TONIGHT, OTHER_CHILD, NO_AGREEMENT, TOO_YOUNG, TOO_OLD, OUTSIDE, RING_ONLY)
}


def find_info(step: str, draft: Draft) -> tuple[Info, str] | None:
    """Return the page that an answer at `step` leads to, with the area it speaks of ("" for all); None to go on."""
    if step in {"place", "council"}:
        return _find_by_place(draft)
    if step == "age":
        return _find_by_age(draft)
    answers = draft.step(step)
    found = {
        "danger": DANGER if answers.get("danger") != Danger.NO else None,
        "asker": OTHER_CHILD if answers.get("asker") == Asker.WORRIED_ABOUT_OTHER else None,
        "agreement": NO_AGREEMENT if answers.get("agreed") == "no" else None,
        "tonight": TONIGHT if answers.get("nowhere") == "yes" else None,
    }.get(step)
    return (found, "") if found else None


def _find_by_place(draft: Draft) -> tuple[Info, str] | None:
    """Nothing is collected outside the area, under the council's own age, or where nobody would read it."""
    place = place_of(draft)
    if place is None or place.must_choose:
        return None
    if place.outside:
        return OUTSIDE, place.outside
    if find_offer(place) is None:
        return RING_ONLY, place.council or ""
    return _find_by_age(draft)


def _find_by_age(draft: Draft) -> tuple[Info, str] | None:
    """Apply the council's own minimum, or the lowest of all while it is not known which council it is."""
    age, place = age_of(draft), known_place(draft)
    if age is None:
        return None
    councils = parts().areas.councils
    asked = [councils[place.council]] if place and place.council else list(councils.values())
    outcome = decide_by_age(age, minimum_age_alone=min(council.minimum_age_alone for council in asked))
    found = {AgeOutcome.NOTHING_COLLECTED: TOO_YOUNG, AgeOutcome.TOO_OLD: TOO_OLD}.get(outcome)
    return (found, asked[0].id if len(asked) == 1 else "") if found else None
