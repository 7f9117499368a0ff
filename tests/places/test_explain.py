"""Why an answer for a postcode is what it is, step by step."""

import pytest

from portal.places.areas import Areas
from portal.places.explain import StepCode, explain
from portal.places.models import Point, Record
from tests.places.conftest import EAST
from tests.places.postcode_samples import NORTH, OneRecord

KNOWN = OneRecord("ZE1 1AA", Record(NORTH, "E05000003", Point(53.4321, -2.9876)))


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("my house", [StepCode.NOT_READ]),
        ("SW1A 1AA", [StepCode.READ, StepCode.NOT_IN_FILE, StepCode.NO_SHARES, StepCode.UNKNOWN]),
        ("ZE1 2AA", [StepCode.READ, StepCode.NOT_IN_FILE, StepCode.SHARES, StepCode.ASK]),
        ("ZE2 1AA", [StepCode.READ, StepCode.NOT_IN_FILE, StepCode.SHARES, StepCode.OUTSIDE]),
        ("ZE1", [StepCode.READ, StepCode.SHARES, StepCode.ASK]),
        (
            "ZE1 IAA",
            [StepCode.REPAIRED, StepCode.IN_FILE, StepCode.SHARES, StepCode.COUNCIL, StepCode.LOCALITY, StepCode.DOOR],
        ),
        (
            "ZE1 1AB",
            [
                StepCode.READ,
                StepCode.NOT_IN_FILE,
                StepCode.SHARES,
                StepCode.COUNCIL,
                StepCode.NO_LOCALITY,
                StepCode.DOOR,
            ],
        ),
    ],
)
def test_an_answer_is_explained_step_by_step(areas: Areas, text: str, codes: list[StepCode]) -> None:
    assert [step.code for step in explain(text, areas, KNOWN)] == codes


def test_an_explanation_names_what_decided_it(areas: Areas) -> None:
    shares = dict(explain("ZE2 2AA", areas)[1].detail)
    assert shares["shares"] == "Northtown Council 20, Easttown 20"
    assert dict(explain("ZE2 1AA", areas)[-1].detail) == {"council": areas.name_of(EAST)}
