"""What can be copied from a pack: a text of at most 160 characters, and the words of an email."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _

from portal.catalogue.models import Service
from portal.web.labels.catalogue import status_words
from portal.web.text_message import measure_text

LONGEST_TEXT = 160  # characters


def write_text(address: str, services: Iterable[Service], *, is_plain: bool) -> str:
    """Return the address with a few neutral words, and as many names with numbers as need no further message.

    It says nothing of what it is about: it may light up on a phone that others see.
    """
    text = _("What we talked about: %(address)s", address=address)
    if len(text) > LONGEST_TEXT:
        text = address
    named = [service for service in services if service.phones and not service.is_address_withheld]
    for service in () if is_plain else named:
        longer = f"{text}\n{service.name}: {service.phones[0].number}"
        if len(longer) <= LONGEST_TEXT and measure_text(longer).messages == measure_text(text).messages:
            text = longer
    return text


def write_mail(address: str, services: Iterable[Service], *, is_plain: bool) -> str:
    """Return plain words for an email; what was agreed stays on the paper."""
    blocks = [_("Here is what we talked about.")]
    blocks += ["\n".join(_lines_of(service, is_plain=is_plain)) for service in services]
    blocks += [_("All of it on one page: %(address)s", address=address)]
    return "\n\n".join(blocks)


def _lines_of(service: Service, *, is_plain: bool) -> Iterator[str]:
    yield _("A number to ring") if is_plain and service.is_address_withheld else service.name
    if status := status_words(service):
        yield status
    yield from (f"{phone.number}" for phone in service.phones[:2])
    if service.text_to:
        yield _("Text: %(number)s", number=service.text_to)
    if service.email and not service.is_address_withheld:
        yield service.email
    if service.url and not service.is_address_withheld:
        yield service.url
    for location in service.locations[:1]:
        yield ", ".join(filter(None, (location.name, location.address, location.postcode)))
