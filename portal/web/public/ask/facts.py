"""What the draft says so far, in the terms of the rules."""

from collections.abc import Callable

from portal.places.models import Place
from portal.referrals.asking.age_rules import ADULT_FROM, OWN_AGREEMENT_FROM
from portal.referrals.asking.drafts import Draft
from portal.referrals.models import Asker, Way
from portal.web.public.ask.numbers import read_number
from portal.web.public.ask.where import place_of


def way_in(draft: Draft) -> Way:
    """Return which of the two ways in was chosen."""
    return Way.RING_ME if draft.step("danger").get("way") == Way.RING_ME else Way.TELL_MORE


def is_way(way: Way) -> Callable[[Draft], bool]:
    """Return the question whether the draft is on `way`."""
    return lambda draft: way_in(draft) is way


def is_asked_by(asker: Asker) -> Callable[[Draft], bool]:
    """Return the question whether `asker` asks."""
    return lambda draft: draft.step("asker").get("asker") == asker


def is_young(draft: Draft) -> bool:
    """Tell whether a young person asks for themselves."""
    return is_asked_by(Asker.YOUNG_PERSON)(draft)


def age_of(draft: Draft) -> int | None:
    """Return the age of the young person who asks, or None."""
    if not is_young(draft):
        return None
    return read_number(str(draft.step("age").get("age") or ""))


def is_under_16(draft: Draft) -> bool:
    """Tell whether the young person has to be asked about their parents."""
    age = age_of(draft)
    return age is not None and age < OWN_AGREEMENT_FROM


def is_16_or_17(draft: Draft) -> bool:
    """Tell whether the young person has to be asked about tonight."""
    age = age_of(draft)
    return age is not None and OWN_AGREEMENT_FROM <= age < ADULT_FROM


def is_on_border(draft: Draft) -> bool:
    """Tell whether the postcode leaves open which council it is, so that the person is asked."""
    place = place_of(draft.with_step("council", {})) if draft.step("place") else None
    return place is not None and place.must_choose


def known_place(draft: Draft) -> Place | None:
    """Return the place once its council is known and covered."""
    place = place_of(draft)
    return place if place and place.council else None
