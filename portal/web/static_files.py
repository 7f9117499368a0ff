"""Static files under an address that holds a hash of their content, so that browsers may keep them for ever."""

import hashlib
from pathlib import Path

from flask import Flask, Response, url_for


def init_static_files(app: Flask) -> None:
    """Add `static_url(name)` to templates and let hashed files be cached for a year."""
    folder = Path(app.static_folder or "")
    hashes = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31536000

    def static_url(name: str) -> str:
        """Return the address of a static file with its hash."""
        return url_for("static", filename=name, v=hashes[name])

    app.jinja_env.globals["static_url"] = static_url

    @app.after_request
    def mark_immutable(response: Response) -> Response:
        if response.cache_control.max_age == 31536000:
            response.cache_control.immutable = True
        return response
