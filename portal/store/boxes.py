"""Boxes that only the holder of a secret can open: the row keeps the hash of the secret and a sealed box."""

import hashlib
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_VERSION = b"\x01"
_NONCE_BYTES = 12
_TAG_BYTES = 16


class BoxError(Exception):
    """Say by `code` (malformed | sealed_otherwise) why a box stays shut."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def new_secret() -> str:
    """Make a secret of 256 bits that fits a cookie or a link."""
    return secrets.token_urlsafe(32)


def row_id(secret: str) -> str:
    """Give the hash (64 hex digits) under which a secret's row is kept; it does not lead back to the secret."""
    return hashlib.sha256(b"portal row\0" + _bytes_of(secret)).hexdigest()


def seal(secret: str, data: bytes, *, context: str) -> bytes:
    """Seal `data` so that only `secret` opens it, and only for the same `context` (table and column, say)."""
    nonce = os.urandom(_NONCE_BYTES)
    return _VERSION + nonce + AESGCM(_key(secret)).encrypt(nonce, data, context.encode())


def open_box(secret: str, box: bytes, *, context: str) -> bytes:
    """Open what `seal` sealed; raise `BoxError` for another secret or context, or one changed byte."""
    if len(box) < len(_VERSION) + _NONCE_BYTES + _TAG_BYTES or not box.startswith(_VERSION):
        raise BoxError("malformed")
    start = len(_VERSION)
    nonce, sealed = box[start : start + _NONCE_BYTES], box[start + _NONCE_BYTES :]
    try:
        return AESGCM(_key(secret)).decrypt(nonce, sealed, context.encode())
    except InvalidTag as error:
        raise BoxError("sealed_otherwise") from error


def _key(secret: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"portal box").derive(_bytes_of(secret))


def _bytes_of(secret: str) -> bytes:
    return secret.encode("utf-8", "surrogatepass")  # a cookie can hold anything; what is no secret of ours finds no row
