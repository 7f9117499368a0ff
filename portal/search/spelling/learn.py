"""Learn from the catalogue which words are right, which stand together, and which are also written as one."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from portal.catalogue.models import Catalogue
from portal.search.models import PlaceWord
from portal.search.spelling.company import Company
from portal.search.spelling.dictionary import English
from portal.search.spelling.pairs import PairCounter, Pairs
from portal.search.spelling.speller import Speller
from portal.search.words.stems import Stemmer
from portal.search.words.text import cut
from portal.search.words.vocabulary import Vocabulary

_GRAMMAR_COUNT = 50  # how often a word of grammar counts as written: "afer" means "after"


@dataclass(frozen=True)
class _Forms:
    """Tells whether a word has one of `stems`; no closure, so that it can be kept for the next start."""

    stem: Stemmer
    stems: frozenset[str]

    def __call__(self, word: str) -> bool:
        return self.stem(word) in self.stems


def learn_spelling(
    catalogue: Catalogue,
    written: Iterable[Sequence[str]],
    places: Iterable[PlaceWord],
    vocabulary: Vocabulary,
    english: English,
    *,
    locale: str,
) -> tuple[Speller, Mapping[tuple[str, str], str]]:
    """Return a speller, and the pairs of words that are also written as one.

    `written` are the folded words of each text. A slip is turned into words of the texts and places, of common English, and of
    what people say in this language or in English; what they say in others is only kept as it is.
    """
    spoken, counts, counter = _cut_spoken(catalogue), Counter[str](), PairCounter(vocabulary.grammar)
    for words in chain(written, (cut(place.name) for place in places)):
        counts.update(words)
        counter.add(words)
    _count_spoken(counts, spoken, vocabulary, english, locale)
    for phrases in spoken.values():
        for words in phrases:
            counter.add(words, times=2)  # what people say counts twice: it was chosen with care
    pairs = counter.finish()
    company = Company(pairs, _find_needs(catalogue, counts, vocabulary), vocabulary.grammar)
    speller = _build_speller(counts, company, spoken, vocabulary, english, is_english=locale == "en")
    return speller, _find_compounds(counts, pairs)


def _build_speller(
    counts: Counter[str],
    company: Company,
    spoken: Mapping[str, list[list[str]]],
    vocabulary: Vocabulary,
    english: English,
    *,
    is_english: bool,
) -> Speller:
    """Return the speller; of other languages than English we know few words: their forms are right, little is a slip."""
    heard = {locale: {word for words in phrases for word in words} for locale, phrases in spoken.items()}
    every = set[str]().union(*heard.values())
    own = heard["en"] if is_english else every
    stems = frozenset() if is_english else frozenset(vocabulary.stem.all((*counts, *every)))
    return Speller(
        counts,
        company,
        weigh=english.weigh,
        kept=vocabulary.words.union(own),
        foreign=every.difference(own),
        stem=vocabulary.stem,
        is_form=_Forms(vocabulary.stem, stems),
        is_sparing=not is_english,
    )


def _find_needs(catalogue: Catalogue, counts: Iterable[str], vocabulary: Vocabulary) -> Mapping[str, int]:
    """Return the needs that each word or another form of it is said for, as bits; none for words of grammar."""
    needs: dict[str, int] = defaultdict(int)
    for number, need in enumerate(catalogue.needs.values()):
        said = {word for phrase in (need.name, *chain(*need.words.values())) for word in cut(phrase)}
        for stem in set(vocabulary.stem.all(said - vocabulary.grammar)):
            needs[stem] |= 1 << number
    return {word: needs[stem] for word in counts if (stem := vocabulary.stem(word)) in needs}


def _count_spoken(
    counts: Counter[str],
    spoken: Mapping[str, list[list[str]]],
    vocabulary: Vocabulary,
    english: English,
    language: str,
) -> None:
    """Add to what is written how often each word is said in this language or in English."""
    is_english, own = cache(english.__contains__), ("en", language)
    counts.update(
        word
        for locale, phrases in spoken.items()
        for words in phrases
        for word in words
        if locale in own or word in counts or is_english(word)
    )
    counts.update({word: _GRAMMAR_COUNT for word in vocabulary.grammar if is_english(word)})


def _cut_spoken(catalogue: Catalogue) -> Mapping[str, list[list[str]]]:
    """Return what people say, by locale: the words for needs, dangers, ordinary things, and all synonyms."""
    spoken: dict[str, list[list[str]]] = defaultdict(list)
    spoken["en"] += [cut(need.name) for need in catalogue.needs.values()]
    dangers = catalogue.dangers.values()
    needs = [need.words for need in catalogue.needs.values()]
    for sayings in (*catalogue.need_sayings.values(), *catalogue.danger_sayings.values()):
        for locale, sentences in (*sayings.said.items(), *sayings.ordinary.items()):
            spoken[locale] += map(cut, sentences.splitlines())
    synonyms = [each.words for each in catalogue.synonyms.values()]
    for words in (*needs, *synonyms, *(each.words for each in dangers), *(each.ordinary for each in dangers)):
        for locale, phrases in words.items():
            spoken[locale] += map(cut, phrases)
    return spoken


def _find_compounds(counts: Mapping[str, int], pairs: Pairs) -> Mapping[tuple[str, str], str]:
    """Return the pairs of known words that are also written as one, like "food bank"."""
    joined = {(word[:at], word[at:]): word for word in counts for at in range(3, len(word) - 2)}
    return {
        pair: word
        for pair, word in joined.items()
        if pairs.stand_ever(*pair) or (pair[0] in counts and pair[1] in counts)
    }
