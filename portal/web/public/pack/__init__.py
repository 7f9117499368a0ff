"""A pack: up to eight services on one page to print, with an address that holds the selection itself."""

from portal.web.public.pack import asking, views
from portal.web.public.pack.views import bp, breakable

__all__ = ["asking", "bp", "breakable", "views"]
