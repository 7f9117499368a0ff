"""Whoosh's analyser for folded text; only whoever writes an index imports it."""

from whoosh.analysis import Analyzer, RegexTokenizer, StemFilter

from portal.search.words.stems import Stemmer
from portal.search.words.text import WORD


def build_analyzer(stemmer: Stemmer) -> Analyzer:
    """Return Whoosh's analyser for folded text: the same words and stems as `cut` and `stemmer` give."""
    return RegexTokenizer(expression=WORD) | StemFilter(stemfn=stemmer, cachesize=None)
