"""The database: engine, transactions, the tables' common ground, boxes and migrations."""
