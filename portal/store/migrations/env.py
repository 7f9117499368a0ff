"""Run by Alembic for every command: work on the connection given, inside the transaction that `migrate` holds."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
