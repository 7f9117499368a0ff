"""Find help: words, need, age, cost; near a place that is kept for the visit and never stands in an address."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, IntegerField, StringField
from wtforms.validators import Length, Optional, ValidationError

from portal.catalogue.models import Service
from portal.search.ages import read_ages
from portal.search.find import find_services
from portal.search.models import Age, Facet, Fork, Query
from portal.search.text import cut
from portal.web.fields import stripped
from portal.web.here import keep_place, locale, now, parts, visit_place
from portal.web.public.postcode_form import PostcodeForm
from portal.web.security import token_free

bp = Blueprint("search", __name__)
LONGEST_WORDS = 200  # characters
OLDEST = 25  # years: young people with SEND


class SearchForm(PostcodeForm):
    """What to look for, and where."""

    q = StringField(
        _l("What do you need help with?"),
        filters=[stripped],
        validators=[Length(max=LONGEST_WORDS, message=_l("Use fewer words."))],
        description=_l("Use your own words, for example: my son won't go to school"),
    )
    age = StringField(
        _l("How old is your child?"),
        filters=[stripped],
        description=_l("For example 7, 18 months, expecting. More than one: 3, 9"),
    )
    need = HiddenField(filters=[stripped])
    free = BooleanField(_l("Only free help"))
    as_typed = HiddenField()
    page = IntegerField(validators=[Optional()])

    def validate_age(self, field: StringField) -> None:
        """Read every age, or say how to write one."""
        if None in _read_ages(field.data):
            raise ValidationError(_("Write an age like 7, 18 months or expecting."))

    def validate_postcode(self, field: StringField) -> None:
        """Look the postcode up where one was typed; without one the visit's place stays."""
        if field.data:
            super().validate_postcode(field)

    def query(self) -> Query:
        """Return what is asked of the search."""
        known = self.need.data in parts().catalogue.needs
        return Query(
            words=self.q.data or "",
            needs=(self.need.data, *parts().catalogue.needs_below(self.need.data)) if known else (),
            ages=tuple(age for age in _read_ages(self.age.data) if age is not None),
            is_free_only=bool(self.free.data),
            take_as_typed=bool(self.as_typed.data),
            page=max(1, self.page.data or 1),
        )

    def address(self, **changes: object) -> str:
        """Return the address of this search: words, need, ages and filters, never a postcode."""
        kept = {"q": self.q.data, "need": self.need.data, "age": self.age.data, "free": "y" if self.free.data else None}
        chosen = {name: value for name, value in {**kept, **changes}.items() if value}
        return url_for("search.results", **chosen)  # type: ignore[arg-type]  # the names are our own


@bp.get("/search")
def results() -> str | tuple[str, int]:
    """Show the services that fit, those near and those that need no travel apart."""
    form = SearchForm(request.args, data=None)
    form.postcode.data = ""
    if not form.validate():
        return _show(form, Query()), 422
    return _show(form, form.query())


@bp.post("/search")
@token_free
def start() -> Response | tuple[str, int]:
    """Take words and postcode, keep the place server-side, and go to the address of the search."""
    form = SearchForm(request.form)
    if not form.validate():
        return _show(form, Query() if form.age.errors else form.query()), 422
    address = form.address()
    if form.place is None:
        return redirect(address, code=303)
    keep_place(form.place)
    if form.place.must_choose:
        return redirect(url_for("area.choose_council", back=address), code=303)
    return redirect(address, code=303)


def _show(form: SearchForm, query: Query) -> str:
    found = find_services(parts().index(locale()), query, near=visit_place(), now=now())
    catalogue = parts().catalogue
    return render_template(
        "public/search/results.html",
        form=form,
        found=found,
        place=visit_place(),
        need=catalogue.needs.get(form.need.data or ""),
        understood=[catalogue.needs[each] for each in found.understood.needs],
        lines=crisis_lines(found.danger),
        councils=parts().areas.councils.values(),
    )


def crisis_lines(dangers: tuple[str, ...]) -> list[Service]:
    """Return whom to ring in these dangers, the first lines first, each once."""
    catalogue = parts().catalogue
    ids = [line for danger in dangers for line in catalogue.dangers[danger].crisis_lines]
    return [catalogue.services[each] for each in dict.fromkeys(ids) if each in catalogue.services]


def fork_address(fork: Fork, form: SearchForm) -> str | None:
    """Return the address of the search with the fork's filter left out."""
    fields: dict[Facet | None, str] = {None: "q", Facet.NEED: "need", Facet.AGE: "age", Facet.FREE: "free"}
    return form.address(**{fields[fork.drop]: None}) if fork.drop in fields else None


def _read_ages(text: str | None) -> list[Age | None]:
    """Return the age each part between commas speaks of, None where it speaks of none."""
    parts_typed = [part.strip() for part in (text or "").split(",") if part.strip()]
    return [_read_age(part) for part in parts_typed]


def _read_age(text: str) -> Age | None:
    if text.isdecimal():
        return Age.of_years(int(text)) if int(text) <= OLDEST else None
    return next(iter(read_ages(cut(text.lower()))), None)
