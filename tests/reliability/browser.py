"""A browser without a screen over a real connection: cookies, forms, redirects, and what it was told."""

import http.client
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

TIMEOUT = 60.0  # seconds; a slow machine is slow
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_REFERENCE = re.compile(r'class="reference"[^>]*>([^<]+)<')
Fields = Mapping[str, object]


@dataclass(frozen=True)
class Answer:
    """What the site answered."""

    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    @property
    def location(self) -> str:
        """Return where it leads, "" for nowhere."""
        return next((value for name, value in self.headers if name.lower() == "location"), "")

    @property
    def hidden(self) -> dict[str, str]:
        """Return the hidden fields of the main part's first form."""
        _, _, main = self.text.partition("<main")
        form = main[main.find("<form") : main.find("</form>")]
        return {name: unescape(value) for name, value in _HIDDEN.findall(form)}

    @property
    def token(self) -> dict[str, str]:
        """Return the field that says that a form is ours, wherever on the page it stands."""
        found = _TOKEN.search(self.text)
        if found is None:
            raise RuntimeError(f"{self.path} has no token")
        return {"csrf_token": found[1]}

    @property
    def reference(self) -> str:
        """Return the reference of a receipt, "" where this is none."""
        found = _REFERENCE.search(self.text)
        return found[1].strip() if found else ""


@dataclass
class Browser:
    """Keeps cookies for one site; `address` is the one it calls from, so that one family is one address."""

    port: int
    address: str = "127.0.0.1"
    cookies: dict[str, str] = field(default_factory=dict)
    told: list[Answer] = field(default_factory=list)
    is_telling: bool = False  # keep everything that was answered in `told`

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self.request("GET", path)

    def post(self, path: str, fields: Fields) -> Answer:
        """Send a form."""
        return self.request("POST", path, urlencode(_pairs(fields)))

    def request(self, method: str, path: str, body: str | bytes = "", headers: Fields | None = None) -> Answer:
        """Ask once, on a connection of its own. Raises OSError or HTTPException where nothing comes back."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT, source_address=(self.address, 0))
        own = {"Sec-Fetch-Site": "same-origin", "Cookie": self._cookie_line(), "Connection": "close"}
        kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            line.request(method, path, body or None, {**own, **kind, **(headers or {})})
            got = line.getresponse()
            answer = Answer(path, got.status, tuple(got.getheaders()), got.read().decode(errors="replace"))
        finally:
            line.close()
        self._keep_cookies(answer)
        if self.is_telling:
            self.told.append(answer)
        return answer

    def follow(self, answer: Answer) -> Answer:
        """Go where an answer leads, until a page is reached."""
        while answer.location.startswith("/"):
            answer = self.get(answer.location)
        return answer

    def again(self) -> "Browser":
        """Return another window of the same browser as it is now."""
        return Browser(self.port, self.address, dict(self.cookies))

    def _cookie_line(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _keep_cookies(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                kept = rest.partition(";")[0]
                if kept and "Max-Age=0" not in value:
                    self.cookies[key] = kept
                else:
                    self.cookies.pop(key, None)


def _pairs(fields: Fields) -> list[tuple[str, str]]:
    return [
        (name, str(each))
        for name, value in fields.items()
        for each in (value if isinstance(value, Iterable) and not isinstance(value, str) else [value])
    ]
