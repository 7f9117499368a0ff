"""Pieces of a page rendered once, with holes for what differs: filling them costs a twentieth of rendering anew.

They are kept as they are sent: to encode a page of results at each request, and to look for its marks, would cost as much
as everything else that is done for it.
"""

from markupsafe import Markup, escape

from portal.web.english import write_elements

_MARK = "\0"  # stands in no text of ours: the readers of catalogue, settings and forms take control characters out


class Sent(bytes):
    """A piece of a page as it is sent: in UTF-8, escaped, with elements in the place of marks."""

    def __html__(self) -> str:
        """Return it as templates print it."""
        return self.decode()


def hole(name: str) -> Markup:
    """Return what stands for `name` while a stencil is rendered."""
    return Markup(f"{_MARK}{name}{_MARK}")  # noqa: S704  names are ours


def ready(rendered: str, locale: str) -> Sent:
    """Return what a template gave for a page in `locale` as it is sent."""
    return Sent(write_elements(rendered.encode(), locale))


class Stencil:
    """What a template gave for holes on a page in `locale`: its text around them."""

    def __init__(self, rendered: str, locale: str) -> None:
        self._pieces = ready(rendered, locale).split(_MARK.encode())  # text, name, text, name, ..., text
        self._names = [name.decode() for name in self._pieces[1::2]]

    def fill(self, **values: object) -> Sent:
        """Return the piece with `values` in its holes, escaped as a template escapes them."""
        filled = self._pieces.copy()
        filled[1::2] = [_as_sent(values[name]) for name in self._names]
        return Sent(b"".join(filled))


def _as_sent(value: object) -> bytes:
    return value if isinstance(value, Sent) else escape(value).encode()
