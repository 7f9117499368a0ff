"""Who works on a request: give it to somebody, pass it on to another team, bring in a service."""

from flask import Blueprint, abort
from werkzeug.wrappers import Response

from portal.referrals.casework.steps import give, pass_on, pass_to_service
from portal.store import Connection
from portal.teams import Action
from portal.web.here import now, parts
from portal.web.staff.requests.guard import guard_requests, private_keys
from portal.web.staff.requests.page import find_takers, record
from portal.web.staff.requests.sharing_forms import GiveForm, PassForm, ServiceForm
from portal.web.staff.who import needs, who

bp = Blueprint("handing", __name__, url_prefix="/requests/<request_id>")
guard_requests(bp)


@bp.post("/give")
@needs(Action.WORK)
def give_to(request_id: str) -> Response | tuple[str, int]:
    """Give the request to a worker of the team, or to nobody."""
    form = GiveForm().offer(who().roster)

    def write(db: Connection) -> bool:
        worker = form.worker.data or None
        return give(db, request_id, team_id=who().team.id, worker_id=worker, by=who().id, now=now())

    return record(request_id, "give", form, write, done="given")


@bp.post("/pass-on")
@needs(Action.WORK)
def pass_to_team(request_id: str) -> Response | tuple[str, int]:
    """Pass the request on to another team of the council, or to its front door."""
    form = PassForm().offer(find_takers() or abort(404))

    def write(db: Connection) -> bool:
        return pass_on(
            db,
            request_id,
            team_id=who().team.id,
            to_team=form.to_team.data,
            reason=form.reason.data,
            private_keys=private_keys(),
            by=who().id,
            text=form.word.data,
            has_mail=bool(parts().settings.smtp_host),
            now=now(),
        )

    return record(request_id, "passing", form, write, done="passed")


@bp.post("/service")
@needs(Action.WORK)
def bring_in_service(request_id: str) -> Response | tuple[str, int]:
    """Note that a service takes something on; the request stays here."""
    form = ServiceForm()

    def write(db: Connection) -> bool:
        typed = str(form.service.data)
        services = parts().catalogue.outlines
        known = next((each.id for each in services if each.name.casefold() == typed.casefold()), "")
        return pass_to_service(
            db,
            request_id,
            team_id=who().team.id,
            service=known,
            has_agreed=form.has_agreed.data,
            private_keys=private_keys(),
            by=who().id,
            text="\n".join(filter(None, ("" if known else typed, form.service_note.data))),
            now=now(),
        )

    return record(request_id, "service", form, write, done="service")
