"""The words that revisions are written in: columns, keys and constraints named as the metadata names them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem


def make(table: str, *items: SchemaItem, key: list[str], indexes: list[str] | None = None) -> None:
    """Make a table with its primary key and one index for each column named."""
    op.create_table(table, *items, sa.PrimaryKeyConstraint(*key, name=f"pk_{table}"))
    for column in indexes or []:
        op.create_index(f"ix_{table}_{column}", table, [column])


def text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    """Describe a column of text up to `length` characters."""
    return sa.Column(name, sa.String(length), nullable=nullable)


def number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    """Describe a column of whole numbers."""
    return sa.Column(name, sa.Integer, nullable=nullable)


def yes_no(name: str) -> sa.Column[bool]:
    """Describe a column that says yes or no."""
    return sa.Column(name, sa.Boolean, nullable=False)


def moment(name: str, *, nullable: bool = False) -> SchemaItem:
    """Describe a column of moments in UTC."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def sealed(name: str) -> sa.Column[bytes]:
    """Describe a column of bytes."""
    return sa.Column(name, sa.LargeBinary, nullable=False)


def once(table: str, *columns: str) -> sa.UniqueConstraint:
    """Let every combination of values stand in the table once."""
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def pointing(table: str, column: str, to: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """Let the column hold only ids of table `to`."""
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=f"fk_{table}_{column}_{to}", ondelete=ondelete)
