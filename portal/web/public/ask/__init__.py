"""Ask for help: one thing per page, kept sealed until it is sent."""

from portal.web.public.ask import sending, views
from portal.web.public.ask.blueprint import bp

__all__ = ["bp", "sending", "views"]
