"""Pieces of a page rendered once, with holes for what differs: filling them costs a twentieth of rendering anew.

They are kept as they are sent: to encode a page of results at each request, and to look for its marks, would cost as much
as everything else that is done for it. A page is a list of them until its end: to join them on the way copies it ten times.
"""

from collections.abc import Sequence
from functools import cache

from markupsafe import Markup, escape

from portal.web.english import write_elements

_MARK = "\0"  # stands in no text of ours: the readers of catalogue, settings and forms take control characters out


class Sent:
    """A piece of a page as it is sent: in UTF-8, escaped, with elements in the place of marks; its parts in their order."""

    def __init__(self, parts: Sequence[bytes] = ()) -> None:
        self.parts = parts

    def __bytes__(self) -> bytes:
        """Return it whole."""
        return b"".join(self.parts)

    def __html__(self) -> str:
        """Return it as templates print it."""
        return bytes(self).decode()


@cache
def hole(name: str) -> Markup:
    """Return what stands for `name` while a stencil is rendered."""
    return Markup(f"{_MARK}{name}{_MARK}")  # noqa: S704  names are ours


def ready(rendered: str, locale: str) -> bytes:
    """Return what a template gave for a page in `locale` as it is sent."""
    return write_elements(rendered.encode(), locale)


class Stencil:
    """What a template gave for holes on a page in `locale`: its text around them."""

    def __init__(self, rendered: str, locale: str) -> None:
        self._start, *rest = ready(rendered, locale).split(_MARK.encode())  # text, name, text, name, ..., text
        self._rest = [(name.decode(), text) for name, text in zip(rest[::2], rest[1::2], strict=True)]

    def fill(self, **values: object) -> Sent:
        """Return the piece with `values` in its holes, escaped as a template escapes them."""
        parts = [self._start]
        for name, text in self._rest:
            value = values[name]
            if isinstance(value, Sent):
                parts += value.parts
            else:
                parts.append(escape(value).encode())
            parts.append(text)
        return Sent(parts)
