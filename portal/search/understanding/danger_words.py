"""Words that stand for each other in phrases of danger: "mummy" for "mum", "smacks" for "hits", a child's age for "child"."""

import re
from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from portal.search.understanding.ages import NUMBERS
from portal.search.words.text import cut
from portal.search.words.vocabulary import Groups, Vocabulary

_OLD = re.compile(r"\b(\d{1,2}) ?(?:(years?|yrs?|y|months?|mths?|weeks?|wks?) ?(?:olds?|o)|yo)\b")
_OLD_WORDS = frozenset(("old", "olds", "yo", "o"))  # one of them stands in every age
_TODDLER_UNTIL = 5  # years; older children who hit are no toddlers
_MOST_KEPT = 50_000  # words whose token is kept
_SHORT = re.compile(r"(?<=...)in$")  # "hittin"


class Token(NamedTuple):
    """A word, or a name of several: the ids of the rows that hold it, in their order, and the stem of one word."""

    keys: tuple[str, ...]
    word: str = ""
    is_grammar: bool = False
    is_person: bool = False


NOTHING = Token(())


class Alike:
    """Reads folded words as tokens by `rows` of words for one thing.

    `people` are the rows that name somebody; `ordinary` those that only ordinary phrases mean.
    """

    def __init__(
        self, vocabulary: Vocabulary, rows: Groups, *, people: Iterable[str] = (), ordinary: Iterable[str] = ()
    ) -> None:
        self._vocabulary = vocabulary
        self._people = {_key_of(row) for row in people}
        self._ordinary = {_key_of(row) for row in ordinary}
        self._rows = _list_rows(vocabulary, rows)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for name in sorted(self._rows, key=len, reverse=True):
            if len(name) not in self._lengths[name[0]]:
                self._lengths[name[0]].append(len(name))
        self._known = {stem for name in self._rows for stem in name}
        self._kept: dict[str, Token] = {}  # of single words

    def know(self, texts: Iterable[str]) -> None:
        """Take the words of `texts` for known: "stalkin" is then "stalking"."""
        self._known.update(stem for text in texts for stem in self._vocabulary.stem.all(cut(text)))
        self._kept.clear()

    def read_danger(self, text: str) -> list[tuple[str, str]]:
        """Return the key and first word of each token of a phrase of danger."""
        tokens = self.read(cut(text))
        return [
            (next((key for key in token.keys if key not in self._ordinary), token.keys[0]), token.word)
            for token in tokens
        ]

    def read_ordinary(self, text: str) -> tuple[str, ...]:
        """Return the keys of an ordinary phrase."""
        return tuple(token.keys[0] for token in self.read(cut(text)))

    def read(self, words: Sequence[str]) -> list[Token]:
        """Return the tokens of folded `words` in order; the longest name wins."""
        words, kept = _name_ages(words), self._kept
        found: list[Token] = []
        at = 0
        while at < len(words):
            token = kept.get(words[at])
            if token is None:
                token, length = self._read_at(words, at)
                at += length - 1
            found.append(token)
            at += 1
        return found

    def list_beginnings(self, keys: Collection[str]) -> frozenset[str]:
        """Return the stems with which tokens begin that have one of `keys`, ages left out."""
        wanted = frozenset(keys)
        return wanted.union(name[0] for name, row in self._rows.items() if not wanted.isdisjoint(row))

    def begins(self, word: str, beginnings: Container[str]) -> bool:
        """Tell whether the folded `word` has one of the stems, or may be part of an age, which is a token too."""
        return self._stem(word) in beginnings or _may_be_old(word)

    def _read_at(self, words: Sequence[str], at: int) -> tuple[Token, int]:
        """Return the token that begins at `at` and its length; a word that begins no longer name is kept."""
        word, stem = words[at], self._stem(words[at])
        lengths = self._lengths.get(stem, ())
        stems = [stem, *(self._stem(each) for each in words[at + 1 : at + max(lengths, default=1)])]
        length = next((n for n in lengths if tuple(stems[:n]) in self._rows), 0)
        keys = self._rows[tuple(stems[:length])] if length else (stem,)
        is_grammar = length < 2 and self._vocabulary.is_grammar(word)
        token = Token(keys, word, is_grammar, not self._people.isdisjoint(keys))
        if max(lengths, default=1) == 1 and len(self._kept) < _MOST_KEPT:
            self._kept[word] = token
        return token, length or 1

    def _stem(self, word: str) -> str:
        stem = self._vocabulary.stem(word)
        if stem in self._known or not _SHORT.search(word):
            return stem
        whole = self._vocabulary.stem(f"{word}g")
        return whole if whole in self._known else stem


def _key_of(row: str) -> str:
    return f"={row}"  # no stem: a row may be called like a word


def _list_rows(vocabulary: Vocabulary, rows: Groups) -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Return what each name stands for: its rows in their order, a phrase means the first; and its own stem."""
    found: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
    for row, names in rows.items():
        for name in names:
            found[tuple(vocabulary.stem.all(cut(name)))][_key_of(row)] = None
    return {stems: (*keys, *(stems if len(stems) == 1 else ())) for stems, keys in found.items()}


def _name_ages(words: Sequence[str]) -> Sequence[str]:
    """Return `words` with "2 year old" as "toddler": who hits, or is hit, is then known by name."""
    if _OLD_WORDS.isdisjoint(words) and "yo" not in " ".join(words):
        return words
    text = " ".join([NUMBERS.get(word, word) for word in words])
    return _OLD.sub(_name_age, text).split() if _OLD.search(text) else words


def _may_be_old(word: str) -> bool:
    return word in _OLD_WORDS or (word.endswith("yo") and word[0].isdigit())


def _name_age(found: re.Match[str]) -> str:
    unit = found[2] or "years"
    if not unit.startswith("y"):
        return "baby"
    return "toddler" if int(found[1]) < _TODDLER_UNTIL else "child"
