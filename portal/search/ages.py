"""Read the ages of children out of what people type: "3 year old", "yr 7", "18 months", "newborn", "expecting"."""

import re
from collections.abc import Callable, Iterable, Iterator

from portal.search.models import Age
from portal.search.text import cut

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
_OLDEST = 25
AGE_WORDS = frozenset(cut("year years yr yrs old olds month months mths week weeks yo aged age"))  # only say how old


def _years(found: re.Match[str]) -> Age:
    return Age.of_years(int(found[1]))


def _months(found: re.Match[str]) -> Age:
    return Age(int(found[1]))


def _weeks(found: re.Match[str]) -> Age:
    return Age(int(found[1]) * 12 // 52)


def _school_year(found: re.Match[str]) -> Age:
    return Age.of_years(int(found[1]) + 4)  # England: year 1 begins at five


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Age]], ...] = (
    (re.compile(r"\b(\d{1,2}) ?(?:months?|mths?|mnths?|mo)(?: old)?\b"), _months),
    (re.compile(r"\b(\d{1,2}) ?(?:weeks?|wks?) old\b"), _weeks),
    (re.compile(r"\b(\d{1,2}) ?(?:(?:yrs?|years?) ?olds?|yo|y o)\b"), _years),
    (re.compile(r"\baged? (?:of )?(\d{1,2})\b"), _years),
    (
        re.compile(r"\b(?:im|i am|hes|shes|he is|she is|is|son|daughter|lad|girl|boy|kid|turned|just) (\d{1,2})\b"),
        _years,
    ),
    (re.compile(r"\b(?:years?|yr) (\d{1,2})s?\b"), _school_year),
    (re.compile(r"\b(\d{1,2}) ?(?:mies(?:iac\w*|iecy)?)\b"), _months),  # Polish
    (re.compile(r"\b(\d{1,2}) ?(?:lat(?:ek|a|ka|ki)?|rok|roku|letni\w*)\b"), _years),
    (re.compile(r"\b(\d{1,2}) ?(?:\u0634\u0647\u0631\u0627?|\u0627\u0634\u0647\u0631)\b"), _months),  # Arabic
    (
        re.compile(r"\b(\d{1,2}) ?(?:\u0633\u0646\u0647|\u0633\u0646\u0648\u0627\u062a|\u0639\u0627\u0645\u0627?)\b"),
        _years,
    ),
)
_NAMED: tuple[tuple[re.Pattern[str], tuple[Age, ...]], ...] = (
    (
        re.compile(r"\b(?:pregnan\w*|expecting|antenatal|mum to be|mums to be|dad to be|bump|unborn)\b"),
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
_ANY_NAME = re.compile("|".join(pattern.pattern for pattern, _ in _NAMED))


def read_ages(words: Iterable[str]) -> tuple[Age, ...]:
    """Return the ages that folded `words` speak of, in order of certainty: numbers first, else "baby", "teenager"."""
    text = " ".join([NUMBERS.get(word, word) for word in words])
    told = tuple(_read_numbers(text)) if _DIGIT.search(text) else ()
    if told or not _ANY_NAME.search(text):
        return tuple(dict.fromkeys(told))
    return tuple(dict.fromkeys(age for pattern, ages in _NAMED if pattern.search(text) for age in ages))


def read_age(text: str) -> Age | None:
    """Return the age of one child as it stands in a box of its own, where a bare number means years; None for none."""
    if years := _BARE.fullmatch(text.strip()):
        return Age.of_years(int(years[1])) if int(years[1]) <= _OLDEST else None
    return next(iter(read_ages(cut(text))), None)


def _read_numbers(text: str) -> Iterator[Age]:
    for pattern, read in _READERS:
        for match in pattern.finditer(text):
            age = read(match)
            if age.years <= _OLDEST:
                yield age
        text = pattern.sub(" ", text)
