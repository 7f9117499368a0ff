"""What families see: one blueprint `bp` per module."""

from urllib.parse import urlsplit

from flask import Flask

from portal.web.here import locale, visit_shortlist
from portal.web.labels import catalogue as catalogue_labels
from portal.web.labels import places as place_labels
from portal.web.labels import search as search_labels
from portal.web.public import (
    addresses,
    area,
    ask,
    embed,
    follow,
    going_back,
    home,
    need_links,
    needs,
    pack,
    pages,
    paper,
    report,
    root,
    search,
    services,
    shortlist,
    shown_hubs,
    ways_on,
    working_with_families,
)

MODULES = (
    home,
    search,
    needs,
    services,
    area,
    pages,
    paper,
    ask,
    follow,
    shortlist,
    pack,
    report,
    embed,
    working_with_families,
)


def register(app: Flask) -> None:
    """Add every page of the public site; all but the language-free ones live under the language's prefix."""
    going_back.init_going_back(app)
    app.register_blueprint(root.bp)
    for module in MODULES:
        app.register_blueprint(module.bp, url_prefix="/<locale>")
    app.jinja_env.globals.update(fork_address=ways_on.fork_address)
    _add_place_words(app)
    _add_signposts(app)
    app.jinja_env.filters.update(
        age_words=catalogue_labels.age_words,
        area_words=catalogue_labels.area_words,
        asking_words=catalogue_labels.asking_words,
        checked_words=catalogue_labels.checked_words,
        checked_month_words=catalogue_labels.checked_month_words,
        cost_words=catalogue_labels.cost_words,
        delivery_words=catalogue_labels.delivery_words,
        language_words=catalogue_labels.language_words,
        next_words=catalogue_labels.next_words,
        source_date_words=catalogue_labels.source_date_words,
        schedule_words=catalogue_labels.schedule_words,
        status_words=catalogue_labels.status_words,
        fork_words=search_labels.fork_words,
        leading_back=addresses.leading_back,
        linked=need_links.link_need,
        mile_words=search_labels.mile_words,
        order_words=search_labels.order_words,
        site_of=lambda url: urlsplit(url).netloc.removeprefix("www."),
    )


def _add_place_words(app: Flask) -> None:
    app.jinja_env.filters.update(
        distance_words=place_labels.distance_words,
        door_state=shown_hubs.find_state,
        door_words=place_labels.door_words,
        hours_words=place_labels.hours_words,
        hub_kind_words=place_labels.hub_kind_words,
        opening_words=place_labels.opening_words,
        place_notes=place_labels.place_notes,
        place_words=place_labels.place_words,
    )


def _add_signposts(app: Flask) -> None:
    app.jinja_env.globals.update(
        visit_shortlist=visit_shortlist, locale_now=locale, can_fill_in=pack.asking.can_fill_in
    )
    app.jinja_env.filters.update(
        find_doors=services.find_doors, is_only_visited=services.is_only_visited, breakable=pack.breakable
    )
