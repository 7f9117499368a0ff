"""Know the forms of words in languages that we have no rules for: "krediyi" is one of "kredi"."""

from collections import defaultdict
from collections.abc import Iterable

from portal.catalogue.models import Catalogue
from portal.search.words.text import count_same_start, cut

_START = 5  # letters with which both must begin
_OWN, _TYPED = 3, 5  # letters that may follow what they share, in the word we know and in the one that was typed


class ForeignForms:
    """Finds the word meant by a form of it; only for words that are nothing else."""

    def __init__(self, words: Iterable[str]) -> None:
        by_start: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= _START:
                by_start[word[:_START]].append(word)
        self._by_start = {start: tuple(each) for start, each in by_start.items()}

    def find(self, word: str) -> str:
        """Return the word of which `word` is most likely a form, itself where there is none."""
        near = self._by_start.get(word[:_START], ())
        shared = [(count_same_start(known, word), -len(known), known) for known in near]
        fitting = [each for each in shared if len(each[2]) - each[0] <= _OWN and len(word) - each[0] <= _TYPED]
        return max(fitting)[2] if fitting else word


def find_foreign_names(catalogue: Catalogue) -> Iterable[str]:
    """Return the folded names of one word each that synonyms have in other languages than English."""
    for each in catalogue.synonyms.values():
        for locale, names in each.words.items():
            yield from (words[0] for words in map(cut, names) if locale != "en" and len(words) == 1)
