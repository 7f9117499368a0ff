"""Danger in a family's own words: noticed before sending, so that help is shown and the request goes to the top."""

from collections.abc import Mapping

from portal.referrals.asking.drafts import Draft
from portal.referrals.plain import Json
from portal.web.here import locale, parts
from portal.web.public.ask.form_parts import TEXT

_SOURCE = "en"
_NOTICED = "noticed"  # stands among a step's answers, so that changing them changes it


def with_dangers(answers: Mapping[str, Json]) -> dict[str, Json]:
    """Return a step's answers with the ids of the dangers that their words speak of."""
    return {**answers, _NOTICED: [*find_dangers(answers)]}


def find_dangers(answers: Mapping[str, Json]) -> tuple[str, ...]:
    """Return the ids of the dangers in answers, each read by itself, in the page's language and in English."""
    watches = [parts().index(language).understanding for language in {locale(), _SOURCE}]
    texts = [text[:TEXT] for text in answers.values() if isinstance(text, str) and text]
    return tuple(dict.fromkeys(danger for text in texts for watch in watches for danger in watch.read(text).danger))


def noticed_dangers(draft: Draft, *steps: str) -> tuple[str, ...]:
    """Return the ids of the dangers noticed in the answers of some steps, or of all of them."""
    return tuple(dict.fromkeys(danger for name in steps or draft.steps for danger in _noticed(draft.step(name))))


def _noticed(answers: Mapping[str, Json]) -> list[str]:
    found = answers.get(_NOTICED)
    return [str(danger) for danger in found] if isinstance(found, list) else []
