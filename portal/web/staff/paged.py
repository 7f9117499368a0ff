"""A long list in parts: a team with hundreds of requests has them in one order, some on each page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request, url_for

R = TypeVar("R")

A_PAGE = 50  # cards; about 60 KB


@dataclass(frozen=True)
class Paged(Generic[R]):
    """The rows of one page, which page it is, of how many, and the addresses of those beside it ("" where there is none)."""

    rows: Sequence[R]
    page: int
    pages: int
    before: str
    after: str


def take_page(rows: Sequence[R], kept: Iterable[str] = ()) -> Paged[R]:
    """Return the rows of the page that the address names, else of the nearest there is; `kept` stay in the addresses."""
    pages = max(1, -(-len(rows) // A_PAGE))
    page = min(max(1, _number(request.args.get("page", ""))), pages)
    start = (page - 1) * A_PAGE
    chosen = {name: value for name in kept if (value := request.args.get(name))}

    def address(number: int) -> str:
        query = urlencode({**chosen, **({"page": number} if number > 1 else {})})
        return f"{url_for(str(request.endpoint))}?{query}".removesuffix("?")

    return Paged(
        rows[start : start + A_PAGE],
        page,
        pages,
        before=address(page - 1) if page > 1 else "",
        after=address(page + 1) if page < pages else "",
    )


def take_first(rows: Sequence[R]) -> tuple[Sequence[R], int]:
    """Return as many rows as stand on a page, and how many come after them."""
    return rows[:A_PAGE], max(0, len(rows) - A_PAGE)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1
