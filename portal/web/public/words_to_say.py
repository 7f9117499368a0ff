"""Words to say on the phone, in the page's language and, for whoever has to read them out, in English."""

from dataclasses import dataclass

from babel import Locale
from flask_babel import lazy_gettext as _l

from portal.po_files import SOURCE_LOCALE, language_name
from portal.web.english import is_as_english
from portal.web.here import locale
from portal.web.i18n import speaking

# What is said, and what somebody should know about it.
_SENTENCES = (
    (_l("“Hello. I would like early help for my family. I am not in danger now.”"), ""),
    (
        _l("“I need an interpreter. My language is %(language)s.”"),
        _l("You can say only the name of your language and wait. It costs you nothing."),
    ),
    (_l("“My first name is …. We live in …. My children are … years old.”"), ""),
    (_l("“I am worried about ….”"), _l("One sentence is enough.")),
    (_l("“It is safe to ring me on … between … and …. Please leave no message.”"), ""),
    (_l("“What happens next, and when will somebody ring me?”"), _l("Write down the day and the name.")),
    (
        _l("“I do not want to answer that.”"),
        _l("You may ring off and ring again another day. Nobody asks about your immigration status."),
    ),
    (_l("“I have a reference. It is ….”"), _l("If you sent us a request before. They can find it by that.")),
)


@dataclass(frozen=True)
class Spoken:
    """One sentence, the English of it where the page says it otherwise, and a note."""

    words: str
    english: str
    note: str


def words_to_say() -> list[Spoken]:
    """Return what to say, in its order; on a page in English the language is left to be filled in."""
    chosen = locale()
    if chosen == SOURCE_LOCALE:
        return [Spoken(words, "", note) for words, note in _sentences("…")]
    with speaking(SOURCE_LOCALE):
        in_english = [words for words, _note in _sentences(str(Locale.parse(chosen).get_language_name(SOURCE_LOCALE)))]
    return [
        Spoken(words, "" if is_as_english(words) else english, note)
        for (words, note), english in zip(_sentences(language_name(chosen)), in_english, strict=True)
    ]


def _sentences(language: str) -> list[tuple[str, str]]:
    """Return each sentence with its note in the language spoken now; `language` is the name of the family's own."""
    return [(str(words) % {"language": language}, str(note)) for words, note in _SENTENCES]
