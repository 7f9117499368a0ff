"""Holes of a stencil are filled as a template would fill them."""

from jinja2 import Environment
from markupsafe import Markup

from portal.web.stencil import Stencil, hole

_TEMPLATE = Environment(autoescape=True).from_string('<a href="{{ address }}">{{ words }}</a> {{ words }}')


def test_a_filled_stencil_says_what_its_template_says() -> None:
    stencil = Stencil(_TEMPLATE.render(address=hole("address"), words=hole("words")))
    for values in (
        {"address": "/?q=a&b", "words": '<b title="x">'},
        {"address": "", "words": Markup("<b>ours</b>")},
        {"address": hole("words"), "words": "\0address\0"},  # what somebody typed makes no holes
    ):
        assert stencil.fill(**values) == _TEMPLATE.render(values)
