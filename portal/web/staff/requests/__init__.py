"""One request: its page, what a team does with it, who sees it and how long it is kept."""

from portal.web.staff.requests import again, casework, handing, held, hidden, keeping, schema, show, wishes

OPEN = (schema,)
CLOSED = (held, show, again, casework, handing, keeping, hidden, wishes)
