import json
from dataclasses import replace

import pytest

from portal.referrals.errors import ReferralError
from portal.referrals.models import Answers, Asker, Contact, ContactWay, Danger, Permission, SafeContact, Way
from tests.referrals.world import FULL, RING_ME


@pytest.mark.parametrize("answers", [FULL, RING_ME])
def test_answers_come_back_from_json_as_they_were(answers: Answers) -> None:
    assert Answers.from_json(answers.to_json()) == answers


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("surprise", "x"),
        ("way", "shout"),
        ("way", None),
        ("name", 7),
        ("name", None),
        ("needs", "money"),
        ("needs", [1]),
        ("contacts", [{"way": "phone", "detail": True}]),
        ("contacts", [{"detail": "01632"}]),
        ("family", [{"age": "nine"}]),
        ("family", [{"age": True}]),
        ("safe_contact", {"may_ring": "maybe"}),
    ],
)
def test_json_with_an_unknown_or_wrong_value_is_refused(name: str, value: object) -> None:
    whole = json.loads(RING_ME.to_json())
    whole["answers"][name] = value
    with pytest.raises(ReferralError) as refused:
        Answers.from_json(json.dumps(whole).encode())
    assert refused.value.code == "answers_malformed"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "answers_malformed"),
        (b"\xff", "answers_malformed"),
        (b"[]", "answers_malformed"),
        (b'{"schema": 1}', "answers_malformed"),
        (b'{"schema": 1, "answers": {}}', "answers_malformed"),
        (b'{"schema": 2, "answers": {}}', "answers_malformed"),
        (b'{"schema": 3, "answers": {}}', "answers_schema_unknown"),
    ],
)
def test_what_is_no_answers_file_is_refused_by_code(text: bytes, code: str) -> None:
    with pytest.raises(ReferralError) as refused:
        Answers.from_json(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"contacts": ()}, "no_way_to_reach"),
        ({"asker": Asker.WORRIED_ABOUT_OTHER}, "asker_collects_nothing"),
        ({"asker": Asker.YOUNG_PERSON}, "young_person_incomplete"),
    ],
)
def test_answers_nobody_may_collect_cannot_be_made(changes: dict[str, object], code: str) -> None:
    with pytest.raises(ReferralError) as refused:
        replace(RING_ME, **changes)
    assert refused.value.code == code


@pytest.mark.parametrize(("danger", "is_urgent"), [(Danger.YES, True), (Danger.NOT_SURE, True), (Danger.NO, False)])
def test_only_a_no_to_danger_is_not_urgent(danger: Danger, is_urgent: bool) -> None:
    assert danger.is_urgent is is_urgent


@pytest.mark.parametrize(
    ("chosen", "may_ring", "tried", "is_safe"),
    [
        (ContactWay.PHONE, Permission.YES, ContactWay.PHONE, True),
        (ContactWay.PHONE, Permission.ASK, ContactWay.PHONE, True),
        (ContactWay.PHONE, Permission.NO, ContactWay.PHONE, False),
        (ContactWay.TEXT, Permission.YES, ContactWay.PHONE, False),
        (ContactWay.TEXT, Permission.NO, ContactWay.TEXT, True),
        (ContactWay.PHONE, Permission.YES, ContactWay.TEXT, False),
        (ContactWay.COME_TO_HUB, Permission.NO, ContactWay.LETTER, False),
    ],
)
def test_only_a_way_the_family_chose_and_did_not_refuse_is_safe(
    chosen: ContactWay, may_ring: Permission, tried: ContactWay, is_safe: bool
) -> None:
    answers = Answers(Way.RING_ME, (Contact(chosen, "x"),), safe_contact=SafeContact(may_ring=may_ring))
    assert answers.is_safe(tried) is is_safe


def test_answers_sealed_in_the_first_shape_can_still_be_read() -> None:
    whole = json.loads(RING_ME.to_json())
    del whole["answers"]["why_not_agreed"]
    assert Answers.from_json(json.dumps({**whole, "schema": 1}).encode()) == RING_ME
