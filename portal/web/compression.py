"""Pages of the public site go packed: a phone on a slow line waits for bytes more than for anything else."""

import gzip
import io
import secrets

from flask import Flask, Request, Response, request

from portal.web.site import vary_by

ENCODING = "gzip"
SMALLEST = 600  # bytes; below, packing gains nothing
LONGEST_NAME = 64  # characters of chance in the packed answer's header
_LEVEL = 6
_TEXT = {"text/html", "text/javascript", "text/calendar", "application/json"}


def init_compression(app: Flask) -> None:
    """Pack every text answer for browsers that can read it."""

    @app.after_request
    def pack(response: Response) -> Response:
        if response.mimetype not in _TEXT or "Content-Encoding" in response.headers:
            return response
        vary_by(response, "Accept-Encoding")
        if accepts_gzip(request) and len(body := response.get_data()) >= SMALLEST:
            response.set_data(pack_with_chance(body))
            response.headers["Content-Encoding"] = ENCODING
        return response


def accepts_gzip(asked: Request) -> bool:
    """Tell whether the browser reads packed answers."""
    return "HTTP_ACCEPT_ENCODING" in asked.environ and bool(asked.accept_encodings[ENCODING])


def pack_with_chance(body: bytes) -> bytes:
    """Return `body` packed, its length blurred by a file name of random length in the header.

    An answer that repeats what an attacker chose beside a secret would otherwise tell the secret by its length (BREACH).
    Here the two never meet: cookies are SameSite=Lax, so another site gets no page with a token or a draft in it, and
    what a page takes from its address stands on pages without a token. The chance is the second lock, as Django has it.
    """
    packed = io.BytesIO()
    name = secrets.token_hex(LONGEST_NAME // 2)[: secrets.randbelow(LONGEST_NAME) + 1]
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=_LEVEL, fileobj=packed, mtime=0) as file:
        file.write(body)
    return packed.getvalue()
