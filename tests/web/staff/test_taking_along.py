"""A request on paper and as a file: both are readings, by a published form."""

import json

from portal.parts import Parts
from portal.referrals.following.wishes import WishKind, add_wish
from portal.store.transactions import writing
from portal.teams import Role, add_person, add_team, find_people, issue_sign_in_link
from tests.clock import StoppedClock
from tests.page import text_of
from tests.page_client import PageClient
from tests.web.staff.conftest import COUNCIL, OTHER_COUNCIL, TRIED, Send, do, kinds_of_events, open_it, token_on


def test_the_page_to_print_has_everything_once_and_no_forms(
    worker: PageClient, parts: Parts, send: Send, clock: StoppedClock
) -> None:
    request_id = send()
    open_it(worker, request_id)
    do(worker, request_id, "attempts", {**TRIED, "note": "Rang twice"})
    with writing(parts.engine) as db:
        add_wish(db, request_id, WishKind.WITHDRAW, public_key=parts.public_keys[COUNCIL], now=clock())
    page = worker.get(f"/requests/{request_id}/print")
    for told in ("What is safe", "01632 960123", "I do not know what to do.", "Rang twice", "Bo", "do not want this"):
        assert told in page.text
    assert page.text.index("What is safe") < page.text.index("01632 960123")
    assert not list(page.main.iter("form"))
    assert kinds_of_events(parts, request_id)[-1] == "printed"
    assert "Opened to print (Practice reader)" in worker.get(f"/requests/{request_id}").text


def test_the_request_itself_is_printed_without_its_forms(worker: PageClient, send: Send) -> None:
    request_id = send()
    open_it(worker, request_id)
    main = worker.get(f"/requests/{request_id}").main
    left_out = {field for part in main.iterfind(".//*[@class='no-print']") for field in part.iter("textarea")}
    assert left_out
    assert left_out == set(main.iter("textarea"))


def test_the_file_holds_everything_and_its_taking_is_noted(worker: PageClient, parts: Parts, send: Send) -> None:
    request_id = send()
    open_it(worker, request_id)
    do(worker, request_id, "attempts", {**TRIED, "note": "Rang twice"})
    answer = do(worker, request_id, "download", status=200)
    assert answer.headers["Content-Type"] == "application/json"
    file = json.loads(answer.html)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{file["reference"]}.json"'
    assert file["answers"]["contacts"][0]["detail"] == "01632 960123"
    assert [(each["by"], each["note"]) for each in file["tries"]] == [("Practice reader", "Rang twice")]
    assert kinds_of_events(parts, request_id)[-1] == "downloaded"


def test_the_file_names_people_of_the_team_it_came_from(
    worker: PageClient, parts: Parts, send: Send, clock: StoppedClock
) -> None:
    with writing(parts.engine) as db:
        add_team(db, team_id="east", council_id=COUNCIL, locality_id="e", name="East", now=clock(), is_practice=True)
        for name, role in (("Nell", Role.MANAGER), ("Ned", Role.READER)):
            add_person(db, "east", name=name, email=f"{name.lower()}@example.org", role=role, now=clock())
        nell = next(each.id for each in find_people(db, "east") if each.name == "Nell")
        link = f"/sign-in/{issue_sign_in_link(db, 'east', clock(), person_id=nell)}"
    request_id = send()
    open_it(worker, request_id)
    do(worker, request_id, "notes", {"text": "Rang"})
    do(worker, request_id, "pass-on", {"to_team": "east", "reason": "moved", "word": "Take care"})
    nells = PageClient(worker._client.application)
    nells.submit(nells.get(link))
    for what, part in (("download", lambda file: file), ("download-all", lambda file: file["request"])):
        file = part(json.loads(do(nells, request_id, what, status=200).html))
        assert [each["by"] for each in file["entries"]] == ["Practice reader", "Practice reader"]


def test_everybody_may_read_the_files_form(worker_browser: PageClient, worker: PageClient, send: Send) -> None:
    request_id = send()
    open_it(worker, request_id)
    file = json.loads(do(worker, request_id, "download", status=200).html)
    schema = json.loads(worker_browser.get("/schema/request-2.json").html)
    assert set(schema["$defs"]["RequestFile"]["required"]) == set(file)


def test_what_nobody_has_opened_is_neither_printed_nor_taken(worker: PageClient, parts: Parts, send: Send) -> None:
    request_id = send()
    token = token_on(worker.get(f"/requests/{request_id}"))
    assert "Ada" not in worker.get(f"/requests/{request_id}/print", status=409).html
    assert "Ada" not in worker.post(f"/requests/{request_id}/download", token, status=409).html
    assert kinds_of_events(parts, request_id) == ["received", "routed"]


def test_another_teams_is_neither_printed_nor_taken(worker: PageClient, send: Send) -> None:
    theirs = send(council=OTHER_COUNCIL)
    worker.get(f"/requests/{theirs}/print", status=404)
    worker.post(f"/requests/{theirs}/download", token_on(worker.get(f"/requests/{send()}")), status=404)


def test_the_file_leaves_only_by_a_press(worker: PageClient, send: Send) -> None:
    page = open_it(worker, send())
    assert not [link for link in page.main.iter("a") if "download" in (link.get("href") or "")]
    assert "Download the file" in [text_of(each) for each in page.main.iter("button")]


def test_a_manager_takes_everything_for_a_familys_access_request(manager: PageClient, parts: Parts, send: Send) -> None:
    request_id = send()
    open_it(manager, request_id)
    file = json.loads(do(manager, request_id, "download-all", status=200).html)
    assert file["request"]["answers"]["name"] == "Ada"
    assert ("read", "Practice manager") in [(each["kind"], each["actor"]) for each in file["events"]]
    assert kinds_of_events(parts, request_id)[-1] == "exported"
