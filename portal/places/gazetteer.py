"""From a postcode, sector or district to a place: its council, locality and position, or whom to ask."""

from dataclasses import replace
from typing import Protocol

from portal.places.areas import Areas
from portal.places.models import CodeCount, Place, PlaceError, PlaceFault, Precision, Record
from portal.places.postcode import District, Postcode, Sector

CERTAIN = (
    0.98  # of a sector's postcodes in one council: asks 12.3 % of people and is wrong for 0.06 % (Code-Point 2025.4)
)


class Records(Protocol):
    """A file of whole postcodes, imported by the operator."""

    def find(self, code: Postcode) -> Record | None:
        """Return what the file says of the postcode, or None."""


class Gazetteer:
    """Find places by the imported file where there is one, else by the shares of the postcode's sector or district."""

    def __init__(self, areas: Areas, records: Records | None = None) -> None:
        self._areas = areas
        self._records = records

    def find(self, code: Postcode | Sector | District) -> Place:
        """Return the place of `code`; raise `PlaceError(unknown)` where not even its district is known."""
        record = self._records.find(code) if self._records and isinstance(code, Postcode) else None
        place = self._find_built_in(code)
        if record:
            place = self._refine(place or _blank(code, Precision.POSTCODE), record)
        if place is None:
            raise PlaceError(PlaceFault.UNKNOWN)
        return place

    def choose_council(self, place: Place, council: str) -> Place:
        """Return `place` in the council a person says is theirs: the id of a covered one or the GSS code of another."""
        if council in self._areas.councils:
            ward = place.ward if place.council == council else None
            return self._in_council(replace(place, ward=ward), council)
        if not self._areas.name_of(council):
            raise PlaceError(PlaceFault.UNKNOWN_COUNCIL)
        return replace(place, council=None, ward=None, locality=None, candidates=(), outside=council)

    def place_of_council(self, council_id: str) -> Place:
        """Return the place of somebody who only named their council."""
        if council_id not in self._areas.councils:
            raise PlaceError(PlaceFault.UNKNOWN_COUNCIL)
        return Place(Precision.COUNCIL, council=council_id)

    def _find_built_in(self, code: Postcode | Sector | District) -> Place | None:
        sector = "" if isinstance(code, District) else code.sector if isinstance(code, Postcode) else code.text
        for text, precision in ((sector, Precision.SECTOR), (code.district, Precision.DISTRICT)):
            if text in self._areas.codes:
                return self._from_count(_blank(code, precision), self._areas.codes[text])
        return None

    def _from_count(self, place: Place, count: CodeCount) -> Place:
        """Answer for a council only where nearly all of the postcodes lie in it, else name those to ask about."""
        place = replace(place, point=count.point, is_large_user=count.is_large_user)
        certain = count.certain_council(CERTAIN)
        if certain:
            return self._in_gss(place, certain)
        return replace(place, candidates=tuple(self._areas.council_id(gss) or gss for gss in count.councils))

    def _refine(self, place: Place, record: Record) -> Place:
        """Put what the file says before what the sector says."""
        if record.point:
            place = replace(place, point=record.point, precision=Precision.POSTCODE)
        place = replace(place, is_large_user=place.is_large_user or record.is_large_user)
        return self._in_gss(replace(place, ward=record.ward or None), record.council) if record.council else place

    def _in_gss(self, place: Place, gss: str) -> Place:
        council_id = self._areas.council_id(gss)
        if council_id:
            return self._in_council(place, council_id)
        return replace(place, council=None, locality=None, candidates=(), outside=gss)

    def _in_council(self, place: Place, council_id: str) -> Place:
        """Return the place in a covered council, with the locality by its ward or else by its district."""
        locality = self._areas.localities.get(self._areas.wards.get(place.ward or "", ""))
        if locality and locality.council_id == council_id:
            found: str | None = locality.id
        else:
            found = self._locality_by_district(place.district, council_id)
        return replace(place, council=council_id, locality=found, candidates=(), outside=None)

    def _locality_by_district(self, district: str, council_id: str) -> str | None:
        """Return the locality that holds nearly all of the council's postcodes in the district, if one does."""
        count = self._areas.codes.get(district)
        total = count.councils.get(self._areas.councils[council_id].gss, 0) if count else 0
        for locality in self._areas.localities_of(council_id):
            here = round(locality.districts.get(district, 0) * count.postcodes) if count else 0
            if total and here >= CERTAIN * total:
                return locality.id
        return None


def _blank(code: Postcode | Sector | District, precision: Precision) -> Place:
    postcode = code.text if isinstance(code, Postcode) else ""
    sector = code.sector if isinstance(code, Postcode) else code.text if isinstance(code, Sector) else ""
    return Place(precision, postcode=postcode, sector=sector, district=code.district)
