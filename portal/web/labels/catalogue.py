"""Words for what the catalogue knows: cost, ages, how help is given, who can ask, when it is open."""

from collections.abc import Iterable
from datetime import date, time
from typing import NamedTuple

from babel.dates import get_day_names
from flask_babel import format_date, get_locale

from portal.catalogue.models import ApplicationProcess, Cost, Delivery, PublicFunds, Schedule, Service, Source, Status
from portal.local_time import WEEKDAYS
from portal.web.english import as_name
from portal.web.here import parts
from portal.web.i18n import gettext as _
from portal.web.page import catalogue_words, format_clock, join_names

_WHOLE = 17  # characters: 10:30am to 5:30pm; a longer span would be pushed out of a narrow page with large text
_MONTH = "LLLL y"  # as it stands alone: Polish bends it inside a date


class Level(NamedTuple):
    """A level of need by its name and what it means for a family."""

    name: str
    text: str


def level_of_need_words() -> tuple[Level, ...]:
    """Return the four levels of need, the lightest first."""
    return (
        Level(_("1. Help for everyone"), _("Schools, health visitors, libraries, family hubs. Nobody has to refer you.")),
        Level(_("2. A bit more help"), _("One or two things are hard right now. A course, a group or one worker can help.")),
        Level(_("3. Several kinds of help"), _("A few things are hard at once. A lead worker brings the right people together with you.")),
        Level(_("4. Help when a child is at risk"), _("A child is being hurt or may be. Social workers step in to keep the child safe.")),
    )  # fmt: skip


def cost_words(service: Service) -> str:
    """Return what it costs; unknown is a question, never "free"."""
    words = {
        Cost.FREE: _("Free"),
        Cost.LOW: _("Low cost"),
        Cost.PAID: _("You pay"),
        Cost.ASK: _("Ask about cost"),
    }
    return words[service.cost]


def age_words(service: Service) -> str:
    """Return the ages it is for; unknown is a question."""
    ages = service.ages
    if not ages.is_known:
        return _("Ask about ages")
    if ages.maximum is None:
        text = _("All ages") if not ages.minimum else _("Ages %(age)d and over", age=ages.minimum)
    elif ages.maximum == 0:
        text = _("Babies under 1")
    elif not ages.minimum:
        text = _("From birth to age %(age)d", age=ages.maximum)
    elif ages.minimum == ages.maximum:
        text = _("Age %(age)d", age=ages.minimum)
    else:
        text = _("Ages %(youngest)d to %(oldest)d", youngest=ages.minimum, oldest=ages.maximum)
    if ages.maximum_send:
        return _("%(ages)s (to %(oldest)d with special needs)", ages=text, oldest=ages.maximum_send)
    return text


def delivery_words(service: Service) -> str:
    """Return how help is given, as one list."""
    return join_names(way_words(way) for way in service.delivery)


def way_words(way: Delivery) -> str:
    """Return one way of giving help."""
    words = {
        Delivery.IN_PERSON: _("in person"),
        Delivery.AT_HOME: _("at your home"),
        Delivery.PHONE: _("by phone"),
        Delivery.TEXT: _("by text"),
        Delivery.ONLINE: _("online"),
        Delivery.EMAIL: _("by email"),
        Delivery.POST: _("by post"),
    }
    return words[way]


def asking_words(service: Service) -> str:
    """Return who can ask for it."""
    words = {
        ApplicationProcess.SELF: _("You can ask yourself"),
        ApplicationProcess.DROP_IN: _("Just turn up"),
        ApplicationProcess.SCHOOL: _("Ask your school"),
        ApplicationProcess.VOUCHER: _("Someone who helps you gives you a voucher"),
        ApplicationProcess.PROFESSIONAL: _("A worker, such as a GP or health visitor, asks for you"),
        ApplicationProcess.ASK: _("Ask how to get in"),
    }
    return words[service.application_process]


def public_funds_words(service: Service) -> str:
    """Return whether a family with no recourse to public funds may use it, empty where nobody knows."""
    words = {
        PublicFunds.YES: _("Families with this on their visa can use it."),
        PublicFunds.NO: _("Families with this on their visa cannot use it. Ask us what else there is."),
        PublicFunds.ASK: "",
    }
    return words[service.public_funds]


def status_words(service: Service) -> str:
    """Return a warning where it may not run, else nothing."""
    words = {
        Status.ACTIVE: "",
        Status.UNCONFIRMED: _("Ask if it is still running"),
        Status.TEMPORARILY_CLOSED: _("Closed for now"),
    }
    return words[service.status]


def area_words(service: Service) -> str:
    """Return whom it serves: everybody, or the areas by name."""
    if service.is_national:
        return _("Anywhere in the country")
    areas = parts().areas
    names = {council.id: as_name(council.area_name) for council in areas.councils.values()}
    names |= {each.id: as_name(each.name) for each in areas.localities.values()}
    return join_names(names[area] for area in service.service_areas if area in names)


def language_words(service: Service) -> str:
    """Return the languages it is given in, by their names in the page's language."""
    return join_names(language_name(code) for code in service.languages)


def language_name(code: str) -> str:
    """Return the name of a language in the page's language."""
    return str({**get_locale().languages, "bfi": _("British Sign Language")}.get(code, code))


def day_name(code: str) -> str:
    """Return the name of a weekday given as MO..SU."""
    return str(get_day_names("wide", locale=get_locale())[WEEKDAYS.index(code)])


def day_words(days: Iterable[str]) -> str:
    """Return weekdays as people say them: Monday to Friday; Monday and Thursday; every day."""
    numbers = sorted({WEEKDAYS.index(day) for day in days})
    if len(numbers) == len(WEEKDAYS):
        return _("Every day")
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return _("%(first)s to %(last)s", first=day_name(WEEKDAYS[numbers[0]]), last=day_name(WEEKDAYS[numbers[-1]]))
    return join_names(day_name(WEEKDAYS[number]) for number in numbers)


def span_words(opens_at: time, closes_at: time) -> str:
    """Return a span of one day, a short one as one piece that no line breaks: 9am to 5pm."""
    span = _("%(opens)s to %(closes)s", opens=format_clock(opens_at), closes=format_clock(closes_at))
    return span.replace(" ", "\N{NO-BREAK SPACE}") if len(span) <= _WHOLE else span


def opening_line(days: Iterable[str], opens_at: time, closes_at: time) -> str:
    """Return one line of opening, begun as a line is: Monday to Friday: 9am to 5pm."""
    line = _("%(days)s: %(hours)s", days=day_words(days), hours=span_words(opens_at, closes_at))
    return line[:1].upper() + line[1:]  # most languages write the names of days small


def schedule_words(schedule: Schedule) -> str:
    """Return one line of opening: days and times, or what is known."""
    if not schedule.byday or not schedule.opens_at or not schedule.closes_at or schedule.description.startswith("24"):
        return catalogue_words(schedule.description)
    line = opening_line(schedule.byday, schedule.opens_at, schedule.closes_at)
    return f"{line} – {catalogue_words(schedule.description)}" if schedule.description else line


def next_words(service: Service) -> str:
    """Return what happens when a family gets in touch."""
    words = {
        ApplicationProcess.SELF: _("Get in touch. Say what you need; you do not have to explain everything at once."),
        ApplicationProcess.DROP_IN: _("You can go along without a booking. Check the day and time first."),
        ApplicationProcess.SCHOOL: _("Speak to the school: the teacher, the office or the special needs coordinator."),
        ApplicationProcess.VOUCHER: _(
            "You need a voucher from somebody who helps you. That may be a school, a GP, a health visitor or an advice centre."
        ),
        ApplicationProcess.PROFESSIONAL: _(
            "Ask somebody who works with you to write to them for you. That may be a GP, a health visitor or a school."
        ),
        ApplicationProcess.ASK: _("Get in touch and ask how to get in."),
    }
    return words[service.application_process]


def checked_words(service: Service) -> str:
    """Return when its facts were last checked."""
    if service.assured_date is None:
        return _("We do not know when this was last checked.")
    return _("Last checked on %(day)s.", day=format_date(service.assured_date, "long"))


def checked_month_words(service: Service) -> str:
    """Return the month its facts were last checked in, short enough for a card."""
    if service.assured_date is None:
        return _("Last checked: not known.")
    return _("Last checked: %(month)s.", month=format_date(service.assured_date, _MONTH))


def source_date_words(source: Source) -> str:
    """Return the day, month or year of a source (2026-01-31, 2026-01, 2026), as far as it is known."""
    numbers = source.date.split("-")
    if len(numbers) == 1 or not all(part.isdecimal() for part in numbers):
        return source.date
    day = date(*(int(part) for part in [*numbers, "1"][:3]))
    return format_date(day, "long" if len(numbers) == 3 else _MONTH)
