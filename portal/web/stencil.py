"""Pieces of a page rendered once, with holes for what differs: filling them costs a twentieth of rendering anew."""

from markupsafe import Markup, escape

_MARK = "\0"  # stands in no text of ours: the readers of catalogue and settings refuse control characters


def hole(name: str) -> Markup:
    """Return what stands for `name` while a stencil is rendered."""
    return Markup(f"{_MARK}{name}{_MARK}")  # noqa: S704  names are ours


class Stencil:
    """What a template gave for holes: its text around them."""

    def __init__(self, rendered: str) -> None:
        self._pieces = rendered.split(_MARK)  # text, name, text, name, ..., text
        self._names = self._pieces[1::2]

    def fill(self, **values: object) -> Markup:
        """Return the piece with `values` in its holes, escaped as a template escapes them."""
        filled = self._pieces.copy()
        filled[1::2] = [escape(values[name]) for name in self._names]
        return Markup("".join(filled))  # noqa: S704  text of a template, and values escaped
