"""Run by Alembic for every command: work on the connection given, inside its transaction."""

from alembic import context

# SQLite undoes DDL too now that sqlite3's own BEGIN is off (store/engine.py): a failed upgrade leaves nothing behind.
context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
