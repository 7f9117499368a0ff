"""The rules across files: every id points to something, every service can be acted on, nothing is dated ahead."""

from collections.abc import Collection

from portal.catalogue.entries import Entries, Entry
from portal.catalogue.models import NATIONAL, Cost, Danger, Need, Service
from portal.catalogue.rules_safety import check_safety
from portal.catalogue.sound import SCHOOL
from portal.yaml_files import suggest


def check_rules(entries: Entries) -> None:
    """Note in `entries` whatever breaks a rule."""
    for service in entries.services.values():
        _check_service_ids(service, entries)
        _check_service(service, entries)
        check_safety(service, entries)
    for need in entries.needs.values():
        _check_need(need, entries)
    _check_every_need_is_helped(entries)
    for danger in entries.dangers.values():
        _check_danger(danger, entries)
    for sayings, known in ((entries.need_sayings, entries.needs), (entries.danger_sayings, entries.dangers)):
        for entry in sayings.values():
            _check_ids(entry, "id", (entry.value.id,), known)
    for word in entries.easy_words.values():
        _check_ids(word, "services", word.value.services, entries.service_ids)


def _check_service_ids(entry: Entry[Service], entries: Entries) -> None:
    service = entry.value
    if service.organization_id:
        _check_ids(entry, "organization_id", (service.organization_id,), entries.organization_ids)
    _check_ids(entry, "needs", service.needs, entries.needs)
    _check_ids(entry, "service_areas", service.service_areas, {NATIONAL, *entries.area_ids} if entries.area_ids else ())
    _check_ids(entry, "ask_via", tuple(each for each in service.ask_via if each != SCHOOL), entries.service_ids)
    if service.id in service.ask_via:
        message = f"`{service.id}` sends people back to itself."
        entry.fault("ask_via", "dangling", message, "Write another service's id.", item=service.id)


def _check_ids(entry: Entry[object], key: str, ids: tuple[str, ...], known: Collection[str]) -> None:
    """Note each id that is not known; where nothing is, one fault elsewhere says so already."""
    for each in ids if known else ():
        if each not in known:
            hint = suggest(each, known, otherwise="Write an id that exists, or add what it stands for.")
            entry.fault(key, "dangling", f"There is no `{each}`.", hint, item=each)


def _check_service(entry: Entry[Service], entries: Entries) -> None:
    service = entry.value
    if not can_be_acted_on(service):
        message = "No family can act on this: it has no phone, text number, address, e-mail, page or `ask_via`."
        entry.fault("phones", "no-way-in", message, "Write one of them, or take the service out.")
    if entries.today and service.assured_date and service.assured_date > entries.today:
        message = f"{service.assured_date} is still to come."
        entry.fault("assured_date", "future", message, "Write the day it was last checked.")
    if service.is_crisis and not (service.phones or service.text_to):
        message = "A crisis line needs a number."
        entry.fault("is_crisis", "crisis-line", message, "Write `phones` or `text_to`, or leave `is_crisis` out.")
    if service.cost is Cost.FREE and service.cost_description.startswith("£"):
        entry.fault("cost", "cost", "It is called free and has a price.", "Write `cost: low` or `cost: paid`.")


def can_be_acted_on(service: Service) -> bool:
    """Tell whether a family can do something with it: ring, text, write, go there, look or ask somebody for it."""
    contacts = (service.phones, service.text_to, service.email, service.url, service.service_at_locations)
    return any(contacts) or bool(service.ask_via)


def _check_need(entry: Entry[Need], entries: Entries) -> None:
    need = entry.value
    others = entries.needs.keys() - {need.id}
    if need.parent_id:
        _check_ids(entry, "parent_id", (need.parent_id,), others)
        _check_parent(entry, entries)
    _check_ids(entry, "see_also", need.see_also, others)
    _check_ids(entry, "nearest", need.nearest, entries.service_ids)
    if need.nearest and not need.unconfirmed:
        message = "`nearest` goes with what could not be confirmed."
        entry.fault("nearest", "nearest", message, "Say it in `unconfirmed`, or leave `nearest` out.")


def _check_every_need_is_helped(entries: Entries) -> None:
    """Refuse a need whose page would be empty: it has a service, or says what could not be confirmed.

    Nothing is said while a service cannot be read: it may be the one that helps.
    """
    if entries.service_ids - entries.services.keys():
        return
    wanted = (need for service in entries.services.values() for need in service.value.needs)
    helped = {each for need in wanted for each in entries.lineage(need)}
    for entry in entries.needs.values() if helped else ():
        if entry.value.id not in helped and not entry.value.unconfirmed:
            message = f"No service helps with `{entry.value.id}`."
            entry.fault("id", "nobody-helps", message, "Say in `unconfirmed` what could not be confirmed.")


def _check_parent(entry: Entry[Need], entries: Entries) -> None:
    """Refuse a third level and a circle: browsing shows a need and those right below it."""
    parent = entries.needs.get(entry.value.parent_id or "")
    if parent is not None and parent.value.parent_id:
        message = f"`{parent.value.id}` stands itself below `{parent.value.parent_id}`."
        entry.fault("parent_id", "levels", message, "Needs have two levels: choose a need without a parent.")


def _check_danger(entry: Entry[Danger], entries: Entries) -> None:
    _check_ids(entry, "crisis_lines", entry.value.crisis_lines, entries.service_ids)
    for each in entry.value.crisis_lines:
        line = entries.services.get(each)
        if line and not (line.value.phones or line.value.text_to):
            message = f"`{each}` has no number to ring or text."
            entry.fault("crisis_lines", "crisis-line", message, "Choose a service with a number.", item=each)
