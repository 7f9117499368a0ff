"""`portal translations`, on a folder of languages and a catalogue of this test's own."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from click.testing import Result

from portal.commands.translation_files import forms, read_language, read_po_file, write_text
from portal.commands.translation_texts import Part, part_of, texts_of
from tests.commands.conftest import Run

PLACED = "%(council)s calls it “%(label)s”."
COUNTED = "%(num)d service is listed."
HELPLINE = "Ring 0800 1111 for help with sleep."


class Desk:
    """A translator's desk: a folder of languages, a catalogue of one service, the command on both."""

    def __init__(self, run: Run, folder: Path) -> None:
        self._run, self.languages, self.catalogue = run, folder / "languages", folder / "catalogue"
        self.sent = folder / "sent.po"
        self.languages.mkdir()
        (self.catalogue / "services").mkdir(parents=True)
        self.describe(HELPLINE)

    def describe(self, text: str) -> None:
        (self.catalogue / "services" / "one.yaml").write_text(f"name: One\ndescription: {text}\n")

    def run(self, *words: str | Path, status: int = 0) -> Result:
        where = {"PORTAL_TRANSLATIONS": str(self.languages), "PORTAL_CATALOGUE": str(self.catalogue)}
        return self._run("translations", *map(str, words), status=status, **where)

    def hand_back(self, texts: dict[str, str | tuple[str, ...]], status: int = 0) -> Result:
        """Export, fill in `texts` by the beginning of their English, import."""
        self.run("export", "ro", self.sent)
        catalog = read_po_file(self.sent)
        for message in texts_of(catalog):
            english = message.id if isinstance(message.id, str) else message.id[0]
            message.string = next((text for start, text in texts.items() if english.startswith(start)), message.string)
            message.flags.discard("fuzzy")
        self.sent.write_bytes(write_text(catalog))
        return self.run("import", "ro", self.sent, status=status)

    def translated(self, english: str, context: str | None = None) -> tuple[str, ...]:
        message = read_language(self.languages, "ro").get(english, context)
        assert message is not None
        return forms(message)


@pytest.fixture
def desk(run: Run, tmp_path: Path) -> Desk:
    desk = Desk(run, tmp_path)
    desk.run("add", "ro")
    return desk


def test_a_language_is_added_with_every_text_and_its_plural_forms(desk: Desk) -> None:
    catalog = read_language(desk.languages, "ro")
    assert (catalog.num_plurals, catalog.fuzzy) == (3, False)
    assert {part_of(message) for message in texts_of(catalog)} == {Part.INTERFACE, Part.SERVICES, Part.STAFF}
    assert "not yet reviewed by a speaker" in catalog.header_comment
    assert desk.run("add", "ro", status=1).output == "There is already a language ro.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", "klingon"], "klingon is no language code that is known. Write for example ur, ro or zh_Hans."),
        (["export", "ur", "x.po"], "There is no language ur, only ro. Add one: portal translations add ur"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_write(desk: Desk, words: list[str], said: str) -> None:
    assert desk.run(*words, status=1).output == f"{said}\n"


def test_a_sound_translation_comes_back_whole(desk: Desk) -> None:
    plural = ("%(num)d serviciu.", "%(num)d servicii.", "%(num)d de servicii.")
    told = desk.hand_back({"Page not found": "Pagina nu există", COUNTED: plural, HELPLINE: "Sună la 0800 1111."})
    assert told.output.startswith("3 taken, 0 as before, ")
    assert desk.translated("Page not found") == ("Pagina nu există",)
    assert desk.translated(COUNTED) == plural
    assert desk.translated(HELPLINE, "catalogue") == ("Sună la 0800 1111.",)


@pytest.mark.parametrize(
    ("english", "text", "said"),
    [
        (PLACED, "%(council)s îi spune așa.", "%(label)s of the English is missing"),
        (PLACED, "%(council)s: “%(label)s”, %(name)s.", "there is no %(name)s in the English"),
        ("Page not found", "100% pierdut", 'a percent sign breaks the page: write "per cent" in words'),
        ("Page not found", "<b>Pierdut</b>", "no markup here: <b>"),
        (HELPLINE, "Sună la 0800 1112.", "the numbers differ from the English"),
        (COUNTED, ("%(num)d serviciu.", "", ""), "1 of the 3 plural forms are filled in"),
    ],
)
def test_what_would_break_a_page_is_refused_by_its_line_and_the_rest_is_kept(
    desk: Desk, english: str, text: str | tuple[str, ...], said: str
) -> None:
    told = desk.hand_back({english: text, "Too many tries": "Prea multe încercări"}, status=1)
    refusal = told.output.splitlines()[0]
    where, line, reason = refusal.split(":", 2)
    assert english.split("”", maxsplit=1)[0] in desk.sent.read_text().splitlines()[int(line) - 1]
    assert (where, reason.strip().startswith(said)) == (str(desk.sent), True)
    assert told.output.splitlines()[1].startswith("1 taken, ")
    assert desk.translated("Too many tries") == ("Prea multe încercări",)


def test_english_that_changed_makes_the_translation_stale_and_shows_what_it_was_made_of(desk: Desk) -> None:
    desk.hand_back({HELPLINE: "Sună la 0800 1111."})
    desk.describe("Ring 0800 1111 for help with sleep and food.")
    (stale,) = [line for line in desk.run("update").output.splitlines() if "services" in line]
    assert stale.split() == ["ro", "services", "1", "0", "0", "1"]
    desk.run("export", "ro", desk.sent, "--part", "services")
    assert f"Before: {HELPLINE}" in desk.sent.read_text()
    desk.hand_back({"Ring 0800": "Sună la 0800 1111, pentru somn și mâncare."})
    assert "# Before: " not in (desk.languages / "ro" / "LC_MESSAGES" / "messages.po").read_text()


def test_what_is_stale_in_one_language_stays_missing_in_another(desk: Desk) -> None:
    desk.hand_back({HELPLINE: "Sună la 0800 1111."})
    desk.run("add", "ur")
    desk.describe("Ring 0800 1111 for help with sleep and food.")
    lines = [line.split() for line in desk.run("update").output.splitlines() if "services" in line]
    assert lines == [["ro", "services", "1", "0", "0", "1"], ["ur", "services", "1", "0", "1", "0"]]


def test_a_text_that_is_new_and_like_no_other_is_missing(desk: Desk) -> None:
    desk.hand_back({HELPLINE: "Sună la 0800 1111."})
    desk.describe("Swim on Mondays.")
    (missing,) = [line for line in desk.run("update").output.splitlines() if "services" in line]
    assert missing.split() == ["ro", "services", "1", "0", "1", "0"]


def test_a_text_whose_english_changed_meanwhile_is_refused(desk: Desk) -> None:
    desk.run("export", "ro", desk.sent)
    desk.describe("Ring 0800 1111 for help with sleep and food.")
    catalog = read_po_file(desk.sent)
    message = catalog.get(HELPLINE, "catalogue")
    assert message is not None
    message.string = "Sună la 0800 1111."
    desk.sent.write_bytes(write_text(catalog))
    assert "the English has changed" in desk.run("import", "ro", desk.sent, status=1).output


def test_what_no_page_says_is_refused(desk: Desk) -> None:
    catalog = Catalog(locale="ro")
    catalog.add("Nobody says this", "Nimeni")
    desk.sent.write_bytes(write_text(catalog))
    assert "no page says this" in desk.run("import", "ro", desk.sent, status=1).output


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("msgid Page", "cannot be read as a .po file"),
        ('msgid ""\nmsgstr "Language: ur\\n"\n', "says that it is ur, not ro"),
    ],
)
def test_a_wrong_file_changes_nothing(desk: Desk, content: str, said: str) -> None:
    before = (desk.languages / "ro" / "LC_MESSAGES" / "messages.po").read_bytes()
    desk.sent.write_text(content)
    assert said in desk.run("import", "ro", desk.sent, status=1).output
    assert (desk.languages / "ro" / "LC_MESSAGES" / "messages.po").read_bytes() == before


def test_a_template_holds_every_text(run: Run, tmp_path: Path) -> None:
    run("translations", "extract", str(tmp_path / "all.pot"))
    assert "services_catalogue/taxonomies/needs.yaml" in (tmp_path / "all.pot").read_text()
