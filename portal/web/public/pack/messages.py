"""What can be copied from a pack: a text of at most 160 characters, and the words of an email."""

from collections.abc import Iterable, Iterator

from flask_babel import gettext as _
from flask_babel import ngettext

from portal.catalogue.models import Service
from portal.web.labels.catalogue import status_words
from portal.web.text_message import measure_text

LONGEST_TEXT = 160  # characters


def write_text(address: str, services: Iterable[Service], *, is_plain: bool) -> str:
    """Return the address with a few neutral words, and as many names with numbers as need no further message.

    Where not all are named, it says how many there are on the page. It says nothing of what it is about: it may light up
    on a phone that others see.
    """
    there, lines = tuple(services), list[str]()
    start = _("What we talked about: %(address)s", address=address)
    shortest = start if is_plain else _join_lines(start, lines, count=len(there))
    if is_plain or len(shortest) > LONGEST_TEXT:
        return start if len(start) <= LONGEST_TEXT else address
    for service in there:
        if service.phones and not service.is_address_withheld:
            longer = [*lines, f"{service.name}: {service.phones[0].number}"]
            if _has_room(_join_lines(start, longer, count=len(there)), beside=shortest):
                lines = longer
    return _join_lines(start, lines, count=len(there))


def write_mail(address: str, services: Iterable[Service], *, is_plain: bool) -> str:
    """Return plain words for an email; what was agreed stays on the paper."""
    blocks = [_("Here is what we talked about.")]
    blocks += ["\n".join(_lines_of(service, is_plain=is_plain)) for service in services]
    blocks += [_("All of it on one page: %(address)s", address=address)]
    return "\n\n".join(blocks)


def _join_lines(start: str, lines: list[str], *, count: int) -> str:
    """Return one line below the other, and at the end how many services there are, where some of several are not named."""
    is_told = len(lines) < count and count > 1
    end = ngettext("%(num)d is on that page.", "All %(num)d are on that page.", count) if is_told else ""
    return "\n".join(filter(None, (start, *lines, end)))


def _has_room(text: str, *, beside: str) -> bool:
    return len(text) <= LONGEST_TEXT and measure_text(text).messages <= measure_text(beside).messages


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
