"""Keep in the data folder what templates were compiled to: a start need not compile again what nobody changed."""

import hashlib
from functools import lru_cache
from pathlib import Path

import jinja2
from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from portal.kept import Keeper
from portal.po_files import hash_po
from portal.web.local_templates import locale_of


def keep_templates(app: Flask, folder: Path, *, static: str, translations: Path) -> None:
    """Keep the compiled templates of `app` in `folder`; `static` is a hash of the files whose addresses stand in them."""
    app.jinja_env.bytecode_cache = _KeptTemplates(Keeper(folder), static, translations)


class _KeptTemplates(BytecodeCache):
    """Templates by their names, which begin with the language; Jinja itself looks whether a template's text is the same."""

    def __init__(self, keeper: Keeper, static: str, translations: Path) -> None:
        self._keeper = keeper
        self._static = static
        self._hash_po = lru_cache(lambda locale: hash_po(locale, translations))

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  Jinja's signature
        """Return the name."""
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill `bucket` with what was kept."""
        for kept in self._keeper.find(_file_of(bucket), self._sources(bucket)) or ():
            if isinstance(kept, bytes):
                bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in `bucket`."""
        self._keeper.keep(_file_of(bucket), self._sources(bucket), [bucket.bytecode_to_string()])

    def _sources(self, bucket: Bucket) -> str:
        """Return all but the template itself that its code comes from: what is written into it, and who compiles it."""
        return f"{self._hash_po(locale_of(bucket.key))} {self._static} {jinja2.__version__}"


def _file_of(bucket: Bucket) -> str:
    return hashlib.sha256(bucket.key.encode()).hexdigest()[:32]
