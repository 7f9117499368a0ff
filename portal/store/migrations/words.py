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


def only_grow(table: str, *, forget_after_months: int) -> None:
    """Let the database refuse to change a row, and to delete one whose `at` is not that old; for everybody."""
    age = f"{forget_after_months} months"
    for statement in (
        _only_grow_sqlite(table, age) if op.get_bind().dialect.name == "sqlite" else _only_grow(table, age)
    ):
        op.execute(statement)


def _only_grow_sqlite(table: str, age: str) -> tuple[str, ...]:
    refuse = "BEGIN SELECT RAISE(ABORT, 'this table only grows'); END"
    young = f"OLD.at > strftime('%Y-%m-%d %H:%M:%f', 'now', '-{age}')"  # moments are kept as such text, in UTC
    return (
        f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} WHEN {young} {refuse}",
    )


def _only_grow(table: str, age: str) -> tuple[str, ...]:
    refuse, young = f"EXECUTE FUNCTION {table}_refuse()", f"(OLD.at > now() - interval '{age}')"
    return (
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql "
        "AS $$BEGIN RAISE EXCEPTION 'this table only grows' USING ERRCODE = 'restrict_violation'; END$$",
        f"CREATE TRIGGER {table}_unchanged BEFORE UPDATE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_kept BEFORE DELETE ON {table} FOR EACH ROW WHEN {young} {refuse}",
        f"CREATE TRIGGER {table}_whole BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
    )
