"""What people say is wrong in the catalogue: each with the file and the line it is about, to be put right and closed."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.reports import Outcome, Report, close_report, list_helped, list_open
from portal.reports.reports import YAML_FIELDS
from portal.store.transactions import reading, writing
from portal.teams import Action
from portal.web.here import now, parts
from portal.web.labels import reports as words
from portal.web.staff.who import needs, who
from portal.yaml_files import read_fields

bp = Blueprint("reports", __name__, url_prefix="/reports")
SHOWN = 20  # of the services that most people said did not help


@dataclass(frozen=True)
class Shown:
    """A report with the service's name and where in the files it stands."""

    report: Report
    name: str
    file: str
    line: int


@bp.get("")
@needs(Action.CURATE)
def show() -> str:
    """Show the open reports, those that may come from a machine apart; and what helped."""
    with reading(parts().engine) as db:
        reports, helped = list_open(db), list_helped(db)
    shown = _locate(reports)
    return render_template(
        "staff/reports/show.html",
        reports=[each for each in shown if not each.report.is_suspected],
        held=[each for each in shown if each.report.is_suspected],
        helped=helped[:SHOWN],
        services=parts().catalogue.services,
        fields=words.FIELD,
        outcomes=words.OUTCOME,
    )


@bp.post("/<report_id>/close")
@needs(Action.CURATE)
def close(report_id: str) -> Response:
    """Close a report; whoever asked for an answer gets one."""
    outcome = request.form.get("outcome", "")
    if outcome not in {each.value for each in Outcome}:
        abort(400)
    with writing(parts().engine) as db:
        is_done = close_report(db, report_id, Outcome(outcome), by=who().id, now=now())
    return redirect(url_for("reports.show"), code=303) if is_done else abort(404)


def _locate(reports: Iterable[Report]) -> list[Shown]:
    services = parts().catalogue.services
    found = []
    for report in reports:
        service = services.get(report.service_id)
        file = f"services/{report.service_id}.yaml"
        found.append(Shown(report, service.name if service else report.service_id, file, _line_of(file, report)))
    return found


def _line_of(file: str, report: Report) -> int:
    """Return the line of the field that is said to be wrong, the first where the file has none of it."""
    root = parts().settings.catalogue_folder
    reader = read_fields(root / file, root=root, faults=[]) if (root / file).is_file() else None
    keys = (key for key in YAML_FIELDS[report.field] if reader and reader.has(key))
    return reader.line_of(next(keys, "")) if reader else 1
