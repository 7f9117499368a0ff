"""Parts of addresses, written as Flask's `url_for` writes them, which takes ten times as long for each."""

from urllib.parse import quote_plus

_PLAIN = "!$'()*,/:;?@"  # what url_for leaves as it is, too


def quote_value(value: str) -> str:
    """Return a value as it stands in an address."""
    return value if value.isalnum() and value.isascii() else quote_plus(value, safe=_PLAIN)


def write_pair(name: str, value: object) -> str:
    """Return a name with its value, or each of its values; empty where there is nothing to say."""
    if not value:
        return ""
    values = value if isinstance(value, list | tuple) else [value]
    return "&".join([f"{name}={quote_value(str(each))}" for each in values])


def leading_back(address: str, back: str) -> str:
    """Return `address`, which has no query yet, as one that leads back to the page `back`."""
    return f"{address}?{write_pair('back', back)}"
