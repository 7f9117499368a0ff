"""Words to say on the phone, in the page's language and, for whoever has to read them out, in English."""

from dataclasses import dataclass

from babel import Locale
from flask_babel import lazy_gettext as _l

from portal.po_files import SOURCE_LOCALE, language_name
from portal.web.english import as_english
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
    is_english = chosen == SOURCE_LOCALE
    own = _sentences("…" if is_english else language_name(chosen))
    with speaking(SOURCE_LOCALE):
        english = _sentences("" if is_english else str(Locale.parse(chosen).get_language_name(SOURCE_LOCALE)))
    return [
        Spoken(words, "" if is_english or words.startswith(as_english("")[0]) else other, str(note))
        for words, other, (_words, note) in zip(own, english, _SENTENCES, strict=True)
    ]


def _sentences(language: str) -> list[str]:
    return [str(words) % {"language": language} for words, _note in _SENTENCES]
