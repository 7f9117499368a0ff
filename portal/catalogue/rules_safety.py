"""The rules that keep people safe: no address of a refuge, nobody sent to the wrong door with abuse."""

from portal.catalogue.entries import Entries, Entry
from portal.catalogue.models import Location, Service
from portal.catalogue.read_location import POSTCODE

# Ids of the needs taxonomy; a need below one of them counts too.
WITHHELD = frozenset({"domestic-abuse", "sexual-violence"})
SENSITIVE = WITHHELD | {"substance-use"}
WRONG_DOORS = frozenset({"safety", "early-help", "send"})


def check_safety(entry: Entry[Service], entries: Entries) -> None:
    """Note what could put somebody in danger."""
    if find_main_needs(entry.value, entries) & WITHHELD and not entry.value.is_address_withheld:
        message = "A service for people who flee violence does not withhold its address."
        entry.fault("is_address_withheld", "withheld", message, "Write `is_address_withheld: yes`.")
    if entry.value.is_address_withheld or find_main_needs(entry.value, entries) & WITHHELD:
        _check_withheld(entry)
    if find_main_needs(entry.value, entries) & SENSITIVE:
        _check_ask_via(entry, entries)


def find_main_needs(service: Service, entries: Entries) -> frozenset[str]:
    """Return the service's first need and the needs above it."""
    return frozenset(entries.lineage(service.needs[0])) if service.needs else frozenset()


def _check_withheld(entry: Entry[Service]) -> None:
    service = entry.value
    if any(_tells_where(each.location) for each in service.service_at_locations):
        message = "The address of such a service must not be shown."
        entry.fault("service_at_locations", "withheld", message, "Take address, postcode and position out.")
    for key in ("name", "description", "eligibility_description", "cost_description"):
        if POSTCODE.search(getattr(service, key)):
            entry.fault(key, "withheld", "A postcode in the text tells where it is.", "Take the postcode out.")


def _tells_where(location: Location) -> bool:
    return (
        bool(location.address or location.postcode) or location.latitude is not None or location.longitude is not None
    )


def _check_ask_via(entry: Entry[Service], entries: Entries) -> None:
    for each in entry.value.ask_via:
        target = entries.services.get(each)
        needs = find_main_needs(target.value, entries) if target else frozenset[str]()
        if needs & WRONG_DOORS and not needs & SENSITIVE:
            message = f"`{each}` is a children's front door or a SEND page: people must not be sent there with this."
            entry.fault("ask_via", "wrong-door", message, "Name a helpline for this, or leave it out.", item=each)
