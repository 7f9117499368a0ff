"""Know which words stand in which services, and what they count there: written with Whoosh once, kept as files, opened."""
