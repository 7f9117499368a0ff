"""Static files: read and compressed once at the start, under names that hold a hash of their content."""

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from flask import Flask, Response, abort, request, url_for

from portal.web.compression import ENCODING, accepts_gzip

FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"  # for an address of before an update: it answers what there is now, and is not kept
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}


@dataclass(frozen=True)
class StaticFile:
    """One file as it is sent."""

    hashed_name: str
    media_type: str
    body: bytes
    packed: bytes | None


def init_static_files(app: Flask, folder: Path, extra: Mapping[str, bytes]) -> str:
    """Serve the files of `folder`, and `extra` by name in their place, below /static/; give templates `static_url(name)`.

    Returns a hash of them all.
    """
    bodies = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()}
    names = {name: _read(name, path.read_bytes()) for name, path in bodies.items() if name not in extra}
    names.update({name: _read(name, body) for name, body in extra.items()})
    by_hash = {each.hashed_name: each for each in names.values()}

    def static_url(name: str) -> str:
        """Return the address of a static file with its hash."""
        return url_for("static", filename=names[name].hashed_name)

    def serve(filename: str) -> Response:
        """Answer one file: for ever under its hash, not to be kept under a hash that has passed."""
        found = by_hash.get(filename)
        current = found or names.get(_without_hash(filename)) or abort(404)
        return _answer(current, FOR_EVER if found else ASK_AGAIN)

    app.add_url_rule("/static/<path:filename>", "static", serve)
    app.jinja_env.globals["static_url"] = static_url
    return hashlib.sha256(" ".join(sorted(by_hash)).encode()).hexdigest()


def _read(name: str, body: bytes) -> StaticFile:
    path = PurePosixPath(name)
    packed = None if path.suffix == ".png" else gzip.compress(body, 9, mtime=0)
    hashed = path.with_name(f"{path.stem}.{hashlib.sha256(body).hexdigest()[:12]}{path.suffix}")
    return StaticFile(hashed.as_posix(), _TYPES[path.suffix], body, packed)


def _without_hash(filename: str) -> str:
    path = PurePosixPath(filename)
    return path.with_name(f"{PurePosixPath(path.stem).stem}{path.suffix}").as_posix()


def _answer(file: StaticFile, cache: str) -> Response:
    is_packed = file.packed is not None and accepts_gzip(request)
    response = Response(file.packed if is_packed else file.body, content_type=file.media_type)
    if is_packed:
        response.headers["Content-Encoding"] = ENCODING
    response.headers["Cache-Control"] = cache
    response.headers["Vary"] = "Accept-Encoding"
    return response
