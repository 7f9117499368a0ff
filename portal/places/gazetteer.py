"""From a postcode, sector or district to a place: its council, locality and position, or whom to ask."""

from dataclasses import replace
from typing import Protocol, TypedDict

from portal.places.areas import Areas
from portal.places.models import CodeCount, Place, PlaceError, PlaceFault, Precision, Record
from portal.places.postcode import District, Postcode, Sector

# Of a sector's postcodes in one council: asks 12.3 % of people, silently wrong for 0.06 % (OS Code-Point Open 2025.4).
CERTAIN = 0.98


class Records(Protocol):
    """A file of whole postcodes, imported by the operator."""

    def find(self, code: Postcode) -> Record | None:
        """Return what the file says of the postcode, or None."""

    def has_area_of(self, code: Postcode) -> bool:
        """Tell whether the file has any postcode of the same area (the letters it begins with)."""


class Gazetteer:
    """Find places by the imported file where there is one, else by the shares of the postcode's sector or district."""

    def __init__(self, areas: Areas, records: Records | None = None) -> None:
        self._areas = areas
        self._records = records

    def find(self, code: Postcode | Sector | District) -> Place:
        """Return the place of `code`; raise `PlaceError(unknown)` where not even its district is known."""
        record = self._records.find(code) if self._records and isinstance(code, Postcode) else None
        if record and record.council:
            return self._from_record(code, record)
        place = self._from_count(code)
        if place is None:
            raise PlaceError(PlaceFault.UNKNOWN)
        if record is None:
            return replace(place, is_unlisted=self._is_unlisted(code))
        place = replace(place, is_terminated=record.is_terminated)
        return replace(place, point=record.point, precision=Precision.POSTCODE) if record.point else place

    def choose_council(self, place: Place, council: str) -> Place:
        """Return `place` in the council a person says is theirs: the id of a covered one or the GSS code of another."""
        if council in self._areas.councils:
            ward = place.ward if place.council == council else None
            locality = self._locality(place.district, council, ward or "")
            return replace(place, council=council, ward=ward, locality=locality, candidates=(), outside=None)
        if not self._areas.name_of(council):
            raise PlaceError(PlaceFault.UNKNOWN_COUNCIL)
        return replace(place, council=None, ward=None, locality=None, candidates=(), outside=council)

    def place_of_council(self, council_id: str) -> Place:
        """Return the place of somebody who only named their council."""
        if council_id not in self._areas.councils:
            raise PlaceError(PlaceFault.UNKNOWN_COUNCIL)
        return Place(Precision.COUNCIL, council=council_id)

    def _from_record(self, code: Postcode | Sector | District, record: Record) -> Place:
        """Answer with what the imported file says; its position, where it has none, is the sector's."""
        count, near = self._count_of(code)
        council_id = self._areas.council_id(record.council)
        return Place(
            precision=Precision.POSTCODE if record.point or count is None else near,
            point=record.point or (count.point if count else None),
            council=council_id,
            ward=record.ward or None,
            locality=self._locality(code.district, council_id, record.ward) if council_id else None,
            outside=None if council_id else record.council,
            is_large_user=record.is_large_user or (count is not None and count.is_large_user),
            is_terminated=record.is_terminated,
            **_names(code),
        )

    def _from_count(self, code: Postcode | Sector | District) -> Place | None:
        """Answer for a council only where nearly all of the postcodes lie in it, else name those to ask about."""
        count, precision = self._count_of(code)
        if count is None:
            return None
        certain = count.certain_council(CERTAIN)
        council_id = self._areas.council_id(certain) if certain else None
        return Place(
            precision=precision,
            point=count.point,
            council=council_id,
            locality=self._locality(code.district, council_id) if council_id else None,
            candidates=() if certain else tuple(self._areas.council_id(gss) or gss for gss in count.councils),
            outside=None if council_id else certain,
            is_large_user=count.is_large_user,
            **_names(code),
        )

    def _is_unlisted(self, code: Postcode | Sector | District) -> bool:
        """Tell whether the imported file should have the code and has not."""
        return self._records is not None and isinstance(code, Postcode) and self._records.has_area_of(code)

    def _count_of(self, code: Postcode | Sector | District) -> tuple[CodeCount | None, Precision]:
        """Return what is known of the sector, else of the district, and which of them it was."""
        codes = self._areas.codes
        if sector := codes.get(_names(code)["sector"]):
            return sector, Precision.SECTOR
        return codes.get(code.district), Precision.DISTRICT

    def _locality(self, district: str, council_id: str, ward: str = "") -> str | None:
        """Return the council's locality by the ward, else by the district."""
        claimed = self._areas.wards.get(ward)
        if claimed and self._areas.localities[claimed].council_id == council_id:
            return claimed
        return self._locality_by_district(district, council_id)

    def _locality_by_district(self, district: str, council_id: str) -> str | None:
        """Return the locality that holds nearly all of the council's postcodes in the district, if one does."""
        count = self._areas.codes.get(district)
        total = count.councils.get(self._areas.councils[council_id].gss, 0) if count else 0
        for locality in self._areas.localities_of(council_id):
            here = round(locality.districts.get(district, 0) * count.postcodes) if count else 0
            if total and here >= CERTAIN * total:
                return locality.id
        return None


class _Names(TypedDict):
    postcode: str
    sector: str
    district: str
    is_repaired: bool


def _names(code: Postcode | Sector | District) -> _Names:
    """Return what a place keeps of the code that was typed."""
    if isinstance(code, Postcode):
        whole, sector = code.text, code.sector
    else:
        whole, sector = "", code.text if isinstance(code, Sector) else ""
    return {"postcode": whole, "sector": sector, "district": code.district, "is_repaired": code.repaired}
