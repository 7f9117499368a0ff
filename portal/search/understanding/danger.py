"""Notice words of danger, also misspelt; ordinary uses of the same words must not cry wolf."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from portal.beside import beside
from portal.search.understanding.danger_sense import FEWEST, DangerSense
from portal.search.understanding.danger_words import NOTHING, Alike, Token
from portal.search.words.text import cut

_MOST_KEPT = 50_000  # words of which is kept whether a phrase may begin with them
_GAP = 2  # words that may stand between two words of a phrase
_ARTICLES = frozenset(cut("a an the is are was were be been am of and so really very just keep keeps bein being"))
_AGAINST = frozenset(("against", "off"))  # "hit his head off the wall" is no accident
_AT = frozenset(("on", "at", "into"))
_WHOSE = frozenset(cut("my me our his her their your")) | _ARTICLES
_WHOM = frozenset(cut("me us him her them mine"))
_MORE = frozenset((("on", "purpose"), ("and", "out")))
_ALARMING = 0.2  # share of a topic's phrases that are danger by themselves, from which none of them is called calm


class _Phrase(NamedTuple):
    danger_id: str
    words: tuple[str, ...]
    keys: tuple[str, ...]
    number: int

    @property
    def second(self) -> str:
        """Return the key that follows the first, "" for none."""
        return self.keys[1] if len(self.keys) > 1 else ""


class Lessons(NamedTuple):
    """What teaches when a sentence without any phrase we know is danger: `unforeseen` is then its id.

    `alarming` and `calm` are sentences, `topics` lists of what people say of one thing, calm where nobody is in danger.
    """

    unforeseen: str
    alarming: Sequence[str] = ()
    calm: Sequence[str] = ()
    topics: Sequence[Sequence[str]] = ()


class DangerWatch:
    """Knows the phrases of danger by id, and the ordinary phrases that hold the same words; may learn to suspect others."""

    def __init__(self, alike: Alike, phrases: Sequence[tuple[str, str]], ordinary: Iterable[str]) -> None:
        alike.know(text for _, text in phrases)
        self._alike = alike
        self._phrases: dict[str, dict[str, list[_Phrase]]] = defaultdict(dict)  # by their first two keys
        for number, (danger_id, text) in enumerate(phrases):
            phrase = _Phrase(danger_id, tuple(cut(text)), _drop_articles(alike.read_danger(text)), number)
            self._phrases[phrase.keys[0]].setdefault(phrase.second, []).append(phrase)
        self._ordinary: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for text in ordinary:
            keys = alike.read_ordinary(text)
            self._ordinary[keys[0]].append(keys)
        self._beginnings = alike.list_beginnings(self._phrases)
        self._may_begin = lru_cache(_MOST_KEPT)(self._begins_a_phrase)
        self._unforeseen = ""
        self._sense: DangerSense | None = None

    def learn(self, lessons: Lessons) -> Callable[[], None]:
        """Begin to learn when a sentence is danger in which no phrase stands; what is returned waits until that is learned."""
        wait = beside(partial(self._learn, lessons))

        def finish() -> None:
            self._unforeseen, self._sense = lessons.unforeseen, wait()

        return finish

    def notice(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the ids of the dangers that folded `words` speak of, surest first, none where all uses are ordinary."""
        return self._find(self._alike.read(words), words) if any(map(self._may_begin, words)) else ()

    def suspect(self, words: Sequence[str]) -> tuple[str, ...]:
        """Return the unforeseen danger where folded `words` speak of one without a known phrase, as hardly any do."""
        if self._sense is None or len(words) < FEWEST:
            return ()
        tokens = self._alike.read(words)
        if not self._sense.is_alarmed(tokens):
            return ()
        there = frozenset([key for token in tokens for key in token.keys])
        return (self._unforeseen,) if self._sense.is_alarmed(self._leave_out_ordinary(tokens, there)) else ()

    def _learn(self, lessons: Lessons) -> DangerSense:
        read = self._alike.read
        calm = [*(read(cut(text)) for text in lessons.calm), *self._find_calm(lessons.topics)]
        return DangerSense([read(cut(text)) for text in lessons.alarming], calm)

    def _find(self, tokens: Sequence[Token], words: Sequence[str]) -> tuple[str, ...]:
        """Return the dangers whose phrases stand there."""
        there = frozenset([key for token in tokens for key in token.keys])
        maybe = {key: fitting for key in there if (fitting := self._list_fitting(key, there))}
        if not maybe:
            return ()
        left = self._leave_out_ordinary(tokens, there)
        found = [
            phrase
            for at, token in enumerate(left)
            for key in token.keys
            for phrase in maybe.get(key, ())
            if _stands_at(left, at, phrase.keys)
        ]
        typed = set(words)
        found.sort(key=lambda phrase: (not typed.issuperset(phrase.words), -len(phrase.words)))
        return tuple(dict.fromkeys(phrase.danger_id for phrase in found))

    def _list_fitting(self, key: str, there: frozenset[str]) -> list[_Phrase]:
        """Return the phrases that begin with `key` of which every key is there, in their order."""
        by_second = self._phrases.get(key)
        if not by_second:
            return []
        fitting = [
            phrase for second in ("", *there) for phrase in by_second.get(second, ()) if there.issuperset(phrase.keys)
        ]
        fitting.sort(key=attrgetter("number"))
        return fitting

    def _begins_a_phrase(self, word: str) -> bool:
        """Tell whether a phrase of danger may begin with `word`: without any such word there is none."""
        return self._alike.begins(word, self._beginnings)

    def _find_calm(self, topics: Iterable[Sequence[str]]) -> Iterator[Sequence[Token]]:
        """Yield the phrases of topics, read, that are not dangers themselves."""
        for phrases in topics:
            read = [(self._alike.read(words), words) for words in map(cut, phrases)]
            calm = [tokens for tokens, words in read if not self._find(tokens, words)]
            if len(calm) >= (1 - _ALARMING) * len(read):
                yield from calm

    def _leave_out_ordinary(self, tokens: Sequence[Token], there: frozenset[str]) -> list[Token]:
        left = list(tokens)
        for at, token in enumerate(tokens):
            for key in token.keys:
                for phrase in self._ordinary.get(key, ()):
                    end = at + len(phrase)
                    if there.issuperset(phrase) and _is_run(tokens[at:end], phrase) and not _goes_on(tokens, end):
                        left[at:end] = [NOTHING] * len(phrase)
        return left


def _drop_articles(tokens: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Return the keys that must be there: the first and last guard what stands beside them ("kept the kids and")."""
    last = len(tokens) - 1
    return tuple(key for at, (key, word) in enumerate(tokens) if at in (0, last) or word not in _ARTICLES)


def _is_run(tokens: Sequence[Token], keys: Sequence[str]) -> bool:
    return len(tokens) == len(keys) and all(key in token.keys for token, key in zip(tokens, keys, strict=True))


def _goes_on(tokens: Sequence[Token], end: int) -> bool:
    """Tell whether ordinary words go on as something done to somebody: "a bread knife" and then "at mum"."""
    after = tuple(token.word for token in tokens[end : end + 2])
    if after in _MORE or not _AGAINST.isdisjoint(after[:1]):
        return True
    if not _AT.isdisjoint(after[:1]):
        end += 1
    elif tokens[end - 1].word not in _AT:
        return False
    if end < len(tokens) and tokens[end].word in _WHOM and _ends(tokens, end):
        return True
    while end < len(tokens) and tokens[end].word in _WHOSE:
        end += 1
    return end < len(tokens) and tokens[end].is_person and _ends(tokens, end)


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether the person at `at` is meant, not something of theirs ("at my sons school")."""
    word = tokens[at].word
    is_owner = word == "her" or (word not in _WHOM and word.endswith("s"))
    return not is_owner or at + 1 == len(tokens) or tokens[at + 1].is_grammar


def _stands_at(tokens: Sequence[Token], at: int, phrase: Sequence[str]) -> bool:
    """Tell whether `phrase` stands in `tokens` from `at` on, in order, with only words of grammar between."""
    for key in phrase[1:]:
        at, gap = at + 1, 0
        while at < len(tokens) and key not in tokens[at].keys and _may_skip(tokens[at], gap):
            gap += tokens[at].word not in _ARTICLES
            at += 1
        if at == len(tokens) or key not in tokens[at].keys:
            return False
    return True


def _may_skip(token: Token, gap: int) -> bool:
    return token.word in _ARTICLES or (token.is_grammar and gap < _GAP)
