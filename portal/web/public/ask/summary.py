"""The answers so far, as the family reads them before sending."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, SelectFieldBase, SelectMultipleField

from portal.referrals.asking.drafts import Draft
from portal.web.english import as_name
from portal.web.labels.asking import age_words
from portal.web.public.ask.forms_worry import FamilyForm
from portal.web.public.ask.forms_you import find_service
from portal.web.public.ask.numbers import read_number
from portal.web.public.ask.steps import Step, flow

_MAY_BE_EMPTY = {
    "worry": _l("What is worrying you?"),
    "well": _l("What is going well?"),
    "family": _l("Who is in the family?"),
    "safe": _l("What is safe for you?"),
    "support": _l("What helps you to talk with us?"),
}


@dataclass(frozen=True)
class Row:
    """A question and what was answered."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One step's answers."""

    step: Step
    rows: tuple[Row, ...]


def summarise(draft: Draft) -> tuple[Block, ...]:
    """Return every step with something in it, in order; the service they asked about comes after the first."""
    first, *others = (Block(step, tuple(_rows(step, draft))) for step in flow(draft))
    service = find_service(draft.step("danger").get("service"))
    chosen = [Block(first.step, (Row(_("You asked about"), (as_name(service.name),)),))] if service else []
    return tuple(block for block in map(_or_left_empty, (first, *chosen, *others)) if block.rows)


def _or_left_empty(block: Block) -> Block:
    """Return a step that was left empty with a row that says so, for there is the way back to it."""
    if block.rows or block.step.name not in _MAY_BE_EMPTY:
        return block
    return replace(block, rows=(Row(str(_MAY_BE_EMPTY[block.step.name]), (_("You left this empty."),)),))


def _rows(step: Step, draft: Draft) -> Iterator[Row]:
    form = step.form(draft)
    if isinstance(form, FamilyForm):
        yield from _people(form)
    people = {field for row in form.rows() for field in row} if isinstance(form, FamilyForm) else set()
    for field in form:
        answers = _words(field)
        if answers and field not in people and field.type not in ("HiddenField", "CSRFTokenField"):
            yield Row(str(field.label.text), answers)


def _people(form: FamilyForm) -> Iterator[Row]:
    lines = []
    for age, unit, name in form.rows():
        if unit.data == "expected":
            lines.append(" ".join(filter(None, (name.data, _chosen(unit)[0]))))
        elif age.data or name.data:
            number = read_number(age.data or "")
            words = "" if number is None else age_words(number, unit.data)
            lines.append(", ".join(filter(None, (name.data, words))))
    if lines:
        yield Row(_("Who is in the family"), tuple(lines))


def _words(field: Field) -> tuple[str, ...]:
    if not field.data:
        return ()
    if isinstance(field, BooleanField):
        return (_("Yes"),)
    if isinstance(field, SelectFieldBase):
        return _chosen(field)
    return (str(field.data),)


def _chosen(field: Field) -> tuple[str, ...]:
    wanted = field.data if isinstance(field, SelectMultipleField) else [field.data]
    return tuple(str(choice.label) for choice in field.iter_choices() if choice.value in wanted)
