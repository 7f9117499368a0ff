"""What may come from a machine. It is kept and sent like everything else, but held for a person to look at first."""

from datetime import timedelta

from flask import request

from portal.referrals.asking.drafts import Draft
from portal.web.fields import TRAP
from portal.web.here import now

QUICKEST = timedelta(seconds=3)  # from the first answer to sending; nobody reads and answers five pages in that time


def looks_automatic(draft: Draft) -> bool:
    """Tell whether the trap was filled in, or everything was answered faster than anybody could."""
    return bool(request.form.get(TRAP, "").strip()) or now() - draft.started_at < QUICKEST
