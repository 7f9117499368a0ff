"""Read the ages of children out of what people type: "3 year old", "yr 7", "18 months", "newborn", "expecting"."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from portal.search.models import OLDEST, Age
from portal.search.words.text import cut

NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        cut(
            "one two three four five six seven eight nine ten eleven twelve "
            "thirteen fourteen fifteen sixteen seventeen eighteen"
        ),
        1,
    )
}
AGE_WORDS = frozenset(cut("year years yr yrs old olds month months mths week weeks yo aged age"))  # only say how old
_PEOPLE = frozenset(
    cut("son daughter lad lass girl boy kid child baby he she sister brother bro grandson granddaughter nephew niece")
)
_LIST = r"(\d{1,2}(?:(?: (?:and|or|to|i|oraz))? \d{1,2})*)"  # the commas are gone: "4 7 and 9"
_TIME = r"(?:months?|mths?|mnths?|weeks?|wks?|years?|yrs?)"
# How long something lasts or lasted is no age; nor is how far a pregnancy has come.
_NO_AGE = re.compile(
    rf"\b(?:wait\w*|been|past|last|next|every|within|another|took|takes|in|off)(?: (?!and\b)[a-z]+){{0,3}} \d{{1,2}} {_TIME}(?! old)\b"
    rf"|\b\d{{1,2}} ?{_TIME} (?:ago|behind|late|overdue|later|long|left|wait\w*|since|arrears|notice|sober|clean|rent|for)\b"
    rf"|\b\d{{1,2}} ?{_TIME} (?:pregnant|preggers|gone)\b|(?<=pregnant )\d{{1,2}} ?{_TIME}\b"
)
_NOTHING_COUNTED = (
    r"(?! ?(?:\d|to \d|months?|weeks?|wks?|days?|hours?|mins?|minutes?|miles?|pounds|quid|stone|kg|foot|percent|gcses?|people|kids"
    r"|children|times|questions?|bedrooms?|am|pm))"
)

# Folded, as they stand after a number: Romanian, Spanish, Portuguese, French, Italian, Lithuanian, Ukrainian, Russian, Bulgarian,
# Farsi and Urdu, Turkish, Hungarian, Albanian, Kurdish, Somali, Vietnamese, Chinese, Bengali, Tigrinya.
_YEARS_ELSEWHERE = r"ani|anos|ans|anni|metu|metai|рок\w*|рік|лет|года?|години|\u0633\u0627\u0644\w*|yas\w*|eves|vjec\w*|sali?|jir|tuoi|岁|歲|বছর|ዓመት"
_MONTHS_ELSEWHERE = r"luni|meses|mois|mesi|menesiu|місяц\w*|месяц\w*|месеца|\u0645\u0627\u0647\w*|aylik|honapos|muaj\w*|bilood|thang|个 月|個 月"


def _years(found: re.Match[str]) -> list[Age]:
    return [Age.of_years(int(number)) for number in re.findall(r"\d+", found[1])]


def _months(found: re.Match[str]) -> list[Age]:
    return [Age(int(number)) for number in re.findall(r"\d+", found[1])]


def _weeks(found: re.Match[str]) -> list[Age]:
    return [Age(int(found[1]) * 12 // 52)]


def _school_year(found: re.Match[str]) -> list[Age]:
    return [Age.of_years(int(number) + 4) for number in re.findall(r"\d+", found[1])]  # England: year 1 begins at five


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Age]]], ...] = (
    (re.compile(rf"\b{_LIST} ?(?:months?|mths?|mnths?|mo)(?: olds?)?\b"), _months),
    (re.compile(r"\b(\d{1,2}) ?(?:weeks?|wks?) old\b"), _weeks),
    (
        re.compile(
            r"\b(?:baby|newborn|hes|shes|he is|she is|baby is|newborn is|son is|daughter is) (\d{1,2}) ?(?:weeks?|wks?)\b"
        ),
        _weeks,
    ),
    (re.compile(rf"\b{_LIST} ?(?:(?:yrs?|years?) ?olds?|yo|y o)\b"), _years),
    (re.compile(rf"\b(?:aged?|ages) (?:of )?{_LIST}\b{_NOTHING_COUNTED}"), _years),
    (
        re.compile(
            r"\b(?:im|i am|hes|shes|he is|she is|is|son|daughter|lad|girl|boy|kid|turned|just) (\d{1,2})\b"
            + _NOTHING_COUNTED
        ),
        _years,
    ),
    (
        re.compile(
            rf"\b(?:are|kids|children|boys|girls|sons|daughters|grandkids|grandchildren|twins) "
            rf"(\d{{1,2}}(?: \d{{1,2}})* and \d{{1,2}})\b{_NOTHING_COUNTED}"
        ),
        _years,
    ),
    (re.compile(rf"\b(?:twins|triplets) (?:are )?(\d{{1,2}})\b{_NOTHING_COUNTED}"), _years),
    (re.compile(rf"\b(?:years?|yr) {_LIST}s?\b"), _school_year),
    (re.compile(r"\b(\d{1,2}) ?(?:mies(?:iac\w*|iecy)?)\b"), _months),  # Polish
    (re.compile(r"\b(\d{1,2}) ?(?:lat(?:ek|a|ka|ki)?|rok|roku|letni\w*)\b"), _years),
    (re.compile(r"\b(\d{1,2}) ?(?:\u0634\u0647\u0631\u0627?|\u0627\u0634\u0647\u0631)\b"), _months),  # Arabic
    (
        re.compile(r"\b(\d{1,2}) ?(?:\u0633\u0646\u0647|\u0633\u0646\u0648\u0627\u062a|\u0639\u0627\u0645\u0627?)\b"),
        _years,
    ),
    (
        re.compile(
            r"\b\u0639\u0645\u0631(?:\u064a|\u0647|\u0647\u0627) (\d{1,2})\b(?! ?(?:\u064a\u0648\u0645|\u0627\u064a\u0627\u0645|\u0627\u0633))"
        ),
        _years,
    ),  # "my age 14", not days or weeks
    (re.compile(rf"\b(\d{{1,2}}) ?(?:{_MONTHS_ELSEWHERE})\b"), _months),
    (re.compile(rf"\b(\d{{1,2}}) ?(?:{_YEARS_ELSEWHERE})\b"), _years),
)
_NAMED: tuple[tuple[re.Pattern[str], tuple[Age, ...]], ...] = (
    (
        re.compile(r"\b(?:pregnan\w*|preggers|expecting|antenatal|mum to be|mums to be|dad to be|bump|unborn)\b"),
        (Age.expecting(),),
    ),
    (re.compile(r"\b(?:newborns?|new born|new baby|just had a baby|baby|babies|babby)\b"), (Age(0),)),
    (re.compile(r"\b(?:toddlers?)\b"), (Age.of_years(2),)),
    (re.compile(r"\b(?:ciaz[ay]|ciezarn[aey]|spodziewam sie)\b"), (Age.expecting(),)),  # Polish
    (re.compile(r"\b(?:niemowl\w*|noworod\w*)\b"), (Age(0),)),
    (re.compile(r"\b(?:\u062d\u0627\u0645\u0644|\u062d\u0628\u0644\u064a)\b"), (Age.expecting(),)),  # Arabic
    (re.compile(r"\b(?:\u0631\u0636\u064a\u0639|\u0645\u0648\u0644\u0648\u062f)\w*\b"), (Age(0),)),
    (re.compile(r"\b(?:teen\w*|adolescent)\b"), (Age.of_years(14),)),
)

_BARE = re.compile(r"(\d{1,2}) ?(?:years?|yrs?|y)?", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# "im 16 and pregnant": help for her, more than for a baby.
_OWN = re.compile(rf"\b(?:im|i am) \d{{1,2}}\b{_NOTHING_COUNTED}")
_ANY_NAME = re.compile("|".join(pattern.pattern for pattern, _ in _NAMED))
_IN_NAMES = frozenset(cut("be born sie"))  # one of them stands in every name of several words: "mum to be"
_MOST_KEPT = 50_000  # words of which is kept whether they may tell an age


def read_ages(words: Sequence[str]) -> tuple[Age, ...]:
    """Return the ages that folded `words` speak of: numbers first, beside them only "expecting"; else "baby", "teenager"."""
    if not any(map(_may_tell, words)):
        return ()
    text = " ".join(_write_numbers(words))
    told = list(_read_numbers(text)) if _DIGIT.search(text) else []
    if not _ANY_NAME.search(text):
        return tuple(dict.fromkeys(told))
    named = [age for pattern, ages in _NAMED if pattern.search(text) for age in ages]
    is_own = bool(_OWN.search(text))
    return tuple(dict.fromkeys([*told, *(age for age in named if not told or (age.is_expecting and not is_own))]))


def read_age(text: str) -> Age | None:
    """Return the age of one child as it stands in a box of its own, where a bare number means years; None for none."""
    if years := _BARE.fullmatch(text.strip()):
        return Age.of_years(int(years[1])) if int(years[1]) <= OLDEST else None
    return next(iter(read_ages(cut(text))), None)


@lru_cache(_MOST_KEPT)
def _may_tell(word: str) -> bool:
    """Tell whether an age may be told with the help of `word`: without any such word none is."""
    return word in NUMBERS or word in _IN_NAMES or bool(_DIGIT.search(word) or _ANY_NAME.search(word))


def _write_numbers(words: Sequence[str]) -> Iterator[str]:
    """Yield `words` with numbers as figures, but not in "is one to one help free" or "just one question"."""
    for at, word in enumerate(words):
        before = words[at - 1] if at else ""
        is_plain = before == "just" or (before == "is" and (at < 2 or words[at - 2] not in _PEOPLE))
        yield word if is_plain else NUMBERS.get(word, word)


def _read_numbers(text: str) -> Iterator[Age]:
    text = _NO_AGE.sub(" ", text)
    for pattern, read in _READERS:
        found = list(pattern.finditer(text))
        if found:
            yield from (age for match in found for age in read(match) if age.years <= OLDEST)
            text = pattern.sub(" ", text)
