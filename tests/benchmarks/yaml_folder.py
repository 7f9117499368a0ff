"""Write a catalogue in the shape of `services_catalogue/`, one file per thing; taxonomies and places are copied."""

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from portal.catalogue.models import Catalogue, Schedule, Service, ServiceAtLocation

_AGES = {"minimum": "minimum_age", "maximum": "maximum_age", "maximum_send": "maximum_age_send"}


def write_folder(catalogue: Catalogue, shipped: Path, folder: Path) -> None:
    """Copy the `shipped` folder to `folder` and add what only `catalogue` holds."""
    shutil.copytree(shipped, folder, dirs_exist_ok=True)
    for organization in catalogue.organizations.values():
        if not (path := folder / "organizations" / f"{organization.id}.yaml").exists():
            _write(path, {"name": organization.name})
    for service in catalogue.services.values():
        if not (path := folder / "services" / f"{service.id}.yaml").exists():
            _write(path, dict(_fields_of(service)))


def _write(path: Path, fields: Mapping[str, object]) -> None:
    """Write each field on its line; JSON's strings, lists and objects are YAML too."""
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in fields.items() if value)
    path.write_text("".join(lines), encoding="utf-8")


def _fields_of(service: Service) -> Iterator[tuple[str, object]]:
    yield from {name: getattr(service, name) for name in ("name", "organization_id", "description", "url")}.items()
    for name in ("needs", "service_areas", "delivery", "languages", "accessibility"):
        yield name, [str(value) for value in getattr(service, name)]
    for name in ("status", "cost", "application_process", "assured_date"):
        yield name, str(getattr(service, name))
    for name, written in _AGES.items():
        age = getattr(service.ages, name)
        yield written, None if age is None else str(age)
    yield "phones", [{"number": each.number, "description": each.description} for each in service.phones]
    yield "schedules", [_schedule(each) for each in service.schedules]
    yield "service_at_locations", [_place(each) for each in service.service_at_locations]
    yield "sources", [{"url": each.url, "kind": each.kind} for each in service.sources]


def _place(place: ServiceAtLocation) -> dict[str, object]:
    location = place.location
    return {
        "name": location.name,
        "address": location.address,
        "latitude": location.latitude,
        "longitude": location.longitude,
        "schedules": [_schedule(each) for each in place.schedules],
    }


def _schedule(schedule: Schedule) -> dict[str, object]:
    hours: dict[str, object] = {
        "byday": list(schedule.byday),
        "opens_at": f"{schedule.opens_at:%H:%M}",
        "closes_at": f"{schedule.closes_at:%H:%M}",
    }
    return hours | ({"valid_to": str(schedule.valid_to)} if schedule.valid_to else {})
