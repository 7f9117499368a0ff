"""What a locality team sees: sign-in, inbox, one request."""

from flask import Flask


def register(app: Flask) -> None:
    """Add every page of the staff site."""
