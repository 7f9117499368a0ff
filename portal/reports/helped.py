"""Whether something helped: two counts for each service and month, and nothing of who said so."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from portal.reports.tables import help_counts
from portal.store.upserts import insert_into


class Helped(NamedTuple):
    """How often people said that a service helped, and that it did not."""

    service_id: str
    helped: int
    not_helped: int


def count_helped(db: Connection, service_id: str, *, has_helped: bool, now: datetime) -> None:
    """Count one more."""
    column = help_counts.c.helped if has_helped else help_counts.c.not_helped
    row = {"service_id": service_id, "month": f"{now:%Y-%m}", "helped": 0, "not_helped": 0, column.name: 1}
    insert = insert_into(db, help_counts).values(row)
    db.execute(insert.on_conflict_do_update(index_elements=["service_id", "month"], set_={column.name: column + 1}))


def list_helped(db: Connection) -> tuple[Helped, ...]:
    """Return the counts of each service over all months, those that helped least often first."""
    sums = func.sum(help_counts.c.helped), func.sum(help_counts.c.not_helped)
    rows = db.execute(select(help_counts.c.service_id, *sums).group_by(help_counts.c.service_id)).all()
    found = [Helped(row[0], int(row[1]), int(row[2])) for row in rows]
    return tuple(sorted(found, key=lambda each: (-each.not_helped, each.helped, each.service_id)))
