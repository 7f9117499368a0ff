"""A family that answers one page after the other, and what the store holds of them."""

from collections.abc import Mapping

from flask import Flask
from sqlalchemy import func, select

from portal.parts import Parts
from portal.referrals.models import Answers
from portal.referrals.sealing.envelope import Sealed, open_referral
from portal.referrals.tables import drafts, referrals
from portal.store.transactions import reading
from tests.page import Page
from tests.page_client import PageClient

Answered = Mapping[str, object]

SEFTON = "L20 4AA"
BORDER = "L10 1AA"  # Sefton, Liverpool and Knowsley
OUTSIDE = "L39 2AA"  # West Lancashire
OLD_STEPS = ["/en/ask/step/2", "/en/ask/step/9", "/en/ask/step/11", "/en/ask/check", "/en/ask/info/1"]

RING = {"name": "Sam", "detail": "0151 496 0000", "may_ring": "yes", "may_contact": "y"}
HELPER = {"name": "Jo", "role": "teacher", "contact": "01632 960001", "agreed_by": "mum"}
TELL: tuple[dict[str, object], ...] = (
    {"needs": ["school-attendance"], "worry": "He will not get out of bed."},
    {"going_well": "His gran helps."},
    {"age_1": "13", "age_2": "8", "unit_2": "months", "unit_3": "expected"},
    {"way": "phone"},
    {"name": "Sam", "detail": "0151 496 0000"},
    {"may_ring": "yes", "may_leave_message": "no", "must_not_know": "my ex"},
    {"language": "Polish", "is_not_from_my_community": "y"},
    {"may_contact": "y", "may_talk_school": "y"},
)


def begin(family: PageClient, way: str = "ring_me", *, danger: str = "no", service: str = "") -> Page:
    """Choose a way in and answer whether anyone is in danger."""
    family.get("/en/ask/")
    first = family.get(f"/en/ask/step/1?way={way}&service={service}")
    return family.submit_and_follow(first, {"danger": danger})


def answer(family: PageClient, page: Page, *answers: Answered) -> Page:
    """Answer page after page."""
    for each in answers:
        page = family.submit_and_follow(page, dict(each))
    return page


def ask_to_be_rung(family: PageClient, *, postcode: str = SEFTON, asker: str = "parent") -> Page:
    """Go the short way up to the answers to check."""
    page = answer(family, begin(family), {"asker": asker}, {"postcode": postcode}, {}, RING)
    assert page.path == "/en/ask/check", page.path
    return page


def tell_more(family: PageClient, **changed: Answered) -> Page:
    """Go the long way up to the answers to check; `changed` replaces answers by the name of one of their fields."""
    page = answer(family, begin(family, "tell_more"), {"asker": "parent"}, {"postcode": SEFTON}, {})
    for each in TELL:
        page = answer(family, page, next((given for name, given in changed.items() if name in each), each))
    assert page.path == "/en/ask/check", page.path
    return page


def parts_of(app: Flask) -> Parts:
    """Return the collaborators of a site."""
    found: Parts = app.extensions["parts"]
    return found


def count_referrals(app: Flask) -> int:
    """Count the requests kept."""
    with reading(parts_of(app).engine) as db:
        return db.execute(select(func.count()).select_from(referrals)).scalar_one()


def count_drafts(app: Flask) -> int:
    """Count the drafts kept."""
    with reading(parts_of(app).engine) as db:
        return db.execute(select(func.count()).select_from(drafts)).scalar_one()


def is_urgent(app: Flask) -> bool:
    """Tell whether the one request is urgent."""
    with reading(parts_of(app).engine) as db:
        return db.execute(select(referrals.c.is_urgent)).scalar_one()


def read_answers(staff_app: Flask) -> Answers:
    """Open the one request with the private keys of the staff side."""
    parts = parts_of(staff_app)
    assert parts.private_keys is not None
    with reading(parts.engine) as db:
        row = db.execute(select(referrals)).one()
    sealed = Sealed(row.key_id, row.schema_version, row.sealed_key, row.box)
    return Answers.from_json(open_referral(parts.private_keys, sealed, row.id))
