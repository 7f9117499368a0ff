"""Every page of both sites in every state a person can meet it in: found by walking, so that a new page is walked to, too."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests.page import Page
from tests.page_client import SITE, PageClient, filled_in

MOST_OF_A_KIND = 2  # pages of one route that the walk along links looks at
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": SITE}


@dataclass(frozen=True)
class State:
    """One page as it was answered: its route, and what tells it from the route's other states."""

    name: str
    endpoint: str
    page: Page


class Walker(PageClient):
    """A browser that notes every page it comes to, each state once."""

    def __init__(self, app: Flask, states: dict[str, State]) -> None:
        super().__init__(app)
        self.app = app
        self.states = states
        self.answered: set[tuple[str, str]] = set()  # routes, and whether each gave a page, a file or a way on
        self._sent: set[str] = set()

    def look(self, path: str) -> Page:
        """Fetch a page, whatever it answers, and go where it leads."""
        return self._follow(self._client.get(path, base_url=SITE, headers=OWN), path)

    def send(self, path: str, data: Mapping[str, object]) -> Page:
        """Send a form, whatever it answers, and go where it leads."""
        headers = {**OWN, "Referer": f"{SITE}{path}"}
        return self._follow(self._client.post(path, base_url=SITE, data=data, headers=headers), path)

    def crawl(self, starts: Iterable[str], *, prefix: str = "/") -> None:
        """Follow every link below `prefix` to a few pages of each route, and send each of their forms left empty."""
        queue, seen, kinds = list(starts), set(starts), Counter[str]()
        always = len(queue)
        while queue:
            path = queue.pop(0)
            always -= 1
            endpoint = self.endpoint_of(path)
            if always < 0 and kinds[endpoint] >= MOST_OF_A_KIND:
                continue
            kinds[endpoint] += 1
            page = self.look(path)
            for link in _links(page, prefix):
                if link not in seen:
                    seen.add(link)
                    queue.append(link)
            self.send_empty_forms(page)

    def send_empty_forms(self, page: Page) -> None:
        """Send each kind of form of a page once, nothing filled in: its errors are states of their own."""
        if not page.is_html:
            return
        for form in page.main.iter("form"):
            action = form.get("action") or page.path
            kind = f"{self.endpoint_of(action, form.get('method', 'get').upper())} {sorted(filled_in(form))}"
            if form.get("method") == "post" and kind not in self._sent:
                self._sent.add(kind)
                self.send(action, emptied(form))

    def try_routes(self, endpoints: Iterable[str], values: Mapping[str, object]) -> None:
        """Ask for each route once with these values, so that none is left out because no link leads to it."""
        for endpoint in endpoints:
            rule = next(self.app.url_map.iter_rules(endpoint))
            if rule.arguments <= values.keys() and "GET" in (rule.methods or ()):
                path = self.app.url_map.bind("localhost").build(
                    endpoint, {each: values[each] for each in rule.arguments}
                )
                self.look(path)

    def endpoint_of(self, path: str, method: str = "GET") -> str:
        """Name the route of an address, "nowhere" where there is none."""
        try:
            found, _values = self.app.url_map.bind("localhost").match(urlsplit(path).path, method=method)
        except HTTPException:
            return "nowhere"
        return str(found)

    def _follow(self, response: TestResponse, path: str) -> Page:
        page = self._checked(response, path, None)
        return self.look(page.location) if page.location.startswith("/") else page

    def _checked(self, response: TestResponse, path: str, status: int | None) -> Page:
        page = super()._checked(response, path, status)
        endpoint = self.endpoint_of(path, response.request.method)
        if page.status < 400:
            self.answered.add((endpoint, "page" if page.is_html else "way on" if page.location else "file"))
        if page.is_html:
            address = path if endpoint == "search.results" else urlsplit(path).path
            name = f"{address} {page.status} {page.h1} {' '.join(page.errors)}".strip()
            known = self.states.get(name)
            if known is None or len(known.page.html) < len(page.html):
                self.states[name] = State(name, endpoint, page)
        return page


def emptied(form: Element) -> dict[str, object]:
    """What a browser sends where somebody filled in nothing: hidden values stand, the rest is blank."""
    blank: dict[str, object] = {}
    for control in form.iter():
        name, kind = control.get("name"), control.get("type", "text")
        if name and control.tag == "input" and kind == "hidden":
            blank[name] = control.get("value", "")
        elif name and control.tag in {"input", "textarea"} and kind not in {"radio", "checkbox"}:
            blank[name] = ""
    return blank


def _links(page: Page, prefix: str) -> Iterator[str]:
    if page.is_html:
        yield from (
            href for link in page.tree.iter("a") if (href := link.get("href", "").split("#")[0]).startswith(prefix)
        )
