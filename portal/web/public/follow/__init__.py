"""Look up what became of a request: opt-in, with a reference and four words."""

from portal.web.public.follow import views
from portal.web.public.follow.views import bp

__all__ = ["bp", "views"]
