"""The public site over HTTP."""
