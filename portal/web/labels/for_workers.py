"""Words for those who work with families: levels of need and the ways in, as they say it."""

from flask_babel import gettext as _

from portal.catalogue.models import ApplicationProcess, Service
from portal.web.labels.catalogue import level_of_need_words
from portal.web.page import join_names


def route_words(route: ApplicationProcess) -> str:
    """Return who can refer, and how."""
    words = {
        ApplicationProcess.SELF: _("The family asks itself; you can help it to"),
        ApplicationProcess.DROP_IN: _("Nobody refers: the family walks in"),
        ApplicationProcess.SCHOOL: _("The school asks"),
        ApplicationProcess.VOUCHER: _("You give the family a voucher"),
        ApplicationProcess.PROFESSIONAL: _("A worker refers, if the family agrees"),
        ApplicationProcess.ASK: _("Not known: ask them"),
    }
    return words[route]


def level_words(service: Service) -> str:
    """Return the levels of need it fits, or that nobody wrote them down."""
    names = level_of_need_words()
    levels = [names[level - 1].name for level in service.levels_of_need]
    return join_names(levels) if levels else _("Not known: ask them")
