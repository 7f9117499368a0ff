"""One request: its page, what a team does with it, who sees it and how long it is kept."""

from portal.web.staff.requests import casework, handing, held, hidden, keeping, schema, show, wishes

OPEN = (schema,)
CLOSED = (held, show, casework, handing, keeping, hidden, wishes)
