"""Who works on a request, who sees it and how long it is kept."""

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from portal.referrals.delivery.rerouting import Reason
from portal.referrals.records.holds import HoldReason
from portal.teams import Action, Roster, Team
from portal.web.english import as_name
from portal.web.fields import TokenForm, choices_of, stripped
from portal.web.here import today
from portal.web.labels import casework as doing
from portal.web.staff.requests.case_forms import too_long, why_field


class GiveForm(TokenForm):
    """Who works on it."""

    worker = SelectField(_l("Who works on it?"))

    def offer(self, roster: Roster) -> "GiveForm":
        """Offer the people of the team who work on requests, and say who is away."""
        names = {person.id: person.name for person in roster.people if person.may(Action.WORK)}
        away = {each for each in names if roster.is_away(each, today())}
        told = {each: _("%(name)s (away)", name=name) if each in away else name for each, name in names.items()}
        self.worker.choices = choices_of({"": _("Nobody yet"), **told})
        return self


class PassForm(TokenForm):
    """To which team a request goes, and why."""

    to_team = RadioField(_l("To which team?"), validators=[InputRequired(_l("Choose the team."))])
    reason = RadioField(
        _l("Why?"),
        choices=choices_of(doing.REASON),
        coerce=Reason,
        validators=[InputRequired(_l("Choose why."))],
    )
    word = TextAreaField(
        _l("A word to the next team"),
        filters=[stripped],
        validators=[DataRequired(_l("Write what the next team has to know.")), too_long],
        description=_l("What was done, what was promised, what to take care of. It is kept sealed."),
    )

    def offer(self, teams: Iterable[Team]) -> "PassForm":
        """Offer the teams that can take it; the council's front door says that it is one."""
        self.to_team.choices = choices_of({team.id: _named(team) for team in teams})
        return self


def _named(team: Team) -> str:
    name = as_name(team.name)
    return name if team.locality_id else _("%(team)s (front door)", team=name)


class ServiceForm(TokenForm):
    """Which service takes something on."""

    service = StringField(
        _l("Which service?"),
        filters=[stripped],
        validators=[
            DataRequired(_l("Write the name of the service.")),
            Length(max=200, message=_l("Make the name shorter.")),
        ],
    )
    service_note = TextAreaField(
        _l("What did you pass on, and to whom?"),
        filters=[stripped],
        validators=[too_long],
    )
    has_agreed = BooleanField(
        _l("The family agreed to it"),
        validators=[InputRequired(_l("Ask the family first. If a child may be at risk, step it up instead."))],
    )


class RestrictForm(TokenForm):
    """Why only managers may see it."""

    why_hide = why_field()


class HoldForm(TokenForm):
    """Why a request is kept."""

    hold_reason = RadioField(
        _l("Why does it have to be kept?"),
        choices=choices_of(doing.HOLD_REASON),
        coerce=HoldReason,
        validators=[InputRequired(_l("Choose why."))],
    )


class GlassForm(TokenForm):
    """Which hidden request somebody has to open, and why."""

    reference = StringField(
        _l("Reference"),
        filters=[stripped],
        validators=[DataRequired(_l("Write the reference.")), Length(max=40, message=_l("Write only the reference."))],
    )
    why = TextAreaField(
        _l("Why do you have to open it now?"),
        filters=[stripped],
        validators=[DataRequired(_l("Write why.")), Length(min=10, message=_l("Write a few words more.")), too_long],
        description=_l("The manager reads it."),
    )
