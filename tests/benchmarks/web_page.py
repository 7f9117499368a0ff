"""A results page in process beside "hello", and where its time goes."""

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from importlib import import_module
from typing import TYPE_CHECKING
from unittest.mock import patch

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from portal.app import create_public_app
from tests.benchmarks.hello import create_hello
from tests.benchmarks.measure import Row, middle
from tests.benchmarks.site_folder import Site, page_path

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

LIMIT = 12.0  # x hello
LOCALES = ("en", "ar")
# What a page is made by, where it is called from; one that calls others is told without them.
_CALLED_IN = {
    "search": ("find_services", "visit_place", "show_main", "show_framed"),
    "results_page": ("count_choices", "show_search_box", "show_groups"),
}
_STEPS = [step for steps in _CALLED_IN.values() for step in steps]
_HELLOS = 10  # one alone, after a page, would be slower than a site of hellos

Split = dict[str, list[float]]


def measure_page(site: Site, *, queries: int) -> list[Row]:
    """Return a full page's CPU in each language as a multiple of a hello's, with its parts; its cards were shown before."""
    app, hello = create_public_app(site.settings), create_hello()
    asked = site.words[:queries]
    for _ in range(20):
        _ask(hello, "/")
    first = {locale: [_seconds(app, page_path(words, locale)) for words in asked] for locale in LOCALES}
    hellos: list[float] = []
    splits: dict[str, Split] = {locale: defaultdict(list) for locale in LOCALES}
    for words in asked:
        hellos += [_seconds(hello, "/") for _ in range(_HELLOS)]
        for locale in LOCALES:
            _time_page(app, page_path(words, locale), splits[locale])
    rows = [Row("hello in process", f"{middle(hellos) * 1e6:.0f} us CPU")]
    for locale, split in splits.items():
        times = middle(split["all"]) / middle(hellos)
        rows.append(Row.at_most(f"results page in process, {locale}", times, LIMIT, note=_tell(split)))
        again = f"{middle(first[locale]) * 1e6:.0f} us, with the rendering of cards that nobody was shown before"
        rows.append(Row(f"the same for the first time, {locale}", again))
    return [*rows, Row("results page", _tell_size(app, asked))]


def _ask(app: Flask, path: str) -> bytes:
    return _call(app, EnvironBuilder(path).get_environ())


def _call(app: Flask, environ: "WSGIEnvironment") -> bytes:
    body, status, _headers = run_wsgi_app(app.wsgi_app, environ, buffered=True)
    if not status.startswith("200"):
        raise RuntimeError(f"{environ['PATH_INFO']} answered {status}")
    return b"".join(body)


def _time_page(app: Flask, path: str, split: Split) -> None:
    """Time a page whole, then once more in parts: the clocks of the parts cost a little."""
    split["all"].append(_seconds(app, path))
    spent: dict[str, float] = defaultdict(float)
    running: list[str] = []
    with ExitStack() as stack:
        for module, steps in _CALLED_IN.items():
            for step in steps:
                stack.enter_context(_timing(f"portal.web.public.{module}", step, spent, running))
        _ask(app, path)
    for step in _STEPS:
        split[step].append(spent[step])


def _timing(module: str, step: str, spent: dict[str, float], running: list[str]) -> AbstractContextManager[object]:
    work: Callable[..., object] = getattr(import_module(module), step)

    def timed(*args: object, **named: object) -> object:
        running.append(step)
        start = time.process_time()
        try:
            return work(*args, **named)
        finally:
            seconds = time.process_time() - start
            running.pop()
            spent[step] += seconds
            if running:
                spent[running[-1]] -= seconds

    return patch(f"{module}.{step}", timed)


def _seconds(app: Flask, path: str) -> float:
    """Return the CPU seconds of an answer, without the making of the request."""
    environ = EnvironBuilder(path).get_environ()
    start = time.process_time()
    _call(app, environ)
    return time.process_time() - start


def _tell(split: Split) -> str:
    """Return the split in microseconds: search, place, main part, frame, choices, box, cards, and the rest, which is Flask, forms and headers."""
    whole = middle(split["all"])
    parts = {step: middle(split[step]) for step in _STEPS}
    told = ", ".join(f"{step} {seconds * 1e6:.0f}" for step, seconds in parts.items())
    return f"{whole * 1e6:.0f} us: {told}, rest {(whole - sum(parts.values())) * 1e6:.0f}"


def _tell_size(app: Flask, asked: Sequence[str]) -> str:
    sizes = [len(_ask(app, page_path(words))) for words in asked[:20]]
    return f"{middle(sizes) / 1000:.1f} kB, {len(asked)} different ones"
