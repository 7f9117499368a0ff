"""Forms about the family: the worries, what goes well, who is in it."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l
from wtforms import Field, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice

from portal.catalogue.models import Need
from portal.web.fields import Choices, choices_of
from portal.web.here import parts
from portal.web.labels import asking
from portal.web.page import catalogue_words
from portal.web.public.ask.form_parts import AskForm, line, one_of, text
from portal.web.public.ask.numbers import read_age_and_unit

ROWS = range(1, 7)
OLDEST = {"years": 120, "months": 36}


def need_groups() -> list[tuple[Need, list[Need]]]:
    """Return the needs a family may tick: each group with what lies below it, or the group itself."""
    needs = [need for need in parts().catalogue.needs.values() if not need.is_for_professionals]
    groups = [need for need in needs if need.parent_id is None]
    return [(group, [need for need in needs if need.parent_id == group.id] or [group]) for group in groups]


def need_choices() -> Choices:
    """Return every need a family may tick, in the order of its groups."""
    return [SelectChoice(need.id, catalogue_words(need.name)) for _group, below in need_groups() for need in below]


class WorryForm(AskForm):
    """What is worrying you? Ticks, own words, or both; nobody has to fill in anything."""

    needs = SelectMultipleField(
        _l("Tick what fits"), choices=need_choices, invalid_choice_message=_l("Choose from the list.")
    )
    worry = text(
        _l("Tell us in your own words"),
        hint=_l("A few words are enough. You can leave this empty and say it when we talk."),
    )


class GoingWellForm(AskForm):
    """What is going well?"""

    going_well = text(
        _l("What is going well?"),
        hint=_l("Something that works at home, or somebody who helps you. You can leave this empty."),
    )


class FamilyForm(AskForm):
    """Who is in the family: up to six people by age, the name if they like; and whether adult children agree."""

    adults_agree = one_of(
        _l("Do you ask for a son or daughter who is 18 or over?"),
        choices_of(asking.ADULTS_AGREE),
        hint=_l("From 18 on they decide for themselves. If they have not agreed, tell us why you ask."),
    )
    reason = line(
        _l("Why do you ask, if they have not agreed?"),
        required=_l("Say in a few words why you ask."),
        when=("adults_agree", "not_agreed"),
    )

    def rows(self) -> Iterator[tuple[Field, Field, Field]]:
        """Give the age, unit and name fields of each person."""
        for number in ROWS:
            yield self[f"age_{number}"], self[f"unit_{number}"], self[f"name_{number}"]

    def validate(self, extra_validators: object = None) -> bool:
        """Read every age as a whole number that fits its unit; a unit written beside the number counts."""
        super().validate(extra_validators)
        for age, unit, _name in self.rows():
            if age.data and unit.data in OLDEST:
                _read_into(age, unit)
        return not self.errors


def _read_into(age: Field, unit: Field) -> None:
    number, told = read_age_and_unit(age.data) or ("", "")
    wanted = told or unit.data
    if wanted in OLDEST and not (number and int(number) <= OLDEST[wanted]):
        age.errors = [_l("Type the age as one number, for example 4, and choose years or months beside it.")]
    else:
        age.data, unit.data = number, wanted


for _number in ROWS:  # a form's fields are class attributes; six rows written out would be 36 lines
    setattr(FamilyForm, f"age_{_number}", line(_l("Age")))
    setattr(
        FamilyForm,
        f"unit_{_number}",
        SelectField(_l("Years or months"), choices=choices_of(asking.AGE_UNIT), default="years"),
    )
    setattr(FamilyForm, f"name_{_number}", line(_l("Name, if you like")))
