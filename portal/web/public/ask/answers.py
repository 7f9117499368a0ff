"""From the draft to the answers that are sealed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from portal.places.models import Place
from portal.referrals.asking.drafts import Draft
from portal.referrals.models import (
    MAY_MESSAGE,
    Agreement,
    Answers,
    Asker,
    Contact,
    ContactWay,
    Danger,
    FamilyMember,
    Helper,
    Interpreter,
    Permission,
    SafeContact,
    Way,
    YoungPerson,
)
from portal.referrals.plain import Json
from portal.web.here import today
from portal.web.public.ask.facts import age_of, is_16_or_17, is_under_16, way_in
from portal.web.public.ask.forms_end import WORDING_VERSION
from portal.web.public.ask.forms_reach import RUNG, way_of
from portal.web.public.ask.forms_worry import ROWS
from portal.web.public.ask.numbers import read_number
from portal.web.public.ask.steps import Step, flow

Given = Mapping[str, Json]


def build_answers(draft: Draft, place: Place, *, locale: str) -> Answers:
    """Return everything the family told us, as it goes to the team: what the check page shows, and nothing besides."""
    draft = _as_asked_now(draft)
    if way_in(draft) is Way.TELL_MORE:
        return _with_family(draft, _about(draft, place, locale, way_of(draft), draft))
    page = draft.step("ring")
    as_steps = replace(draft, steps={**draft.steps, "details": page, "safe": page, "agreements": page})
    return _about(draft, place, locale, ContactWay.PHONE, as_steps)


def _as_asked_now(draft: Draft) -> Draft:
    """Return the draft with only the answers that their steps still ask for, whatever was asked before a change."""
    return replace(draft, steps={step.name: _still_asked(step, draft) for step in flow(draft)})


def _still_asked(step: Step, draft: Draft) -> dict[str, Json]:
    form = step.form(draft)
    return {name: answer for name, answer in draft.step(step.name).items() if name in form}


def _about(draft: Draft, place: Place, locale: str, way: ContactWay, reach: Draft) -> Answers:
    """Return what both ways in have; `reach` holds the steps about reaching them."""
    details, safe, agreements = reach.step("details"), reach.step("safe"), reach.step("agreements")
    return Answers(
        way=way_in(draft),
        contacts=(Contact(way, _text(details, "detail"), _text(details, "person"), _text(details, "hub")),),
        name=_text(details, "name"),
        asker=Asker(_text(draft.step("asker"), "asker")),
        danger=Danger(_text(draft.step("danger"), "danger")),
        postcode=place.postcode or place.sector or place.district,
        safe_contact=_safe_contact(safe, way),
        agreements=tuple(_agreements(agreements)),
        young_person=_young_person(draft),
        helper=_helper(draft),
        service_id=_text(draft.step("danger"), "service") or None,
        locale=locale,
    )


def _with_family(draft: Draft, answers: Answers) -> Answers:
    """Add what only "tell us more" asks."""
    support = draft.step("support")
    needs = draft.step("worry").get("needs")
    return replace(
        answers,
        needs=tuple(str(need) for need in needs) if isinstance(needs, list) else (),
        worry=_text(draft.step("worry"), "worry"),
        going_well=_text(draft.step("well"), "going_well"),
        family=tuple(family_members(draft.step("family"))),
        interpreter=_interpreter(support),
        why_not_agreed=_why_not_agreed(draft.step("family")),
        other_needs=_text(support, "other_needs"),
        has_worker=Permission(_text(support, "has_worker")) if support.get("has_worker") else None,
        worker=_text(support, "worker"),
    )


def family_members(given: Given) -> Iterator[FamilyMember]:
    """Give each person of the family that has an age, a name or is on the way."""
    for number in ROWS:
        age, name = read_number(_text(given, f"age_{number}")), _text(given, f"name_{number}")
        unit = _text(given, f"unit_{number}")
        if unit == "expected":
            yield FamilyMember(is_expected=True, name=name)
        elif age is not None and unit == "months":
            yield FamilyMember(months=age, name=name)
        elif age is not None or name:
            yield FamilyMember(age=age, name=name)


def _safe_contact(given: Given, way: ContactWay) -> SafeContact:
    """Read what is safe: a question that was not put or not answered is a no."""
    return SafeContact(
        may_ring=Permission(_text(given, "may_ring") or Permission.ASK) if way in RUNG else Permission.NO,
        may_leave_message=Permission(_text(given, "may_leave_message") or Permission.NO),
        may_say_who=Permission(_text(given, "may_say_who") or Permission.NO),
        good_times=_text(given, "good_times"),
        must_not_know=_text(given, "must_not_know"),
    )


def _agreements(given: Given) -> Iterator[Agreement]:
    for name in ("may_contact", MAY_MESSAGE, "may_talk_school", "may_talk_gp"):
        if name in given:
            yield Agreement(name, WORDING_VERSION, is_given=given[name] is True)


def _young_person(draft: Draft) -> YoungPerson | None:
    age = age_of(draft)
    if age is None:
        return None
    parents = draft.step("parents") if is_under_16(draft) else {}
    tonight = draft.step("tonight") if is_16_or_17(draft) else {}
    return YoungPerson(
        age=age,
        does_parent_know=_yes(parents, "does_parent_know"),
        may_talk_to_parents=_yes(parents, "may_talk"),
        has_nowhere_to_sleep=_yes(tonight, "nowhere") is True,
    )


def _helper(draft: Draft) -> Helper | None:
    if draft.step("asker").get("asker") != Asker.HELPER:
        return None
    given, agreement = draft.step("helper"), draft.step("agreement")
    return Helper(
        name=_text(given, "name"),
        role=_text(given, "role"),
        contact=_text(given, "contact"),
        how_agreed=_text(agreement, "how"),
        agreed_on=_text(agreement, "agreed_on") or today().isoformat(),  # left empty only where they are here now
        agreed_by=_text(given, "agreed_by"),
        wording_version=WORDING_VERSION,
    )


def _interpreter(given: Given) -> Interpreter | None:
    wanted = Interpreter(
        language=_text(given, "language"),
        is_bsl=given.get("is_bsl") is True,
        is_not_from_my_community=given.get("is_not_from_my_community") is True,
    )
    return wanted if wanted != Interpreter() else None


def _why_not_agreed(given: Given) -> str:
    return _text(given, "reason") if given.get("adults_agree") == "not_agreed" else ""


def _yes(given: Given, name: str) -> bool | None:
    return given[name] == "yes" if name in given else None


def _text(given: Given, name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""
