"""A browser without a screen: fetches pages of a site, checks each one, fills in its forms as they stand."""

from xml.etree.ElementTree import Element

from flask import Flask
from werkzeug.test import TestResponse

from tests.page import Page, text_of

SITE = "http://localhost"
SECURITY_HEADERS = (
    "Content-Security-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "Cross-Origin-Opener-Policy",
)


class PageClient:
    """Holds cookies between pages; every page it fetches is checked, errors too."""

    def __init__(self, app: Flask, *, site: str = SITE) -> None:
        self._client = app.test_client()
        self._site = site

    def get(self, path: str, *, status: int = 200, headers: dict[str, str] | None = None) -> Page:
        """Fetch `path`, which must answer `status`."""
        response = self._client.get(
            path, base_url=self._site, headers={"Sec-Fetch-Site": "same-origin", **(headers or {})}
        )
        return self._checked(response, path, status)

    def post(
        self,
        path: str,
        data: dict[str, object] | None = None,
        *,
        status: int = 303,
        headers: dict[str, str] | None = None,
    ) -> Page:
        """Send `data` as a form, as if from one of our own pages."""
        own = {"Sec-Fetch-Site": "same-origin", "Origin": self._site, "Referer": f"{self._site}{path}"}
        response = self._client.post(path, base_url=self._site, data=data or {}, headers={**own, **(headers or {})})
        return self._checked(response, path, status)

    def submit(
        self, page: Page, data: dict[str, object] | None = None, *, action: str | None = None, status: int = 303
    ) -> Page:
        """Send the page's form with what stands in it, `data` over it."""
        form = page.form(action)
        return self.post(form.get("action") or page.path, {**filled_in(form), **(data or {})}, status=status)

    def follow(self, page: Page) -> Page:
        """Go where the answer leads, until a page is reached."""
        while page.location:
            assert page.location.startswith("/"), f"{page.path} leads outside: {page.location}"
            page = self._checked(self._client.get(page.location, base_url=self._site), page.location, None)
        return page

    def submit_and_follow(
        self, page: Page, data: dict[str, object] | None = None, *, action: str | None = None
    ) -> Page:
        """Send the page's form and go where it leads."""
        return self.follow(self.submit(page, data, action=action))

    def cookies(self) -> list[str]:
        """The names of the cookies held."""
        return [cookie.key for cookie in self._client._cookies.values()]

    def forget_cookies(self) -> None:
        """Be a new browser."""
        self._client._cookies.clear()

    def _checked(self, response: TestResponse, path: str, status: int | None) -> Page:
        page = Page(response.status_code, dict(response.headers), response.get_data(as_text=True), path)
        response.close()
        if status is not None:
            assert page.status == status, f"{path} answered {page.status} {page.location} {_start(page)}"
        missing = [name for name in SECURITY_HEADERS if name not in page.headers]
        assert not missing, f"{path} lacks {missing}"
        if "/static/" not in path:
            assert page.headers["Cache-Control"] == "no-store", f"{path}: {page.headers['Cache-Control']}"
        if page.is_html:
            problems = page.problems()
            assert not problems, f"{path}: {problems}"
        return page


def filled_in(form: Element) -> dict[str, object]:
    """What a browser would send if somebody pressed the form's button at once."""
    values: dict[str, object] = {}
    for control in form.iter():
        name = control.get("name")
        if not name or control.get("disabled") is not None:
            continue
        if control.tag == "input" and control.get("type") in {"radio", "checkbox"} and control.get("checked") is None:
            continue
        if control.tag == "input" and control.get("type") == "checkbox":
            values.setdefault(name, [])
            values[name].append(control.get("value", "on"))  # type: ignore[attr-defined]  # a list, made the line above
        elif control.tag == "select":
            chosen = [option for option in control.iter("option") if option.get("selected") is not None]
            values[name] = (chosen or list(control.iter("option")))[0].get("value", "")
        elif control.tag == "textarea":
            values[name] = control.text or ""
        elif control.tag == "input" and name in values:  # the same name again: a browser sends both
            values[name] = [*_as_list(values[name]), control.get("value", "")]
        elif control.tag == "input":
            values[name] = control.get("value", "")
    return values


def _as_list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _start(page: Page) -> str:
    return text_of(page.tree.find(".//main"))[:300]
