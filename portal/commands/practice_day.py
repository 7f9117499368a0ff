"""Thirty made-up requests of a practice day: who asks, how long ago, and what the team has done since.

Every name begins with Practice, every number is one that Ofcom keeps for made-up people, every address ends in .invalid.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from portal.referrals.models import (
    Agreement,
    Answers,
    Asker,
    Contact,
    ContactWay,
    Danger,
    FamilyMember,
    Helper,
    Interpreter,
    Permission,
    SafeContact,
    Way,
    YoungPerson,
)

WORDING = "practice"
SAME_FAMILY = {21: 0}  # the second of these scenes may be an earlier request of the first: one phone number
SAFE = SafeContact(Permission.YES, Permission.NO, Permission.NO, "school days, 10 to 2")
CAREFUL = SafeContact(Permission.ASK, Permission.NO, Permission.NO, "", "Practice partner")
AGREED = (Agreement("may_contact", WORDING, is_given=True), Agreement("may_talk_school", WORDING, is_given=True))


@dataclass(frozen=True)
class Scene:
    """A request that came `hours_ago` for council number `council`; `done` says what the team did, in order."""

    title: str
    answers: Answers
    hours_ago: float
    council: int = 0
    done: tuple[str, ...] = ()
    has_danger_words: bool = False
    is_suspected: bool = False
    is_on_border: bool = False


def build_day(needs: Sequence[str]) -> tuple[Scene, ...]:
    """Return the day's scenes; each names one of `needs`, in turn."""
    scenes = (*_new(), *_opened(), *_under_way(), *_closed(), *_overdue())
    return tuple(
        replace(each, answers=_numbered(each.answers, number, needs[number % len(needs)]))
        for number, each in enumerate(scenes)
    )


def _numbered(answers: Answers, number: int, need: str) -> Answers:
    """Return the answers with a need and a phone number of their own."""
    phone = Contact(ContactWay.PHONE, f"01632 960{SAME_FAMILY.get(number, number):03}")
    return replace(answers, needs=(need,), contacts=tuple(each if each.detail else phone for each in answers.contacts))


def _parent(name: str, worry: str, **more: object) -> Answers:
    """Return a parent who told more; `more` replaces what stands here."""
    whole = Answers(
        way=Way.TELL_MORE,
        contacts=(Contact(ContactWay.PHONE),),
        name=f"Practice {name}",
        asker=Asker.PARENT,
        danger=Danger.NO,
        worry=worry,
        family=(FamilyMember(age=8, name="Practice child"), FamilyMember(age=3)),
        safe_contact=SAFE,
        agreements=AGREED,
    )
    return replace(whole, **more)  # type: ignore[arg-type]  # the fields' own types, by name


def _ring(name: str, **more: object) -> Answers:
    """Return somebody who only wants to be rung."""
    return _parent(name, "", way=Way.RING_ME, family=(), **more)


def _young(name: str, age: int, worry: str, **more: object) -> Answers:
    young = YoungPerson(age, does_parent_know=False, may_talk_to_parents=False, **more)  # type: ignore[arg-type]
    return _parent(name, worry, asker=Asker.YOUNG_PERSON, young_person=young, family=(FamilyMember(age=age),))


def _new() -> Iterator[Scene]:
    """Give what came in just now."""
    yield Scene("new, told more", _parent("Ada", "He does not want to go to school any more."), 0.2)
    yield Scene("new, just ring me", _ring("Bo"), 0.3, council=1)
    yield Scene("new, just ring me, careful", _ring("Cleo", safe_contact=CAREFUL), 0.5, council=2)
    urgent = _parent("Dina", "He hits me when he drinks.", safe_contact=CAREFUL)
    yield Scene("urgent: danger in their own words", urgent, 0.4, has_danger_words=True)
    yield Scene(
        "urgent: not sure about danger", _parent("Eli", "I am worn out.", danger=Danger.NOT_SURE), 0.6, council=1
    )
    yield Scene("a young person of 14, parents do not know", _young("Finn", 14, "I feel low all the time."), 0.7)
    homeless = _young("Gil", 17, "I cannot stay at home.", has_nowhere_to_sleep=True)
    yield Scene("urgent: 17, nowhere to sleep tonight", homeless, 0.8, council=2)
    yield Scene("on a border between councils", _parent("Hana", "We argue every day."), 0.9, is_on_border=True)
    yield Scene("may come from a machine: held", _parent("Ivo", "buy now"), 1.0, council=1, is_suspected=True)
    arabic = _parent("Jamila", "ابني لا ينام في الليل.", locale="ar", interpreter=Interpreter("Arabic"))
    yield Scene("in Arabic, with an interpreter", arabic, 1.1, council=1)


def _opened() -> Iterator[Scene]:
    """Give what somebody has read."""
    polish = _parent("Kasia", "Nie starcza nam na jedzenie.", locale="pl", interpreter=Interpreter("Polish"))
    yield Scene("read, in Polish", polish, 26, done=("open",))
    signed = _parent("Leo", "My son hears nothing and feels alone.", interpreter=Interpreter(is_bsl=True))
    yield Scene("read and given to a worker, BSL", signed, 27, council=1, done=("open", "give"))
    helper = Helper("Practice Ms Teacher", "teacher", "01632 960901", "spoken", "last Monday", "the mother", WORDING)
    helped = _parent("Mona", "Mum is alone with three children.", asker=Asker.HELPER, helper=helper)
    yield Scene("a teacher asks with the family's agreement", helped, 5, council=2, done=("open",))
    hidden = _parent("Nia", "My sister works in your office.", safe_contact=CAREFUL)
    yield Scene("hidden from all but managers", hidden, 25, done=("open", "restrict"))
    expecting = _parent("Olga", "Our first baby comes in spring.", asker=Asker.EXPECTING)
    yield Scene("expecting a baby", replace(expecting, family=(FamilyMember(is_expected=True),)), 24, done=("open",))


def _under_way() -> Iterator[Scene]:
    """Give what is being worked on."""
    text = _parent("Pia", "She stays up all night.", contacts=(Contact(ContactWay.TEXT, "07700 900001"),))
    yield Scene("tried by text, no answer yet", text, 50, done=("open", "text"))
    yield Scene(
        "tried twice", _parent("Rafi", "We fell behind with the rent."), 75, council=1, done=("open", "rang", "rang")
    )
    email = _parent("Sana", "I need a break.", contacts=(Contact(ContactWay.EMAIL, "sana@practice.invalid"),))
    yield Scene("in touch by email, next step agreed", email, 76, council=2, done=("open", "email", "touch", "step"))
    kin = _parent("Tom", "My grandson lives with me now.", asker=Asker.KINSHIP_CARER)
    yield Scene("in touch", kin, 98, done=("open", "spoke", "touch"))
    yield Scene("the family sent a new number", _parent("Uma", "Nobody listens."), 30, done=("open", "number"))
    yield Scene(
        "the family wants to stop", _parent("Vera", "I asked for too much."), 31, council=1, done=("open", "withdraw")
    )


def _closed() -> Iterator[Scene]:
    """Give what is over."""
    yield Scene(
        "closed: help agreed",
        _parent("Wim", "He is on his phone all day."),
        100,
        done=("open", "spoke", "touch", "agreed"),
    )
    yield Scene("closed: advice given", _ring("Xena"), 101, council=1, done=("open", "spoke", "touch", "advice"))
    yield Scene("closed: declined by the family", _ring("Yan"), 102, council=2, done=("open", "spoke", "declined"))


def _overdue() -> Iterator[Scene]:
    """Give what should have been done by now: those above are told."""
    yield Scene("nobody has read it: above are told", _parent("Zoe", "We have no heating."), 24 * 5)
    yield Scene("nobody has read it, just ring me", _ring("Alma"), 24 * 6, council=1)
    yield Scene(
        "read, nobody has tried: above are told", _parent("Ben", "She cries a lot."), 24 * 8, council=2, done=("open",)
    )
    unsafe = _parent("Cara", "We row about money.", contacts=(Contact(ContactWay.LETTER, "1 Practice Road"),))
    yield Scene("tried, but not in a safe way", unsafe, 24 * 8, done=("open", "rang"))
    yield Scene(
        "the family says that nobody came",
        _parent("Dov", "I cannot do this alone."),
        24 * 9,
        council=1,
        done=("nobody",),
    )
    elsewhere = _parent("Esme", "I see my children at weekends.", asker=Asker.PARENT_ELSEWHERE)
    yield Scene("another parent who lives elsewhere", elsewhere, 3, council=2)
