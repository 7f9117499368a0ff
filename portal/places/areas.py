"""All that is known of the area: councils, their localities and hubs, the councils next door, postcode sectors."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from portal.places.models import CodeCount, Council, Hub, Locality, Neighbour, Term


@dataclass(frozen=True)
class Areas:
    """Councils, localities and hubs by id, neighbours by GSS code, `codes` by district or sector ("L20", "L20 4").

    `wards`: ward code -> locality id, the rule in force before any other. `version`: a hash of the files, the rules'
    version.
    """

    councils: Mapping[str, Council]
    localities: Mapping[str, Locality]
    hubs: Mapping[str, Hub]
    neighbours: Mapping[str, Neighbour]
    codes: Mapping[str, CodeCount]
    wards: Mapping[str, str]
    version: str

    @cached_property
    def councils_by_gss(self) -> Mapping[str, Council]:
        """Return the covered councils by GSS code."""
        return {council.gss: council for council in self.councils.values()}

    @cached_property
    def terms(self) -> Mapping[str, tuple[Term, ...]]:
        """Return the school terms by council id."""
        return {council.id: council.terms for council in self.councils.values()}

    def council_id(self, gss: str) -> str | None:
        """Return the id of the covered council with this GSS code, or None."""
        council = self.councils_by_gss.get(gss)
        return council.id if council else None

    def name_of(self, council: str) -> str:
        """Return the name of a council by its id or GSS code, empty where nothing is known of it."""
        if found := self.councils.get(council) or self.councils_by_gss.get(council):
            return found.name
        return self.neighbours[council].name if council in self.neighbours else ""

    def localities_of(self, council_id: str) -> tuple[Locality, ...]:
        """Return a council's localities."""
        return tuple(each for each in self.localities.values() if each.council_id == council_id)

    def hubs_of(self, council_id: str) -> tuple[Hub, ...]:
        """Return a council's hubs."""
        return tuple(each for each in self.hubs.values() if each.council_id == council_id)

    def hubs_in(self, locality_id: str) -> tuple[Hub, ...]:
        """Return a locality's hubs."""
        return tuple(each for each in self.hubs.values() if each.locality_id == locality_id)
