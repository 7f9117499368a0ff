"""Make a catalogue of what is sound, so that nothing in it points to what was left out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from portal.catalogue.entries import Entries, Entry
from portal.catalogue.models import Catalogue, Danger, Need, Service

T = TypeVar("T")

SCHOOL = "school"


def build_sound_catalogue(entries: Entries, *, version: str) -> Catalogue:
    """Return the entries without a fault, without references to the others.

    A service goes with its organization, or with the last of its needs.
    """
    faulty = frozenset(fault.file for fault in entries.faults)
    organizations = {key: entry.value for key, entry in entries.organizations.items() if entry.file not in faulty}
    needs = _list_faultless(entries.needs)
    services = {
        key: service
        for key, entry in entries.services.items()
        if entry.file not in faulty
        and (service := _keep_needs(entry.value, needs)).needs
        and service.organization_id in organizations
    }
    return Catalogue(
        services={key: _keep_ask_via(service, services) for key, service in services.items()},
        organizations=organizations,
        needs={key: _keep_references(need, needs, services) for key, need in needs.items()},
        synonyms=_list_faultless(entries.synonyms),
        danger_names={key: entry.value for key, entry in entries.danger_names.items()},
        need_sayings={key: said for key, said in _list_faultless(entries.need_sayings).items() if key in needs},
        danger_sayings={key: entry.value for key, entry in entries.danger_sayings.items() if key in entries.dangers},
        easy_words={
            key: replace(word, services=_only(word.services, services))
            for key, word in _list_faultless(entries.easy_words).items()
        },
        dangers={key: _keep_lines(entry, services) for key, entry in entries.dangers.items()},
        version=version,
    )


def _list_faultless(entries: Mapping[str, Entry[T]]) -> dict[str, T]:
    return {key: entry.value for key, entry in entries.items() if not entry.reader.has_fault}


def _only(wanted: tuple[str, ...], kept: dict[str, Service] | dict[str, Need]) -> tuple[str, ...]:
    return tuple(each for each in wanted if each in kept)


def _keep_needs(service: Service, needs: dict[str, Need]) -> Service:
    kept = _only(service.needs, needs)
    return service if kept == service.needs else replace(service, needs=kept)


def _keep_ask_via(service: Service, services: dict[str, Service]) -> Service:
    kept = tuple(each for each in service.ask_via if each == SCHOOL or each in services)
    return service if kept == service.ask_via else replace(service, ask_via=kept)


def _keep_references(need: Need, needs: dict[str, Need], services: dict[str, Service]) -> Need:
    return replace(
        need,
        parent_id=need.parent_id if need.parent_id in needs else None,
        see_also=_only(need.see_also, needs),
        nearest=_only(need.nearest, services),
    )


def _keep_lines(entry: Entry[Danger], services: dict[str, Service]) -> Danger:
    """Keep a danger even where it is faulty: its sound words still bring up the panel."""
    return replace(entry.value, crisis_lines=_only(entry.value.crisis_lines, services))
