"""Words for what a team sees: how far a request has come, what a family answered, what was done."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from portal.referrals.attempts import AttemptOutcome, AttemptWay
from portal.referrals.models import MAY_MESSAGE, Asker, ContactWay, Danger, Permission, Way
from portal.referrals.states import Outcome, State
from portal.teams import LinkFault

STATE = {
    State.RECEIVED: _l("New"),
    State.ROUTED: _l("New"),
    State.HANDED_OVER: _l("New"),
    State.OPENED: _l("Read, nobody has tried to be in touch"),
    State.CONTACT_TRIED: _l("Tried to be in touch"),
    State.IN_TOUCH: _l("In touch"),
    State.CLOSED: _l("Closed"),
}

OUTCOME = {
    Outcome.ADVICE_GIVEN: _l("Advice given"),
    Outcome.HELP_AGREED: _l("Help agreed"),
    Outcome.ALREADY_OPEN: _l("Already open to a worker"),
    Outcome.STEPPED_UP: _l("Stepped up to children's social care"),
    Outcome.DECLINED: _l("Declined by the family"),
    Outcome.OUT_OF_AREA: _l("Out of our area"),
    Outcome.NO_CONTACT: _l("Nobody could be reached"),
    Outcome.NOT_GENUINE: _l("No family sent it"),
}

ATTEMPT_WAY = {
    AttemptWay.PHONE: _l("Rang"),
    AttemptWay.TEXT: _l("Sent a text"),
    AttemptWay.EMAIL: _l("Sent an email"),
    AttemptWay.LETTER: _l("Sent a letter"),
    AttemptWay.TRUSTED_PERSON: _l("Rang the person they trust"),
    AttemptWay.COME_TO_HUB: _l("Met them at the place they chose"),
    AttemptWay.FAMILY_CAME: _l("The family came to us or rang"),
}

ATTEMPT_OUTCOME = {
    AttemptOutcome.SPOKE: _l("Spoke with them"),
    AttemptOutcome.LEFT_MESSAGE: _l("Left a message"),
    AttemptOutcome.NO_ANSWER: _l("No answer, or nobody came"),
    AttemptOutcome.SENT: _l("Sent, no answer yet"),
    AttemptOutcome.WRONG_CONTACT: _l("The number or address is wrong"),
}

LEVEL = {
    "": _l("Not known"),
    "1": _l("1. Help for everyone"),
    "2": _l("2. A bit more help"),
    "3": _l("3. Several kinds of help"),
    "4": _l("4. Help when a child is at risk"),
}

LINK_FAULT = {
    LinkFault.UNKNOWN: _l("We do not know this link. Check that the whole of it was copied."),
    LinkFault.USED: _l("This link was used before. Each link signs in once."),
    LinkFault.EXPIRED: _l("This link has run out."),
    LinkFault.OTHER_BROWSER: _l(
        "This is not the browser that asked for the link. Copy the link into the address line of that browser, or ask "
        "for a new one here. The link is not used up."
    ),
}

# What a request refuses, by the code of its error.
REFUSAL = {
    "not_opened": _l("Open the request first."),
    "not_tried": _l("Record first how you tried to reach the family, in a way they said is safe."),
    "already_closed": _l("This request is closed. Nothing was changed."),
    "already_done": _l("That was recorded before. Nothing was changed."),
    "already_there": _l("It is with that team already. Nothing was changed."),
    "too_few_tries": _l(
        "That nobody could be reached needs tries on three different days, each in a way they said is safe. "
        "Nothing was changed."
    ),
    "manager_agrees": _l("A manager has to agree to that. Nothing was changed."),
    "not_asked": _l("Nobody asks to agree to that any more. Nothing was changed."),
    "not_closed": _l("This request is open. Nothing was changed."),
    "not_held": _l("It is not kept for that reason. Nothing was changed."),
}

WAY = {
    Way.RING_ME: _l("“Just ring me”: they left only what is needed to ring"),
    Way.TELL_MORE: _l("“Tell us more”"),
}

DANGER = {
    Danger.YES: _l("Yes: they said somebody is in danger now"),
    Danger.NOT_SURE: _l("Not sure: treat it as yes"),
    Danger.NO: _l("No"),
}

ASKER = {
    Asker.PARENT: _l("A parent, step-parent or carer"),
    Asker.KINSHIP_CARER: _l("A grandparent, relative or friend who looks after a child"),
    Asker.PARENT_ELSEWHERE: _l("A parent whose children mostly live somewhere else"),
    Asker.EXPECTING: _l("Somebody expecting a baby"),
    Asker.YOUNG_PERSON: _l("A young person, for themselves"),
    Asker.HELPER: _l("Somebody who helps the family, with its agreement"),
}

CONTACT_WAY = {
    ContactWay.PHONE: _l("Ring"),
    ContactWay.TEXT: _l("Text"),
    ContactWay.EMAIL: _l("Email"),
    ContactWay.LETTER: _l("Letter"),
    ContactWay.TRUSTED_PERSON: _l("Ring somebody they trust"),
    ContactWay.COME_TO_HUB: _l("Nobody contacts them: they come to"),
}

MAY_RING = {
    Permission.YES: _l("Yes"),
    Permission.NO: _l("No. Do not ring."),
    Permission.ASK: _l("Not sure. Ask at once whether they can speak."),
}

MAY_LEAVE_MESSAGE = {
    Permission.YES: _l("Yes"),
    Permission.NO: _l("No. Leave no message."),
    Permission.ASK: _l("Not sure. Leave no message before you have asked them."),
}

MAY_SAY_WHO = {
    Permission.YES: _l("Yes"),
    Permission.NO: _l("No. Give only a first name."),
    Permission.ASK: _l("Not sure. Give only a first name before you have asked them."),
}

HAS_WORKER = {
    Permission.YES: _l("Yes"),
    Permission.NO: _l("No"),
    Permission.ASK: _l("They are not sure"),
}

YES_NO: dict[bool | None, LazyString] = {
    True: _l("Yes"),
    False: _l("No"),
    None: _l("Not asked"),
}

# How a family agreed that somebody asks for it.
AGREED_HOW = {
    "here_now": _l("They were with the helper at that moment"),
    "spoken": _l("They said so"),
    "written": _l("They wrote so"),
}

# By the agreement's id.
AGREEMENT = {
    "may_contact": _l("A worker may read this and contact them in the way they chose"),
    MAY_MESSAGE: _l("Short emails may go to them, which say nothing of what it is about"),
    "may_talk_school": _l("We may talk to the children's school or nursery"),
    "may_talk_gp": _l("We may talk to their GP"),
}

# What happened to a request, by the kind of its event.
EVENT = {
    "received": _l("Received"),
    "routed": _l("Given to this team by the rules"),
    "handed_over": _l("In the inbox"),
    "read": _l("Read"),
    "contact_tried": _l("Tried to reach the family"),
    "in_touch": _l("In touch with the family"),
    "closed": _l("Closed"),
    "escalated": _l("A reminder was sent: the promise was running out or had passed"),
    "undelivered": _l("A notice could not be delivered"),
    "acknowledged": _l("Somebody said that they saw the notice"),
    "released": _l("Put with the others after being held"),
    "rerouted": _l("Passed on to another team"),
    "unroutable": _l("Nobody of the team could read it; whoever runs this site was told"),
    "retried": _l("Notices are sent again"),
    "lookup_made": _l("Somebody chose to look it up later"),
    "looked_up": _l("Looked up how far it is"),
    "lookup_ended": _l("Nobody looks it up any more"),
    "said_nobody": _l("The family said that nobody has been in touch"),
    "wished": _l("The family added something"),
    "wish_noted": _l("Wrote down what the family told them"),
    "told": _l("The team or its manager was told of it"),
    "wish_seen": _l("Saw what the family added"),
    "messages_ended": _l("The family wants no more emails"),
    "kept": _l("Kept from being deleted"),
    "kept_no_longer": _l("Kept from being deleted no longer"),
    "printed": _l("Opened to print"),
    "downloaded": _l("Downloaded"),
    "exported": _l("Written to a file for the family"),
    "noted": _l("Note written"),
    "next_step": _l("Next step agreed"),
    "given": _l("Given to somebody"),
    "passed_on": _l("Word to the next team written"),
    "to_service": _l("Passed to a service"),
    "service_agreed": _l("The family agreed that a service takes it on"),
    "close_asked": _l("Asked the manager to agree that nobody could be reached"),
    "close_refused": _l("Did not agree: the team goes on trying"),
    "closed_because": _l("Why it was closed written"),
    "reopened": _l("Opened again"),
    "restricted": _l("Hidden from all but managers"),
    "unrestricted": _l("Shown to the whole team again"),
    "glass_broken": _l("Opened although it was hidden"),
    "glass_seen": _l("Looked at why it was opened although it was hidden"),
}

# Who did it where it was not a person of the team.
ACTOR = {
    "family": _l("the family"),
    "helper": _l("whoever helped it to ask"),
    "rules": _l("the portal"),
    "worker": _l("the portal"),
    "clock": _l("the portal"),
    "link": _l("by the link in a notice"),
    "operator": _l("whoever runs this site"),
}
