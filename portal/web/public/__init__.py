"""What families see: one blueprint `bp` per module."""

from flask import Flask

from portal.web.public import root


def register(app: Flask) -> None:
    """Add every page of the public site; all but the language-free ones live under the language's prefix."""
    app.register_blueprint(root.bp)
    for module in ():
        app.register_blueprint(module.bp, url_prefix="/<locale>")
