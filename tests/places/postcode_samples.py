"""Small postcode files in the shapes that the Ordnance Survey and the ONS publish."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from portal.places.imported import ImportedPostcodes
from portal.places.importer import Report, import_postcodes
from portal.places.models import Record
from portal.places.postcode import Postcode

NORTH, SOUTH = "E00000001", "E00000002"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CODE_POINT = f"""\
"L1  0AA",10,334864,389326,"E92000001","","","","{NORTH}","E05000001"
"L20 4AA",50,334868,394396,"E92000001","","","","{SOUTH}","E05000004"
"WA102AB",90,0,0,"","","","","",""
"L3 5AG",60,335369,390445,"E92000001","","","","",""
"""
OLD = "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oa01,lat,long,imd"
NEW = "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,oa01cd,lat,long,imd20ind"
LATER = NEW.replace("25cd", "27cd").replace("wd27cd", "WD27CD").replace("pcds", " PCDS ")
NSPL = "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty25cd,lad25cd,wd25cd,lat,long"


class OneRecord:
    """A file that knows one postcode."""

    def __init__(self, text: str, record: Record) -> None:
        self.text, self.record = text, record

    def find(self, code: Postcode) -> Record | None:
        """Return the record of its one postcode."""
        return self.record if code.text == self.text else None

    def has_area_of(self, code: Postcode) -> bool:
        """Tell whether its one postcode begins with the same letters."""
        return self.text[:2] == code.area


def ons_row(header: str, code: str, **values: str) -> str:
    """Return a quoted row under `header`, with what a live code in Northtown has wherever `values` say nothing."""
    known = {"pcds": code, "doterm": "", "lad": NORTH, "wd": "E05000001", "usertype": "0", "grid": "1"}
    known |= {"lat": "53.450000", "long": "-2.950000", **values}
    keys = {"oslaua": "lad", "osward": "wd", "osgrdind": "grid", "gridind": "grid", "usrtypind": "usertype"}
    names = [name.strip().lower() for name in header.split(",")]
    short = [keys.get(name, "lad" if name[:3] == "lad" else "wd" if name[:2] == "wd" else name) for name in names]
    return ",".join(f'"{known.get(name, "x")}"' for name in short)


def ons_file(header: str, *rows: str) -> str:
    """Return the text of an ONS file."""
    return "\r\n".join([header, *rows, ""])


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """Write files under `folder`."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def run(path: Path, target: Path, *, with_northern_ireland: bool = False) -> Report:
    """Import one path."""
    return import_postcodes([path], target, now=NOW, with_northern_ireland=with_northern_ireland)


def find(target: Path, text: str) -> Record | None:
    """Look a postcode up in an imported file."""
    return ImportedPostcodes(target).find(Postcode.parse(text))
