"""Your area: from a postcode or a place's name to the door and the hubs; a page for each council and locality."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from portal.places.hubs import NearHub, nearest_hubs
from portal.places.models import Council, Place
from portal.search.understanding.place_names import find_named
from portal.web.english import as_name
from portal.web.fields import OpenForm
from portal.web.here import keep_place, parts, visit_place
from portal.web.public.postcode_form import PostcodeForm
from portal.web.public.shown_hubs import find_state, map_around, map_of_area, order_hubs, show_hubs
from portal.web.security import is_own_page, token_free

bp = Blueprint("area", __name__)
ELSEWHERE = "elsewhere"
NEAREST = 4  # hubs shown by distance, and as many of unknown position


class CouncilForm(OpenForm):
    """Which council somebody pays council tax to."""

    council = RadioField(
        _l("Which council do you pay council tax to?"),
        validators=[InputRequired(_l("Choose your council."))],
        description=_l("It is on your council tax bill and on your bins."),
        invalid_choice_message=_l("Choose your council."),
    )
    back = HiddenField()


@bp.get("/area")
def show() -> str:
    """Show whose area the person lives in, its door and hubs; without a place ask for a postcode."""
    place = visit_place()
    if place is None:
        return render_template("public/area/ask.html", form=PostcodeForm())
    return _show_place(place)


@bp.post("/area")
@token_free
def look_up() -> Response | tuple[str, int]:
    """Keep the place of a postcode and go back to where it was asked for."""
    form = PostcodeForm(request.form)
    if not form.validate() or form.place is None:
        return render_template("public/area/ask.html", form=form), 422
    keep_place(form.place)
    back = _back(form.back.data)
    if form.place.must_choose:
        return redirect(url_for("area.choose_council", back=back), code=303)
    return redirect(back, code=303)


@bp.get("/area/change")
def change() -> str:
    """Ask for another postcode."""
    return render_template("public/area/ask.html", form=PostcodeForm(data={"back": request.args.get("back", "")}))


@bp.get("/area/council")
def choose_council() -> str:
    """Ask which council is theirs, where the postcode lies on a border or there is none."""
    form = _council_form(visit_place())
    form.back.data = request.args.get("back", "")
    return render_template("public/area/choose_council.html", form=form, place=visit_place())


@bp.post("/area/council")
@token_free
def keep_council() -> Response | tuple[str, int]:
    """Keep the council somebody chose."""
    place = visit_place()
    form = _council_form(place)
    form.process(request.form)
    if not form.validate():
        return render_template("public/area/choose_council.html", form=form, place=place), 422
    if form.council.data == ELSEWHERE:
        return render_template("public/area/elsewhere.html", back=_back(form.back.data)), 200
    keep_place(_place_in(form.council.data, place))
    return redirect(_back(form.back.data), code=303)


@bp.get("/places/<place_id>")
def place_page(place_id: str) -> str:
    """Show a council's area or one locality of it: front door, team where there is one, hubs and hours."""
    areas = parts().areas
    locality = areas.localities.get(place_id)
    council = areas.councils.get(locality.council_id if locality else place_id) or abort(404)
    place = visit_place()
    hubs = show_hubs(order_hubs(areas.hubs_in(locality.id) if locality else areas.hubs_of(council.id), place))
    return render_template(
        "public/area/place_page.html",
        council=council,
        locality=locality,
        hubs=hubs,
        map=map_of_area(hubs, council, locality),
        place=place,
        door=_front_door(council),
        easy_words=parts().catalogue.easy_words_in("front door", locality.description if locality else ""),
    )


def _back(path: str | None) -> str:
    """Return the page of ours to go back to, the area's where there is none."""
    return path if path and is_own_page(path) else url_for("area.show")


def _place_in(council: str, place: Place | None) -> Place:
    """Return the visit's place in the council chosen for it where it may lie there, else the council as a whole."""
    gazetteer = parts().gazetteer
    if place and place.name:
        return find_named(parts().areas, place.name, council) or gazetteer.place_of_council(council)
    if place and (place.must_choose or place.council == council):
        return gazetteer.choose_council(place, council)
    return gazetteer.place_of_council(council)


def _show_place(place: Place) -> str:
    council = parts().areas.councils.get(place.council or "")
    hubs = show_hubs(_hubs_for(place))
    return render_template(
        "public/area/show.html",
        place=place,
        council=council,
        locality=parts().areas.localities.get(place.locality or ""),
        door=_front_door(council) if council else None,
        hubs=hubs,
        map=map_around(hubs, council, place),
        form=PostcodeForm(),
    )


def _hubs_for(place: Place) -> list[NearHub]:
    """Return the hubs nearest to a place, then those of its council whose position is not known."""
    hubs = nearest_hubs(parts().areas, place, limit=len(parts().areas.hubs))
    near = [hub for hub in hubs if hub.miles is not None]
    unplaced = [hub for hub in hubs if hub.miles is None]
    return [*near[:NEAREST], *unplaced[: NEAREST if near else None]]


def _front_door(council: Council) -> dict[str, object]:
    return {"council": council, "state": find_state(council.front_door.opening)}


def _council_form(place: Place | None) -> CouncilForm:
    """Offer the councils a border postcode may lie in, else all; and always "another"."""
    areas = parts().areas
    offered = place.candidates if place and place.candidates else tuple(areas.councils)
    form = CouncilForm()
    form.council.choices = [
        *(SelectChoice(each, as_name(areas.councils[each].name)) for each in offered if each in areas.councils),
        *(SelectChoice(each, as_name(areas.name_of(each))) for each in offered if each not in areas.councils),
        SelectChoice(ELSEWHERE, _("Another council, or not sure")),
    ]
    return form
