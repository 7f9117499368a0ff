"""YAML as people write it: every value as written, every slip named with its line."""

from datetime import date, time
from enum import StrEnum
from pathlib import Path

import pytest

from portal.yaml_files import Fault, FieldReader, format_fault, nodes, read_fields, read_items


class Colour(StrEnum):
    """A choice to read."""

    RED = "red"
    DARK_BLUE = "dark blue"


def open_text(folder: Path, text: str | bytes) -> tuple[FieldReader | None, list[Fault]]:
    """Write one file and open it."""
    path = folder / "services" / "x.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    faults: list[Fault] = []
    return read_fields(path, root=folder, faults=faults), faults


def reader_of(folder: Path, text: str) -> tuple[FieldReader, list[Fault]]:
    """Open a file that can be read."""
    reader, faults = open_text(folder, text)
    assert reader is not None, faults
    return reader, faults


@pytest.fixture(params=["libyaml", "pure python"])
def both_parsers(request, monkeypatch):
    """Run with and without libyaml, which is not on every machine."""
    if request.param == "pure python":
        monkeypatch.setattr(nodes, "LOADER", nodes.yaml.BaseLoader)


@pytest.mark.parametrize(
    "written", ["no", "10:30", "5E4", "01632 960123", "2026-11-21", "0o17", "1_000", "yes", "0.10"]
)
def test_a_value_stays_what_was_written(tmp_path, both_parsers, written):
    reader, faults = reader_of(tmp_path, f"name: {written}\nother: [{written}]\n")
    assert (reader.text("name"), reader.texts("other"), faults) == (written, (written,), [])


BROKEN = [
    ("a tab for indentation", "name: x\nphones:\n\t- number: 1\n", 3, "syntax"),
    ("a quote left open", "name: x\nurl: 'abc\nemail: b\n", 2, "syntax"),
    ("a bracket left open", "name: x\nneeds: [a,\nurl: b\n", 2, "syntax"),
    ("a colon inside the text", "name: x\ndescription: Help: first steps\n", 2, "syntax"),
    ("a list among fields", "name: x\n- y\n", 2, "syntax"),
    ("bytes that are no UTF-8", b"name: x\ndescription: caf\xe9\n", 2, "encoding"),
    ("UTF-16", "name: x\n".encode("utf-16"), 1, "encoding"),
    ("a control character", "name: x\n\ndescription: a\x07b\n", 3, "encoding"),
    ("nothing", "", 1, "empty"),
    ("only a comment", "# later\n", 1, "empty"),
    ("two documents", "name: x\n---\nname: y\n", 2, "documents"),
    ("an anchor", "name: &x y\n", 1, "anchor"),
    ("an alias", "name: x\nurl: *x\n", 2, "anchor"),
    ("a tag", "name: x\nurl: !x y\n", 2, "tag"),
    ("brackets without end", "name: " + "[" * 200_000, 1, "depth"),
    ("a group as a field's name", "{a: b}: c\n", 1, "key"),
    ("text alone", "help\n", 1, "kind"),
    ("a list alone", "\n- help\n", 2, "kind"),
]


@pytest.mark.parametrize(("text", "line", "code"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_file_that_cannot_be_read_is_one_fault_with_its_line(tmp_path, both_parsers, text, line, code):
    reader, faults = open_text(tmp_path, text)
    assert reader is None
    assert [(fault.file, fault.line, fault.code) for fault in faults] == [("services/x.yaml", line, code)]
    assert faults[0].message.endswith(".")


def test_a_file_that_is_not_there_is_a_fault(tmp_path):
    faults: list[Fault] = []
    assert read_items(tmp_path / "needs.yaml", root=tmp_path, faults=faults) == ()
    assert [(fault.file, fault.code) for fault in faults] == [("needs.yaml", "unreadable")]


def test_a_mark_of_byte_order_and_windows_line_ends_do_no_harm(tmp_path, both_parsers):
    reader, faults = reader_of(tmp_path, "\ufeffname: x\r\nurl: y\r\n")
    assert (reader.text("name"), reader.line_of("url"), faults) == ("x", 2, [])


def test_a_field_written_twice_is_named_with_both_lines(tmp_path, both_parsers):
    reader, faults = reader_of(tmp_path, "name: x\nurl: y\nname: z\n")
    assert reader.text("name") == "x"
    assert [(fault.line, fault.field, fault.code) for fault in faults] == [(3, "name", "duplicate")]
    assert "line 1" in faults[0].message


@pytest.mark.parametrize(
    ("text", "lines"),
    [("name: Room #4\n", [1]), ("name: four  # the number\n", []), ("name: 'Room #4'\n", []), ("name: C#4\n", [])],
)
def test_text_cut_by_a_hash_is_named_but_a_comment_is_fine(tmp_path, both_parsers, text, lines):
    _, faults = reader_of(tmp_path, text)
    assert [fault.line for fault in faults if fault.code == "comment"] == lines


GOOD = [
    ("text", {}, "  two words ", "two words"),
    ("integer", {"maximum": 9}, "9", 9),
    ("number", {"minimum": 49, "maximum": 61}, "53.4", 53.4),
    ("day", {}, "2024-02-29", date(2024, 2, 29)),
    ("partial_date", {}, "2026-01", "2026-01"),
    ("clock", {}, "10:30", time(10, 30)),
    ("yes_no", {}, "yes", True),
    ("yes_no", {}, "no", False),
    ("url", {}, "https://www.example.org/a?b=c", "https://www.example.org/a?b=c"),
    ("email", {}, "hub@example.org", "hub@example.org"),
    ("phone", {}, "01632 960123", "01632 960123"),
    ("phone", {}, "999", "999"),
    ("phone", {}, "0800 585858", "0800 585858"),
    ("phone", {}, "016977 3999", "016977 3999"),
    ("phone", {}, "85258", "85258"),
    ("phone", {}, "+44 1632 960123", "+44 1632 960123"),
    ("one_of", {"options": ["a", "b"]}, "b", "b"),
    ("choice", {"options": Colour, "default": Colour.RED}, "dark blue", Colour.DARK_BLUE),
]


@pytest.mark.parametrize(("kind", "options", "written", "expected"), GOOD)
def test_a_field_gives_its_value(tmp_path, kind, options, written, expected):
    reader, faults = reader_of(tmp_path, f"field: {written}\n")
    assert getattr(reader, kind)("field", **options) == expected
    assert faults == []


WRONG = [
    ("integer", {"maximum": 120}, "abc", "integer", "`5`"),
    ("integer", {"maximum": 120}, "5.5", "integer", "`5`"),
    ("integer", {"maximum": 120}, "-1", "range", "from 0 to 120"),
    ("integer", {"maximum": 120}, "121", "range", "from 0 to 120"),
    ("number", {"minimum": -1, "maximum": 1}, "nan", "number", "1"),
    ("number", {"minimum": -1, "maximum": 1}, "2.5", "range", "from -1 to 1"),
    ("day", {}, "2026-02-30", "date", "Look the date up"),
    ("day", {}, "21/11/2026", "date", "2026-11-21"),
    ("partial_date", {}, "2026-13", "date", ""),
    ("partial_date", {}, "January 2026", "date", "2026-11"),
    ("clock", {}, "9", "time", "09:00"),
    ("clock", {}, "9:30", "time", "09:30"),
    ("clock", {}, "4pm", "time", "16:00"),
    ("clock", {}, "12.30 am", "time", "00:30"),
    ("clock", {}, "25:00", "time", "23:59"),
    ("clock", {}, "10:75", "time", "23:59"),
    ("yes_no", {}, "true", "yes-no", "`yes` or `no`"),
    ("url", {}, "www.example.org", "url", "https://www.example.org"),
    ("url", {}, "https://exam ple.org", "url", "https://example.org"),
    ("url", {}, "javascript:alert(1)", "url", "https"),
    ("url", {}, "'https://[x'", "url", "https"),
    ("email", {}, "hub at example.org", "email", "hub@example.org"),
    ("email", {}, "a@b@example.org", "email", "hub@example.org"),
    ("phone", {}, "ring us", "phone", "01632 960123"),
    ("phone", {}, "0151 23", "phone", "01632 960123"),
    ("phone", {}, "0151 541 902", "phone", "all 11"),
    ("phone", {}, "0151 233 8501 ext 4", "phone", "01632 960123"),
    ("one_of", {"options": ["library", "other"]}, "libary", "choice", "`library`"),
    ("choice", {"options": Colour, "default": Colour.RED}, "Dark Blue", "choice", "`dark blue`"),
    ("choice", {"options": Colour, "default": Colour.RED}, "green", "choice", "`red`, `dark blue`"),
    ("text", {}, "null", "null", "Leave the field out"),
    ("text", {}, "[a]", "kind", "field: text"),
    ("texts", {}, "a", "kind", "[one, two]"),
    ("texts", {}, "[a, {b: c}]", "kind", "field: text"),
    ("texts", {}, "[a, b, a]", "repeated", "Keep one"),
    ("texts", {}, "[a, '']", "empty", "take it out"),
    ("child", {}, "a", "kind", "name: value"),
    ("children", {}, "[a]", "kind", "name: value"),
    ("children", {"first": "number"}, "01632 960123", "kind", "`field:` and below it `  - number: 01632 960123`"),
]


@pytest.mark.parametrize(("kind", "options", "written", "code", "hint"), WRONG)
def test_a_wrong_value_says_what_to_write(tmp_path, kind, options, written, code, hint):
    reader, faults = reader_of(tmp_path, f"name: x\nfield: {written}\n")
    getattr(reader, kind)("field", **options)
    assert [(fault.line, fault.field, fault.code) for fault in faults] == [(2, "field", code)]
    assert hint in faults[0].hint


def test_fields_that_are_absent_or_empty_give_the_default(tmp_path):
    reader, faults = reader_of(tmp_path, "name:\nurl: ''\n")
    assert (reader.text("name"), reader.url("url"), reader.integer("age", maximum=9)) == ("", "", None)
    assert reader.choice("colour", Colour, Colour.RED) is Colour.RED
    assert reader.yes_no("is_open", default=True) is True
    assert (reader.texts("needs"), reader.child("team"), reader.children("phones")) == ((), None, ())
    assert faults == []


def test_a_required_field_may_neither_be_absent_nor_empty(tmp_path):
    reader, faults = reader_of(tmp_path, "id: x\nname:\n")
    reader.require("id", "name", "url")
    assert [(fault.line, fault.field, fault.code) for fault in faults] == [
        (2, "name", "missing"),
        (1, "url", "missing"),
    ]


def test_a_fault_inside_a_list_has_the_line_of_its_entry(tmp_path):
    reader, faults = reader_of(tmp_path, "days:\n  - 2026-01-01\n  - soon\nphones:\n  - number: 999\n  - number: x\n")
    assert reader.days("days") == (date(2026, 1, 1),)
    assert [phone.phone("number") for phone in reader.children("phones")] == ["999", ""]
    assert [(fault.line, fault.field) for fault in faults] == [(3, "days"), (6, "phones.number")]
    assert reader.line_of("days", "2026-01-01") == 2


def test_a_field_nobody_knows_is_named_with_the_near_one(tmp_path):
    reader, faults = reader_of(tmp_path, "minimum_ages: 5\nphones:\n  - numer: 999\nbanana: 1\n")
    reader.integer("minimum_age", maximum=120)
    for phone in reader.children("phones"):
        phone.phone("number")
    reader.finish()
    assert [(fault.line, fault.field, fault.code) for fault in faults] == [
        (1, "minimum_ages", "unknown"),
        (4, "banana", "unknown"),
        (3, "phones.numer", "unknown"),
    ]
    assert faults[0].hint == "Did you mean `minimum_age`?"
    assert "minimum_age" in faults[1].hint


def test_groups_under_free_names_keep_their_names(tmp_path):
    reader, faults = reader_of(tmp_path, "words:\n  en: [a, b]\n  ar: [ج]\ndistricts: {L4: 1, L6: 0.404, L7: 3}\n")
    assert reader.texts_by_key("words") == {"en": ("a", "b"), "ar": ("ج",)}
    assert reader.numbers_by_key("districts", minimum=0, maximum=1) == {"L4": 1.0, "L6": 0.404}
    reader.finish()
    assert [(fault.line, fault.field) for fault in faults] == [(4, "districts.L7")]


def test_a_list_file_gives_a_reader_for_each_entry(tmp_path):
    path = tmp_path / "needs.yaml"
    path.write_text("- id: a\n- id: b\n", encoding="utf-8")
    faults: list[Fault] = []
    readers = read_items(path, root=tmp_path, faults=faults)
    assert [(reader.text("id"), reader.line) for reader in readers] == [("a", 1), ("b", 2)]
    path.write_text("id: a\n", encoding="utf-8")
    assert read_items(path, root=tmp_path, faults=faults) == ()
    assert [(fault.line, fault.code) for fault in faults] == [(1, "kind")]


def test_a_fault_reads_as_one_line():
    fault = Fault("services/x.yaml", 12, "minimum_age", "integer", '"abc" is not a whole number.', "Write `5`.")
    assert format_fault(fault) == 'services/x.yaml:12: minimum_age: "abc" is not a whole number. Write `5`.'
    assert format_fault(Fault("x.yaml", 1, "", "empty", "The file is empty.")) == "x.yaml:1: The file is empty."
