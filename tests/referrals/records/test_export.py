"""One request as JSON: by the published schema, with everything, for the right people."""

import json
from datetime import date

import pytest
from sqlalchemy import Engine

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.casework.inbox import open_request
from portal.referrals.casework.reaching import record_attempt
from portal.referrals.casework.steps import agree_next_step
from portal.referrals.models import Answers
from portal.referrals.plain import from_plain
from portal.referrals.records.export import describe_request, export_family, export_request
from portal.referrals.records.holds import HoldReason, hold
from portal.store.transactions import reading, writing
from tests.referrals.world import CANARY, FULL, NOW, PRIVATE_KEYS, RING_ME, only_id, submit

Json = object


@pytest.fixture
def worked_on(engine: Engine) -> str:
    """A request with a try and a next step."""
    submit(engine, has_danger_words=True)
    request_id = only_id(engine)
    theirs = {"team_id": "north", "private_keys": PRIVATE_KEYS, "by": "p1", "now": NOW}
    with writing(engine) as db:
        open_request(db, request_id, **theirs)
        record_attempt(
            db, request_id, how=AttemptWay.PHONE, outcome=AttemptOutcome.SPOKE, note=f"{CANARY} spoke", **theirs
        )
        agree_next_step(db, request_id, text=f"{CANARY} visit", due_on=date(2026, 12, 1), **theirs)
        hold(db, request_id, reason=HoldReason.ACCESS_REQUEST, by="m1", now=NOW)
    return request_id


def faults(value: Json, schema: dict[str, object], root: dict[str, object], at: str = "$") -> list[str]:
    """Name where a value does not fit a schema, as far as ours use JSON Schema."""
    if "$ref" in schema:
        return faults(value, root["$defs"][str(schema["$ref"]).rpartition("/")[2]], root, at)
    if "anyOf" in schema:
        each = [faults(value, one, root, at) for one in schema["anyOf"]]
        return [] if any(not found for found in each) else each[0]
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{at}: {value}"]
    kinds = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict, "null": type(None)}
    if type(value) is not kinds[schema["type"]]:
        return [f"{at}: {type(value).__name__}"]
    if isinstance(value, list):
        return [
            fault
            for number, each in enumerate(value)
            for fault in faults(each, schema["items"], root, f"{at}[{number}]")
        ]
    if isinstance(value, dict):
        wrong = [f"{at}.{name}" for name in set(schema["required"]) ^ set(value)]
        known = schema["properties"]
        return wrong + [
            fault for name in value if name in known for fault in faults(value[name], known[name], root, f"{at}.{name}")
        ]
    return []


@pytest.mark.parametrize("answers", [FULL, RING_ME], ids=["full", "short"])
def test_a_download_fits_the_published_schema(engine: Engine, answers: Answers) -> None:
    submit(engine, answers=answers)
    schema = describe_request()
    with reading(engine) as db:
        file = json.loads(export_request(db, only_id(engine), PRIVATE_KEYS, {}))
    assert faults(file, schema, schema) == []
    assert faults({**file, "state": "lost"}, schema, schema) == ["$.state: lost"]


def test_it_holds_every_answer_and_everything_noted_with_names(engine: Engine, worked_on: str) -> None:
    schema = describe_request()
    with reading(engine) as db:
        file = json.loads(export_request(db, worked_on, PRIVATE_KEYS, {"p1": "Ann Reader"}))
    assert faults(file, schema, schema) == []
    assert from_plain(Answers, file["answers"]) == FULL
    assert [(each["by"], each["how"], each["note"]) for each in file["tries"]] == [
        ("Ann Reader", "phone", f"{CANARY} spoke")
    ]
    assert [(each["kind"], each["due_on"], each["text"]) for each in file["entries"]] == [
        ("next_step", "2026-12-01", f"{CANARY} visit")
    ]
    assert (file["urgent_reasons"], file["received_at"]) == (["danger_words"], NOW.isoformat())


def test_a_familys_file_says_also_what_happened_and_why_it_is_kept(engine: Engine, worked_on: str) -> None:
    with reading(engine) as db:
        file = json.loads(export_family(db, worked_on, PRIVATE_KEYS, {"p1": "Ann Reader"}))
    assert file["request"]["answers"]["worry"] == FULL.worry
    assert [each["reason"] for each in file["holds"]] == ["access_request"]
    assert ("read", "Ann Reader") in [(each["kind"], each["actor"]) for each in file["events"]]
    assert [each["channel"] for each in file["messages"]] == ["inbox"]
