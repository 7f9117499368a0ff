"""Words for reports of wrong entries."""

from flask_babel import lazy_gettext as _l

from portal.reports import Field, Outcome

FIELD = {
    Field.PHONE: _l("The phone or text number"),
    Field.WEBSITE: _l("The website or email"),
    Field.ADDRESS: _l("The address"),
    Field.TIMES: _l("The days or times"),
    Field.COST: _l("What it costs"),
    Field.WHO_FOR: _l("Who it is for"),
    Field.GONE: _l("It is not there any more"),
    Field.OTHER: _l("Something else"),
}

OUTCOME = {
    Outcome.FIXED: _l("Fixed"),
    Outcome.RIGHT_AS_IT_IS: _l("It is right as it is"),
    Outcome.NO_REPORT: _l("Nobody real wrote this"),
}
