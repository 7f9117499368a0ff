"""Holes of a stencil are filled as a template would fill them, and what comes out is as it is sent."""

from jinja2 import Environment
from markupsafe import Markup

from portal.web.stencil import Sent, Stencil, hole, ready

_TEMPLATE = Environment(autoescape=True).from_string('<a href="{{ address }}">{{ words }}</a> {{ words }}')
_NAME = "\ufdd2Ann\ufdd3"


def test_a_filled_stencil_says_what_its_template_says() -> None:
    stencil = Stencil(_TEMPLATE.render(address=hole("address"), words=hole("words")), "ar")
    for values in (
        {"address": "/?q=a&b", "words": '<b title="x">'},
        {"address": "", "words": Markup("<b>ours</b>")},
        {"address": hole("words"), "words": "\0address\0"},  # what somebody typed makes no holes
        {"address": "/ar/", "words": Sent(["<b>ساعة".encode(), b"</b>"])},
    ):
        assert bytes(stencil.fill(**values)).decode() == _TEMPLATE.render(values)


def test_what_is_kept_holds_elements_in_the_place_of_marks() -> None:
    stencil = Stencil(_TEMPLATE.render(address=f"/{_NAME}", words=_NAME + hole("rest")), "ar")
    assert bytes(stencil.fill(rest=Sent([ready(_NAME, "ar")]))).decode() == '<a href="/Ann">{0}{0}</a> {0}{0}'.format(
        '<bdi lang="en">Ann</bdi>'
    )
