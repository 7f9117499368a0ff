"""Made-up texts about family help: words by Zipf's law over the shipped taxonomy's words, and a tail of invented names."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from whoosh.analysis import STOP_WORDS

from portal.catalogue.models import Need
from portal.search.words.text import cut

# The words in most descriptions; "families" comes to stand in about four of five.
COMMON = cut(
    "families children support parents help advice group young child people carers friendly weekly play health "
    "learning team activities sessions local workers centre community skills wellbeing guidance confidence home"
)
GRAMMAR = cut("and to a you for the or in can is with it on your who of we our")
STOPPED = frozenset(STOP_WORDS).union(
    cut("my me i cant wont im his her she he do not no out up off after at from all get has have does our so what how")
)
_SYLLABLES = cut("bram wick mel dale har low fen ton ash by thor pe lun den kir ros win gate sel mar cob rin os hal")
_SECTIONS = ("Group", "Project", "Club", "Drop-in", "Service", "Workshop", "Line", "Family Centre", "Sessions")


@dataclass(frozen=True)
class Words:
    """The vocabulary of one generated catalogue; `weights` are cumulative, by Zipf's law."""

    ranked: Sequence[str]
    weights: Sequence[float]
    names: Sequence[str]
    phrases: Mapping[str, Sequence[str]]  # need id -> what people type for it

    def make_description(self, chance: random.Random, need: str) -> str:
        """Return 30 to 80 words: common ones mostly, a phrase for the need, a name or two, grammar between."""
        drawn = chance.choices(self.ranked, cum_weights=self.weights, k=chance.randint(24, 62))
        drawn += [chance.choice(self.phrases[need]), *chance.sample(self.names, chance.randint(0, 2))]
        chance.shuffle(drawn)
        every = [word for each in drawn for word in (each, *[chance.choice(GRAMMAR)] * (chance.random() < 0.3))]
        text = " ".join(every)
        return f"{text[:1].upper()}{text[1:]}."

    def make_name(self, chance: random.Random, need: Need) -> str:
        """Return the name of a service."""
        return f"{chance.choice(self.names).capitalize()} {need.name} {chance.choice(_SECTIONS)}"


def gather_words(needs: Mapping[str, Need], *, names: int, chance: random.Random) -> Words:
    """Return the vocabulary: common words, the taxonomy's by how often they stand there, invented names."""
    phrases = {need.id: need.words.get("en", ()) or (need.name.lower(),) for need in needs.values()}
    counts = Counter(word for each in phrases.values() for phrase in each for word in cut(phrase))
    topical = [word for word, _ in counts.most_common() if word not in STOPPED and word not in COMMON]
    invented = sorted({_invent(chance) for _ in range(names)} - set(topical))
    ranked = [*COMMON, *topical, *chance.sample(invented, len(invented))]
    return Words(ranked, tuple(accumulate(1 / rank for rank in range(3, len(ranked) + 3))), invented, phrases)


def _invent(chance: random.Random) -> str:
    return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4)))
