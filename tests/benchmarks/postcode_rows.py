"""A made-up national file with the shape of the ONS Postcode Directory: its header, its quoting, its order, its size."""

from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

from portal.places.postcode_areas import GREAT_BRITAIN, INWARD_LETTERS

HEADER = (
    "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,hlth19cd,"
    "nhser24cd,ctry25cd,rgn25cd,ssr95cd,pcon24cd,eer20cd,educ23cd,ttwa15cd,pco19cd,itl25cd,wdstl05cd,oa01cd,wdcas03cd,"
    "npark16cd,lsoa01cd,msoa01cd,ruc01ind,oac01ind,oa11cd,lsoa11cd,msoa11cd,wz11cd,sicbl24cd,bua24cd,ruc11ind,oac11ind,"
    "lat,long,lep21cd1,lep21cd2,pfa23cd,imd20ind,cal24cd,icb23cd,oa21cd,lsoa21cd,msoa21cd,ruc21ind"
)
ROWS = 2_700_000  # May 2026 had 2,726,476
_ROW = (
    '"{outward:<4}{inward}","{outward:<5}{inward}","{outward} {inward}","198001","{ended}","E99999999","E99999999",'
    '"E0{council:07}","E05{ward:06}","E04000001","{use}","{easting}","0{northing}","1","E18000010","E40000010",'
    '"E92000001","E12000002","0","E14001111","E15000002","E99999999","E30000233","E16000065","TLD72","00BYFA",'
    '"00BYFN0012","00BYFA","E65000001","E01006448","E02001355","5","7A2","E00032644","E01033756","E02006932",'
    '"E33015322","E38000101","E63000611","A1","7C1",{latitude:.6f},{longitude:.6f},"E37000022","","E23000004",'
    '16892,"E56000005","E54000008","E00186304","E01033756","E02006932","UN1"\n'
)
_DISTRICTS = 24  # of an area
_UNITS = sorted("".join(pair) for pair in product(sorted(INWARD_LETTERS), repeat=2))
_ENDED = 3  # every third has ended


def write_directory(path: Path, rows: int) -> None:
    """Write a directory of `rows` postcodes, the same at every run."""
    with path.open("w", encoding="ascii", newline="") as file:
        file.write(HEADER + "\n")
        file.writelines(islice(_make_rows(rows), rows))


def _make_rows(rows: int) -> Iterator[str]:
    """Yield rows in the directory's order, as many units in every sector as are needed for `rows`."""
    sectors = list(_make_sectors())
    units = _UNITS[: rows // len(sectors) + 1]
    for number, (outward, sector) in enumerate(sectors):
        latitude, longitude = 50 + number % 90 / 10, -6 + number % 70 / 10
        for step, unit in enumerate(units):
            yield _ROW.format(
                outward=outward,
                inward=sector + unit,
                ended="201006" if step % _ENDED == 0 else "",
                council=6000000 + number // 90,
                ward=number // 4,
                use=int(step == 1),
                easting=300000 + number,
                northing=200000 + step,
                latitude=latitude + step / 10000,
                longitude=longitude + step / 10000,
            )


def _make_sectors() -> Iterator[tuple[str, str]]:
    for area in sorted(GREAT_BRITAIN):
        for district in sorted(str(number) for number in range(1, _DISTRICTS + 1)):
            for sector in "0123456789":
                yield area + district, sector
