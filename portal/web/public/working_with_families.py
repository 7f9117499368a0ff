"""The same catalogue for whoever works with families: level of need, the way in, who can refer, whom to ring."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from portal.catalogue.for_workers import Choice, find_for_workers
from portal.catalogue.models import ApplicationProcess
from portal.web.fields import OpenForm
from portal.web.here import parts
from portal.web.labels.catalogue import level_of_need_words, public_funds_words
from portal.web.labels.for_workers import level_words, route_words
from portal.web.page import catalogue_words
from portal.web.public.needs import grouped_needs

bp = Blueprint("working_with_families", __name__)
PAGE_SIZE = 20
PAGE_DIGITS = 3


class ChoiceForm(OpenForm):
    """What to look for; whatever stands in the address and is not known counts as not chosen."""

    need = SelectField(_l("Topic"), validate_choice=False)
    area = SelectField(_l("Where the family lives"), validate_choice=False)
    level = SelectField(_l("Level of need"), validate_choice=False)
    route = SelectField(_l("Way in"), validate_choice=False)

    def choice(self) -> Choice:
        """Return what is looked for."""
        areas = parts().areas
        council = self.area.data if self.area.data in areas.councils else ""
        return Choice(
            need=self.need.data if self.need.data in parts().catalogue.needs else "",
            areas=frozenset({council, *(each.id for each in areas.localities_of(council))} if council else ()),
            level=int(self.level.data) if self.level.data in {"1", "2", "3", "4"} else None,
            route=next((route for route in ApplicationProcess if route == self.route.data), None),
        )

    def address(self, **changes: object) -> str:
        """Return the address of this choice, to keep or to pass on."""
        chosen = {field.name: field.data for field in self if field.data}
        return url_for("working_with_families.show", **{**chosen, **changes})


@bp.get("/working-with-families")
def show() -> str:
    """Show the services that fit, and what workers' words mean."""
    form = _build_form()
    catalogue = parts().catalogue
    found = find_for_workers(catalogue, form.choice())
    page = _read_page(pages := max(1, -(-len(found) // PAGE_SIZE)))
    shown = found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return render_template(
        "public/families/show.html",
        choice=form,
        need=catalogue.needs.get(form.choice().need),
        total=len(found),
        services=[catalogue.services[each] for each in shown],
        page=page,
        pages=pages,
        levels=level_of_need_words(),
        level_words=level_words,
        route_words=route_words,
        public_funds_words=public_funds_words,
        words=[word for word in catalogue.easy_words.values() if word.is_for_workers],
        known=catalogue.services,
        own_address=form.address(_external=True),
    )


def _build_form() -> ChoiceForm:
    form = ChoiceForm(request.args)
    everything = SelectChoice("", _("All"))
    form.need.choices = [everything, *_need_choices()]
    councils = parts().areas.councils.values()
    form.area.choices = [everything, *(SelectChoice(each.id, each.area_name) for each in councils)]
    names = enumerate(level_of_need_words(), 1)
    form.level.choices = [everything, *(SelectChoice(str(number), level.name) for number, level in names)]
    form.route.choices = [everything, *(SelectChoice(route.value, route_words(route)) for route in ApplicationProcess)]
    return form


def _need_choices() -> list[SelectChoice]:
    choices = []
    for top, below in grouped_needs():
        choices.append(SelectChoice(top.id, catalogue_words(top.name)))
        choices += [SelectChoice(each.id, f"\N{EN DASH} {catalogue_words(each.name)}") for each in below]
    return choices


def _read_page(pages: int) -> int:
    typed = request.args.get("page", "")
    return min(max(1, int(typed)), pages) if typed.isdecimal() and len(typed) <= PAGE_DIGITS else 1
