"""The database: engine, transactions, the tables' common ground, boxes and migrations."""

from sqlalchemy import Connection, Engine

# For the types of those who pass the database on and do nothing with it themselves.
__all__ = ["Connection", "Engine"]
