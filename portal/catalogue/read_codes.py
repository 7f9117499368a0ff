"""Read `codes.yaml`, check it against the catalogue, and write what is missing at its end."""

from pathlib import Path

from portal.catalogue.codes import LETTERS, CodeEntry, Codes, assign_codes, is_code
from portal.catalogue.models import Catalogue
from portal.catalogue.read_files import find_ids
from portal.yaml_files import Fault, FieldReader, read_items

FILE = "codes.yaml"
ASSIGN = "Run `portal catalogue codes`."


def read_codes(folder: Path, faults: list[Fault]) -> Codes:
    """Return the codes in `folder`; what is no code, stands twice or cannot be read is noted and left out."""
    return Codes({entry.code: entry for entry, _reader in _read(folder, faults)})


def check_codes(folder: Path, catalogue: Catalogue) -> list[Fault]:
    """Return what does not fit the catalogue: services without a code, codes of services that are gone.

    A site goes on with both: a service without a code only stands in no pack's address. Without the file nothing is said,
    nor of a service whose file is faulty: it is there, and its code is for ever.
    """
    if not (folder / FILE).is_file():
        return []
    entries, faults = _read(folder, []), list[Fault]()
    there = find_ids(folder, "services")
    for entry, reader in entries:
        _check_entry(entry, reader, catalogue, there, faults)
    have = {entry.service_id for entry, _reader in entries if entry.retired is None}
    for service_id in catalogue.services.keys() - have:
        message = f"`{service_id}` has no code in {FILE}."
        faults.append(Fault(f"services/{service_id}.yaml", 1, "", "no-code", message, ASSIGN))
    return faults


def write_missing_codes(folder: Path, catalogue: Catalogue) -> tuple[CodeEntry, ...]:
    """Give every service without a code one, write them at the end of the file, and return them."""
    path = folder / FILE
    codes = read_codes(folder, []) if path.is_file() else Codes()
    missing = [service_id for service_id in sorted(catalogue.services) if not codes.code_of(service_id)]
    new = tuple(CodeEntry(code, service_id) for service_id, code in assign_codes(missing, codes.entries).items())
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"- {{code: {entry.code}, service_id: {entry.service_id}}}\n" for entry in new)
    return new


def _read(folder: Path, faults: list[Fault]) -> list[tuple[CodeEntry, FieldReader]]:
    path = folder / FILE
    found: dict[str, tuple[CodeEntry, FieldReader]] = {}
    owners: dict[str, int] = {}
    for reader in read_items(path, root=folder, faults=faults) if path.exists() else ():
        entry = _read_entry(reader)
        reader.finish()
        if not is_code(entry.code):
            hint = f"{ASSIGN} A code is never written by hand: letters of {LETTERS}, the last one checks the others."
            reader.fault("code", "code", f'"{entry.code}" is no code.', hint)
        elif entry.code in found:
            line = found[entry.code][1].line
            hint = f"A code is never used again, also after its service is gone. {ASSIGN}"
            reader.fault("code", "code-reused", f"`{entry.code}` was given in line {line} already.", hint)
        elif entry.retired is None and entry.service_id in owners:
            message = f"`{entry.service_id}` has a code already, in line {owners[entry.service_id]}."
            reader.fault("service_id", "two-codes", message, "Retire the newer one: it may stand on paper.")
        else:
            found[entry.code] = (entry, reader)
            owners.setdefault(entry.service_id, reader.line)
    return list(found.values())


def _read_entry(reader: FieldReader) -> CodeEntry:
    reader.require("code", "service_id")
    entry = CodeEntry(
        code=reader.text("code"),
        service_id=reader.text("service_id"),
        retired=reader.day("retired"),
        name=reader.text("name"),
        instead=reader.texts("instead"),
        need=reader.text("need"),
    )
    if entry.retired:
        reader.require("name")
        if not entry.instead and not entry.need:
            message = "Whoever holds an old pack is not told what to use now."
            reader.fault("retired", "instead", message, "Write `instead: [service ids]` or `need: id of a need`.")
    return entry


def _check_entry(
    entry: CodeEntry, reader: FieldReader, catalogue: Catalogue, there: frozenset[str], faults: list[Fault]
) -> None:
    def note(key: str, code: str, message: str, hint: str) -> None:
        faults.append(Fault(reader.file, reader.line_of(key), key, code, message, hint))

    if entry.retired is None and entry.service_id not in there:
        hint = "Keep the line and write `retired: YYYY-MM-DD`, its `name`, and `instead` or `need`."
        note("service_id", "gone", f"There is no `{entry.service_id}` any more.", hint)
    if entry.retired and entry.service_id in catalogue.services and not entry.instead:
        note(
            "retired", "not-gone", f"`{entry.service_id}` is there.", "Take `retired` out, or say what to use instead."
        )
    for each in entry.instead:
        if each not in there:
            note("instead", "dangling", f"There is no `{each}`.", "Write the id of a service that is there.")
    if entry.need and entry.need not in catalogue.needs:
        note("need", "dangling", f"There is no need `{entry.need}`.", "Write the id of a need.")
