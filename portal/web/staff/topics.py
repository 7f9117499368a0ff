"""What a request is about, in the words of the catalogue."""

from portal.web.here import parts
from portal.web.page import catalogue_words


def topic_words(need_id: str) -> str:
    """Return a need's name in the page's language; its id where the catalogue does not know it any more."""
    need = parts().catalogue.needs.get(need_id)
    return catalogue_words(need.name) if need else need_id
