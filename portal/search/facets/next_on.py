"""How soon services are on next, for the order of results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from portal.catalogue.models import Service, Status
from portal.catalogue.sessions import Terms, find_session, terms_for

_NEVER = datetime.max.replace(tzinfo=UTC)
_NOW = datetime.min.replace(tzinfo=UTC)  # when what is on now begins, for the order: the same whenever it is looked at

Soon = tuple[bool, datetime]


@dataclass
class NextOn:
    """When services begin next; each is kept until it changes, as it takes long to work out."""

    services: Sequence[Service]
    terms: Mapping[str, Terms] = field(default_factory=dict)
    _kept: dict[tuple[int, str | None], tuple[datetime, datetime, Soon]] = field(default_factory=dict)

    def soon(self, number: int, council: str | None, now: datetime) -> Soon:
        """Return a key that puts what is on first, then what is on next; then by unknown terms; the unknown last."""
        since, until, key = self._kept.get((number, council), (_NEVER, _NEVER, (True, _NEVER)))
        if not since <= now < until:
            since, until, key = self._kept[number, council] = self._find(self.services[number], council, now)
        return key

    def _find(self, service: Service, council: str | None, now: datetime) -> tuple[datetime, datetime, Soon]:
        at = now.astimezone(UTC)
        session = find_session(service, now, terms=terms_for(service, council, self.terms))
        if session is None or service.status != Status.ACTIVE:
            return at, at + timedelta(days=1), (True, _NEVER)
        begins = session.starts_at.astimezone(UTC)
        if begins > at:
            return at, begins, (session.is_term_unknown, begins)
        ends = session.ends_at.astimezone(UTC) if session.ends_at else at + timedelta(days=1)
        return at, ends, (session.is_term_unknown, _NOW)
