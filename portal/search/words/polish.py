"""Polish words, folded: a light stemmer for the endings of nouns, adjectives and verbs, and the words of grammar.

Whoosh has neither. It takes off endings only ("szkoły", "szkołą", "szkołach": szkol); what changes inside a word ("mąż",
"męża") has to stand in the lists of words.
"""

import re

# The longest ending goes; at least three letters stay.
_ENDING = re.compile(
    "(?<=...)(?:"
    "(?:e|a)ni(?:e|a|u|em|ami|ach|om)|"  # czytanie, karmienia: like czytać, karmić
    "i?(?:ami|ach|om|owi|em)|(?<=.{4})mi|ow|ek|"  # cases of nouns
    "i?(?:ego|emu|ej)|[yi](?:mi|ch|m)|"  # of adjectives
    "uj[ea](?:sz|my|cie)?|owa(?:c|l[aeiy]?|lem|lam)|"  # verbs in -ować
    "[aiy]c|[aieuy](?:sz|my|cie|l[aoiy]?|l[ea]m|l[iy]smy)|aj[ae]|am|"  # the others
    "i[aeu]|[aeiouy]"
    ")$"
)
_DATIVE = re.compile("(?<=[bdfghjklmnprstwz])ce$")  # córce: córka
_SMALL = re.compile("(?<=..[bcdfghjlmnprstwz])k$|(?<=...)i$")  # córka: córek; karmi-enie: karmić

GRAMMAR = (
    "a aby ale albo bo bardzo by byc byl byla bylo byly chce chcemy chcialabym chcialbym ci cie co czy czemu dla dlaczego do "
    "gdy gdzie go i ich ile im ja jak jaka jaki jakie jakis jego jej jemu jest jestem jestesmy juz kiedy kim kto ktora ktory "
    "ktore lub ma mam mamy maja mi mna mnie moga moge mogl mogla moj moja moje mojego mojej moim moich mojemu mozna moze mu my "
    "na nad nam nami nas nasz nasza nasze naszego naszej nasi nia nich niej nim o od on ona one oni ono oraz pan pani po pod "
    "prosze przed przez przy sa sie skad sobie soba swoj swoja swoje ta tak taki tam te tego tej ten teraz tez to tu tutaj ty "
    "tylko tym u w wam was we wiem wy z za ze zeby"
)


def stem_polish(word: str) -> str:
    """Return the stem of one folded word."""
    return _SMALL.sub("", _ENDING.sub("", _DATIVE.sub("ka", word)))
