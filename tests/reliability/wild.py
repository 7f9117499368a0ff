"""Makes requests of all kinds of wrongness, the same ones for the same seed."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, quote_from_bytes

METHODS = (
    *["GET", "POST", "POST", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get"],
    "G\x00T",
    "x" * 300,
)
_NAMES = """
danger asker agreed how agreed_on age does_parent_know may_talk nowhere postcode council name role contact detail
may_ring may_leave_message may_say_who good_times must_not_know needs worry going_well age_1 unit_1 name_1 unit_2
adults_agree reason way person hub language bsl has_worker may_contact submission_key csrf_token more_time leave_empty
outcome note ending level back q ages service a[b][c] \u0661
"""
NAMES = (*_NAMES.split(), "x" * 500, "")
_VALUES = """
yes no not_sure y parent helper young_person phone letter come_to_hub knowsley L321AA L148AA L392AA 13 -1 1e9
\u0661\u0663 NaN 01514960000 {{7*7}} %s%n <script>alert(1)</script> ../../etc/passwd ${x} \ufeff \ufffe
"""
_LONG = ("9" * 400, "+" * 50, "\U0001f9ff" * 40, "e\u0301" * 500, "x" * 5000)
_ODD = ("", " ", "\0", "a\0b", "\ud800", "\u202e\u0645\u0631\u062d", "' OR 1=1--", "\r\nSet-Cookie: a=b")
VALUES = (*_VALUES.split(), *_LONG, *_ODD)
FORM = "application/x-www-form-urlencoded"
KINDS = (
    *(FORM,) * 6,
    *("multipart/form-data; boundary=b", "multipart/form-data", "application/json", "text/plain; charset=utf-7", ""),
    *(f"{FORM}; charset=utf-16", "x/" + "y" * 300),
)
HEADERS = (
    "Host: \xff\xfe",
    "Host: a" + "b" * 300,
    "Accept-Language: " + "x-" * 400,
    "Accept-Language: ar;q=nan, \xe9;q=-1, *",
    "Cookie: __Host-visit=.eJx" + "A" * 200,
    "Cookie: =;=;__Host-visit",
    "Cookie: __Host-staff=\xff\xff",
    "Content-Length: -5",
    "Content-Length: 5, 6",
    "Content-Length: 99999999999999999999",
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip, chunked",
    "Expect: 100-continue",
    "Range: bytes=5-1,9-,-3",
    "If-None-Match: W/\xff",
    "If-Modified-Since: Thu, 99 Foo 99999",
    "X-Forwarded-For: " + "1.2.3.4, " * 100,
    "X-Forwarded-Proto: \x01",
    "Sec-Fetch-Site: cross-site",
    "Sec-Fetch-Site: same-origin\x0b",
    "Origin: http://[::1",
    "Referer: http://[nonsense",
    "Connection: upgrade",
    "Upgrade: h2c",
    "Authorization: Basic !!!!",
    " folded: header",
    "no colon at all",
    ": no name",
)


@dataclass(frozen=True)
class Wild:
    """A browser that has lost its mind: it keeps its cookies and tokens, and sends anything."""

    cookies: Mapping[str, str]
    paths: Sequence[str]
    hidden: Mapping[str, str] = field(default_factory=dict)
    port: int = 0

    def make(self, dice: random.Random) -> bytes:
        """Return the bytes of one request."""
        if dice.random() < 0.04:
            return dice.randbytes(dice.randrange(1, 400)) + b"\r\n\r\n"
        if dice.random() < 0.5:
            return self._nearly_right(dice)
        body, kind = self._body(dice), dice.choice(KINDS)
        head = [f"{dice.choice(METHODS)} {self._path(dice)} HTTP/{dice.choice(('1.1',) * 20 + ('1.0', '9.9', 'x'))}"]
        head += self._usual_head(kind, len(body) + dice.choice((0,) * 12 + (-3, 7)))
        if dice.random() < 0.3:
            head += dice.sample(HEADERS, dice.randrange(1, 4))
        return _joined(head, body)

    def _nearly_right(self, dice: random.Random) -> bytes:
        """Return a form as a browser sends it, with values that none would."""
        body = self._hidden() + self._form(dice, 12)
        return _joined([f"POST {dice.choice(self.paths)} HTTP/1.1", *self._usual_head(FORM, len(body))], body)

    def _usual_head(self, kind: str, length: int) -> list[str]:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        usual = ["Host: 127.0.0.1", "Connection: close", "Sec-Fetch-Site: same-origin", f"Cookie: {cookies}"]
        return [*usual, f"Content-Type: {kind}", f"Content-Length: {length}"]

    def _hidden(self) -> bytes:
        return "".join(f"{quote(name)}={quote(value)}&" for name, value in self.hidden.items()).encode()

    def _path(self, dice: random.Random) -> str:
        path = dice.choice(self.paths)
        if dice.random() < 0.2:
            return path + dice.choice(
                ("/", "//", "?a", "?=&=&", "?way=%00", "?q=%ff%fe", "/..%2f..", "%", "#", "?" + "x" * 3000)
            )
        return f"{path}?{self._form(dice, 3).decode()}" if dice.random() < 0.1 else path

    def _body(self, dice: random.Random) -> bytes:
        choice = dice.random()
        if choice < 0.75:
            return self._hidden() + self._form(dice, 12)
        if choice < 0.85:
            part = f'--b\r\nContent-Disposition: form-data; name="{dice.choice(NAMES)}"; filename="x"\r\n\r\n'
            return part.encode(errors="replace") + dice.randbytes(50) + dice.choice((b"\r\n--b--\r\n", b"", b"--b"))
        if choice < 0.9:
            return b"a=" + b"x" * dice.choice((70_000, 300_000))
        return dice.randbytes(dice.randrange(0, 2000))

    def _form(self, dice: random.Random, most: int) -> bytes:
        pairs = [(dice.choice(NAMES), dice.choice(VALUES)) for _ in range(dice.randrange(most))]
        return "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in pairs).encode()


def _joined(head: Sequence[str], body: bytes) -> bytes:
    return "\r\n".join(head).encode("latin-1", "replace") + b"\r\n\r\n" + body


def _quoted(text: str) -> str:
    return quote_from_bytes(text.encode("utf-8", "surrogatepass"))
