"""Read a service's file, field by field; what is wrong within the file is noted while reading."""

import re
from dataclasses import replace

from portal.catalogue.models import (
    AgeRange,
    ApplicationProcess,
    Cost,
    Delivery,
    Phone,
    PublicFunds,
    Service,
    Source,
    Status,
)
from portal.catalogue.read_location import read_schedules, read_service_at_location
from portal.yaml_files import FieldReader

OLDEST = 120
LONGEST_NAME, LONGEST_DESCRIPTION = 120, 1500
SOURCE_KINDS = ("official", "third-party", "dataset", "repo-mention")


def read_service(reader: FieldReader, service_id: str) -> Service:
    """Read one service; its id is the file's name."""
    reader.require("name", "organization_id", "description", "needs", "service_areas", "delivery", "sources")
    service = Service(
        id=service_id,
        name=read_short(reader, "name", LONGEST_NAME),
        organization_id=reader.text("organization_id"),
        description=read_short(reader, "description", LONGEST_DESCRIPTION),
        needs=reader.texts("needs"),
        service_areas=reader.texts("service_areas"),
        delivery=reader.choices("delivery", Delivery),
        status=reader.choice("status", Status, Status.ACTIVE),
        assured_date=reader.day("assured_date"),
        assurer=reader.text("assurer"),
        sources=read_sources(reader),
        notes=reader.text("notes"),
    )
    return _add_terms(reader, _add_ways_in(reader, service))


def _add_ways_in(reader: FieldReader, service: Service) -> Service:
    """Add how to reach it, where and when."""
    return replace(
        service,
        url=reader.url("url"),
        email=reader.email("email"),
        phones=tuple(_read_phone(each) for each in reader.children("phones", first="number")),
        text_to=reader.phone("text_to"),
        ask_via=reader.texts("ask_via"),
        is_crisis=reader.yes_no("is_crisis"),
        is_address_withheld=reader.yes_no("is_address_withheld"),
        service_at_locations=tuple(
            read_service_at_location(each) for each in reader.children("service_at_locations", first="name")
        ),
        schedules=read_schedules(reader),
    )


def _add_terms(reader: FieldReader, service: Service) -> Service:
    """Add who it is for, what it costs and how a family gets in."""
    return replace(
        service,
        ages=_read_ages(reader),
        eligibility_description=read_short(reader, "eligibility_description", LONGEST_DESCRIPTION),
        public_funds=reader.choice("public_funds", PublicFunds, PublicFunds.ASK),
        levels_of_need=reader.integers("levels_of_need", minimum=1, maximum=4),
        cost=reader.choice("cost", Cost, Cost.ASK),
        cost_description=read_short(reader, "cost_description", LONGEST_DESCRIPTION),
        application_process=reader.choice("application_process", ApplicationProcess, ApplicationProcess.ASK),
        languages=_read_languages(reader),
        accessibility=reader.texts("accessibility"),
    )


def read_short(reader: FieldReader, key: str, longest: int) -> str:
    """Return the text, noting one that is longer than anybody reads."""
    text = reader.text(key)
    if len(text) > longest:
        reader.fault(key, "long", f"This has {len(text)} letters.", f"Say it in at most {longest}.")
    return text


def read_sources(reader: FieldReader) -> tuple[Source, ...]:
    """Return where the facts come from: each an address or a description."""
    return tuple(_read_source(each) for each in reader.children("sources", first="url"))


def _read_source(reader: FieldReader) -> Source:
    if not reader.has("description"):
        reader.require("url")
    return Source(
        url=reader.url("url"),
        description=reader.text("description"),
        date=reader.partial_date("date"),
        kind=reader.one_of("kind", SOURCE_KINDS),
    )


def _read_phone(reader: FieldReader) -> Phone:
    reader.require("number")
    return Phone(number=reader.phone("number"), description=reader.text("description"))


def _read_ages(reader: FieldReader) -> AgeRange:
    ages = AgeRange(
        minimum=reader.integer("minimum_age", maximum=OLDEST),
        maximum=reader.integer("maximum_age", maximum=OLDEST),
        maximum_send=reader.integer("maximum_age_send", maximum=OLDEST),
    )
    if ages.minimum is not None and ages.maximum is not None and ages.maximum < ages.minimum:
        message = f"Ages {ages.minimum} to {ages.maximum} fit nobody."
        reader.fault("maximum_age", "ages", message, "Check both ages; are they the wrong way round?")
    if ages.maximum_send is not None and ages.maximum_send < (ages.maximum or ages.minimum or 0):
        message = f"{ages.maximum_send} is lower than for everybody else."
        reader.fault("maximum_age_send", "ages", message, "Write the age up to which young people with SEND may come.")
    return ages


def _read_languages(reader: FieldReader) -> tuple[str, ...]:
    languages = reader.texts("languages")
    for language in languages:
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
            message = f'"{language}" is not a language code.'
            reader.fault(
                "languages", "language", message, "Write for example `en`, `ar` or `bfi` (BSL).", item=language
            )
    return languages
