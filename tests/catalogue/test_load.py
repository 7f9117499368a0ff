"""Loading the catalogue: values typed, faults named by line, the sound rest kept."""

from datetime import date, time

import pytest

from portal.catalogue.load import check_catalogue, load_catalogue
from portal.catalogue.models import Cost, Delivery, Status
from tests.catalogue.folders import HUB, change, write_file

TODAY = date(2026, 11, 30)
HUB_FILE, LINE_FILE, NEEDS_FILE = "services/northtown-hub.yaml", "services/abuse-line.yaml", "taxonomies/needs.yaml"
DANGER_FILE = "taxonomies/danger.yaml"


def test_a_sound_catalogue_loads_with_its_values(folder):
    loaded = load_catalogue(folder, today=TODAY)
    assert loaded.faults == ()
    hub = loaded.catalogue.services["northtown-hub"]
    assert (hub.id, hub.cost, hub.status, hub.delivery) == (
        "northtown-hub",
        Cost.FREE,
        Status.ACTIVE,
        (Delivery.IN_PERSON, Delivery.PHONE),
    )
    assert (hub.ages.minimum, hub.ages.maximum, hub.ages.maximum_send) == (0, 18, 25)
    assert (hub.schedules[0].opens_at, hub.schedules[0].closes_at) == (time(9), time(17))
    assert (hub.locations[0].postcode, hub.locations[0].longitude) == ("L32 1AA", -2.88)
    assert (hub.assured_date, hub.sources[0].date) == (date(2026, 11, 21), "2026-01")
    assert loaded.catalogue.needs["parenting"].nearest == ("northtown-hub",)
    assert loaded.catalogue.dangers["violence"].words["ar"] == ("يضربني",)
    assert loaded.catalogue.dangers["violence"].crisis_lines == ("abuse-line",)
    assert loaded.catalogue.synonyms["mother"].words == {"en": ("mum", "mam")}


PLANTED = [
    (HUB_FILE, "minimum_age: 0", "minimum_age: abc", 7, "minimum_age", "integer"),
    (HUB_FILE, "minimum_age: 0", "minimum_age: -1", 7, "minimum_age", "range"),
    (HUB_FILE, "maximum_age: 18", "maximum_age: 121", 8, "maximum_age", "range"),
    (HUB_FILE, "minimum_age: 0", "minimum_age: 19", 8, "maximum_age", "ages"),
    (HUB_FILE, "maximum_age_send: 25", "maximum_age_send: 16", 9, "maximum_age_send", "ages"),
    (HUB_FILE, "cost: free", "cost: freee", 10, "cost", "choice"),
    (HUB_FILE, "cost: free", "costs: free", 10, "costs", "unknown"),
    (HUB_FILE, "cost: free", "cost: free\ncost_description: £2 a week", 10, "cost", "cost"),
    (HUB_FILE, "name: Northtown Family Hub\n", "", 1, "name", "missing"),
    (HUB_FILE, "A place to go.", "", 3, "description", "missing"),
    (HUB_FILE, "A place to go.", "word " * 400, 3, "description", "long"),
    (HUB_FILE, "01632 960123", "ring the library", 12, "phones.number", "phone"),
    (HUB_FILE, "[MO, TU]", "[MO, Tue]", 15, "schedules.byday", "choice"),
    (HUB_FILE, '"09:00"', "9", 16, "schedules.opens_at", "time"),
    (HUB_FILE, "    closes_at: 17:00\n", "", 15, "schedules.closes_at", "missing"),
    (HUB_FILE, "17:00", "08:00", 17, "schedules.closes_at", "hours"),
    (HUB_FILE, "17:00", "09:00", 17, "schedules.closes_at", "hours"),
    (
        HUB_FILE,
        "17:00",
        "17:00\n    valid_from: 2026-05-01\n    valid_to: 2026-04-01",
        19,
        "schedules.valid_to",
        "dates",
    ),
    (HUB_FILE, "17:00", "17:00\n    valid_from: 2026-02-30", 18, "schedules.valid_from", "date"),
    (HUB_FILE, "L32 1AA", "L32", 21, "service_at_locations.postcode", "postcode"),
    (HUB_FILE, "latitude: 53.48", "latitude: -2.88", 22, "service_at_locations.latitude", "position"),
    (HUB_FILE, "longitude: -2.88", "longitude: -28.8", 22, "service_at_locations.latitude", "position"),
    (HUB_FILE, "    longitude: -2.88\n", "", 19, "service_at_locations.longitude", "missing"),
    (HUB_FILE, "[en, ar]", "[en, Arabic]", 24, "languages", "language"),
    (HUB_FILE, "2026-11-21", "2026-12-01", 25, "assured_date", "future"),
    (HUB_FILE, "2026-11-21", "21 November", 25, "assured_date", "date"),
    (HUB_FILE, "kind: official", "kind: offical", 29, "sources.kind", "choice"),
    (LINE_FILE, "sources:\n  - description: Printed leaflet\n", "sources: []\n", 11, "sources", "missing"),
    (LINE_FILE, "description: Printed leaflet", "date: 2026-01", 12, "sources.url", "missing"),
    (HUB_FILE, "", "name: Again", 30, "name", "duplicate"),
    (HUB_FILE, "", "id: other-hub", 30, "id", "id"),
    (
        HUB_FILE,
        "organization_id: northtown-council",
        "organization_id: northton-council",
        2,
        "organization_id",
        "dangling",
    ),
    (HUB_FILE, "[early-help, parenting]", "[early-help, parentin]", 4, "needs", "dangling"),
    (HUB_FILE, "[northtown]", "[southtown]", 5, "service_areas", "dangling"),
    (HUB_FILE, "", "ask_via: [abuse-lin]", 30, "ask_via", "dangling"),
    (HUB_FILE, "", "ask_via: [northtown-hub]", 30, "ask_via", "dangling"),
    (NEEDS_FILE, "see_also: [parenting]", "see_also: [parent]", 10, "see_also", "dangling"),
    (NEEDS_FILE, "parent_id: safety", "parent_id: safe", 5, "parent_id", "dangling"),
    (NEEDS_FILE, "name: Someone is not safe", "name: x\n  parent_id: send", 6, "parent_id", "levels"),
    (NEEDS_FILE, "nearest: [northtown-hub]", "nearest: [northtown-hubs]", 16, "nearest", "dangling"),
    (NEEDS_FILE, "  unconfirmed: No course could be confirmed.\n", "", 15, "nearest", "nearest"),
    (NEEDS_FILE, "name: Special needs\n  unconfirmed: Nothing yet.", "name: Special needs", 17, "id", "nobody-helps"),
    (NEEDS_FILE, "- id: send", "- id: safety", 17, "id", "duplicate"),
    (NEEDS_FILE, "- id: send", "- id: Send it", 17, "id", "id"),
    (NEEDS_FILE, "    en: [help", "    English: [help", 11, "words", "locale"),
    (DANGER_FILE, "[abuse-line]", "[abuseline]", 7, "crisis_lines", "dangling"),
    (DANGER_FILE, "words:\n    en: [hits me]\n    ar: [يضربني]\n", "is_unforeseen: no\n", 1, "words", "missing"),
    (LINE_FILE, "phones:\n  - number: 0808 157 0123", "url: https://example.org", 8, "is_crisis", "crisis-line"),
    (LINE_FILE, "is_address_withheld: yes", "is_address_withheld: no", 10, "is_address_withheld", "withheld"),
    (LINE_FILE, "is_address_withheld: yes\n", "", 1, "is_address_withheld", "withheld"),
    (LINE_FILE, "Ring at any time.", "Come to L32 1AA.", 3, "description", "withheld"),
    (LINE_FILE, "", "service_at_locations: [{name: A, address: 1 Street}]", 13, "service_at_locations", "withheld"),
    (
        LINE_FILE,
        "",
        "service_at_locations: [{name: A, latitude: 53.1, longitude: -2.1}]",
        13,
        "service_at_locations",
        "withheld",
    ),
    (LINE_FILE, "", "ask_via: [northtown-hub]", 13, "ask_via", "wrong-door"),
    ("taxonomies/synonyms.yaml", "[mum, mam]", "[mum, mum]", 2, "words.en", "repeated"),
    ("taxonomies/needs_said.yaml", "domestic-abuse", "domestic-abus", 1, "id", "dangling"),
    ("taxonomies/needs_said.yaml", "he reads my letters", "he took my phone", 5, "said.en", "repeated"),
    ("taxonomies/needs_said.yaml", "    en: |", "    English: |", 2, "said", "locale"),
    ("taxonomies/needs_said.yaml", "  said:", "  ordinary:", 2, "ordinary", "unknown"),
    ("taxonomies/needs_said.yaml", "  said:", "  ordinary:", 1, "said", "missing"),
    ("organizations/northtown-council.yaml", "https://www.example.org/", "www.example.org", 2, "url", "url"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "field", "code"), PLANTED)
def test_a_planted_fault_is_named_with_file_line_and_field(folder, file, old, new, line, field, code):
    change(folder, file, old, new)
    faults = check_catalogue(folder, TODAY)
    assert (file, line, field, code) in [(fault.file, fault.line, fault.field, fault.code) for fault in faults]
    assert all(fault.message.endswith((".", "?")) and fault.hint.endswith((".", "?")) for fault in faults), faults


@pytest.mark.parametrize(
    ("file", "old", "new", "hint"),
    [
        (HUB_FILE, "cost: free", "costs: free", "`cost"),
        (HUB_FILE, "minimum_age: 0", "minimum_ages: 0", "`minimum_age`"),
        (HUB_FILE, "[early-help, parenting]", "[early-help, parentin]", "`parenting`"),
        (HUB_FILE, "[northtown]", "[nortown]", "`northtown`"),
        (NEEDS_FILE, "nearest: [northtown-hub]", "nearest: [northtown-hubs]", "`northtown-hub`"),
    ],
)
def test_a_slip_of_the_pen_is_answered_with_the_near_word(folder, file, old, new, hint):
    change(folder, file, old, new)
    assert any(f"Did you mean {hint}" in fault.hint for fault in check_catalogue(folder, TODAY))


def test_every_fault_of_every_file_is_reported_at_once(folder):
    change(folder, HUB_FILE, "minimum_age: 0", "minimum_age: abc")
    change(folder, HUB_FILE, "17:00", "late")
    change(folder, LINE_FILE, "is_crisis: yes", "is_crisis: maybe")
    write_file(folder, "services/broken.yaml", "name: 'x\n")
    found = [(fault.file, fault.code) for fault in check_catalogue(folder, TODAY)]
    assert found == [
        (LINE_FILE, "yes-no"),
        ("services/broken.yaml", "syntax"),
        (HUB_FILE, "integer"),
        (HUB_FILE, "time"),
    ]


@pytest.mark.parametrize(
    "contact", ["url: https://example.org", "email: a@example.org", "text_to: 85258", "ask_via: [school]"]
)
def test_a_service_needs_one_way_in_and_one_is_enough(folder, contact):
    bare = HUB[: HUB.index("cost:")] + "sources: [{url: https://example.org}]\n"
    write_file(folder, HUB_FILE, bare)
    assert [fault.code for fault in check_catalogue(folder, TODAY)] == ["no-way-in"]
    write_file(folder, HUB_FILE, bare + contact + "\n")
    assert check_catalogue(folder, TODAY) == ()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("North Town.yaml", "north-town.yaml"),
        ("x--y.yaml", "x-y.yaml"),
        ("x.yml", "x.yaml"),
        ("y.yaml.txt", "`y.yaml`"),
    ],
)
def test_a_file_name_is_an_id(folder, name, hint):
    write_file(folder, f"services/{name}", HUB)
    faults = check_catalogue(folder, TODAY)
    assert [(fault.file, fault.code) for fault in faults] == [(f"services/{name}", "file-name")]
    assert hint in faults[0].hint


@pytest.mark.parametrize("name", ["northtown-hub.yaml.bak", "northtown-hub.yaml~", "northtown-hub.txt"])
def test_a_copy_beside_the_file_is_not_to_take_its_place(folder, name):
    write_file(folder, f"services/{name}", HUB)
    assert [fault.hint for fault in check_catalogue(folder, TODAY)] == [
        "`northtown-hub.yaml` is there: delete this one."
    ]


def test_hidden_files_are_nobodys_business(folder):
    write_file(folder, "services/.northtown-hub.yaml.swp", "\x00")
    assert check_catalogue(folder, TODAY) == ()


def test_abuse_and_substance_use_may_be_asked_about_at_a_helpline(folder):
    drugs = HUB.replace("[early-help, parenting]", "[substance-use]")
    write_file(folder, "services/drugs.yaml", drugs + "ask_via: [abuse-line]\n")
    assert check_catalogue(folder, TODAY) == ()
    write_file(folder, "services/drugs.yaml", drugs + "ask_via: [northtown-hub]\n")
    assert [fault.code for fault in check_catalogue(folder, TODAY)] == ["wrong-door"]


def test_what_holds_for_a_need_holds_for_the_needs_below_it(folder):
    change(folder, NEEDS_FILE, "", "- id: gambling\n  name: Gambling\n  parent_id: substance-use")
    gambling = HUB.replace("[early-help, parenting]", "[gambling]") + "ask_via: [northtown-hub]\n"
    write_file(folder, "services/gambling.yaml", gambling)
    assert [fault.code for fault in check_catalogue(folder, TODAY)] == ["wrong-door"]


@pytest.mark.parametrize("name", [HUB_FILE, NEEDS_FILE, "taxonomies/synonyms.yaml", "codes.yaml"])
def test_a_folder_called_like_a_file_is_a_fault_of_that_name(folder, name):
    (folder / name).unlink(missing_ok=True)
    (folder / name).mkdir()
    assert (name, "unreadable") in [(fault.file, fault.code) for fault in load_catalogue(folder, today=TODAY).faults]


def test_what_an_editor_leaves_beside_a_file_while_it_is_open_is_nothing(folder):
    (folder / "services" / ".#northtown-hub.yaml").symlink_to("somebody@machine.4711")
    assert load_catalogue(folder, today=TODAY).faults == ()
