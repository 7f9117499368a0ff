"""Arabic words: a light stemmer for the beginnings and endings of folded ones, and the words of grammar, written and spoken.

Whoosh has neither.
"""

import re

_LETTER = re.compile("[\u0600-\u06ff]")
_PREFIX = re.compile("^(?:\u0648\u0627\u0644|\u0628\u0627\u0644|\u0641\u0627\u0644|\u0644\u0644|\u0627\u0644)(?=.{3})")
_ENDING = re.compile("(?<=...)(?:\u0647\u0627|\u0627\u062a|\u0648\u0646|\u064a\u0646|\u064a\u0647|\u0647|\u064a)$")

# What negates is left out: it decides.
GRAMMAR = (
    "من في على إلى عن مع أن إن أنا أنت أنتم هو هي هم نحن هذا هذه ذلك تلك الذي التي الذين كان كانت يكون تكون كل جدا كثيرا كثير "
    "أريد اريد نريد بدي بدنا عايز عايزة أحتاج احتاج نحتاج أبحث ابحث ممكن هل كيف أين وين متى لماذا ليش ماذا شو ايش التي أو و ثم "
    "عندي عندنا لدي لدينا معي معنا لي لنا له لها لهم قد لقد بعد قبل عند حتى بين أي أيضا فقط الآن اليوم يوجد هناك هنا يا رجاء "
    "من_فضلك شكرا أظن أعتقد عمره عمرها سنة سنوات سنتان سنتين شهر أشهر"
).replace("_", " ")


def is_arabic(word: str) -> bool:
    """Tell whether a word is in Arabic letters, as those of Persian, Kurdish and Urdu are."""
    return _LETTER.match(word) is not None


def stem_arabic(word: str) -> str:
    """Return the stem of one folded word."""
    return _ENDING.sub("", _PREFIX.sub("", word))
