"""The asking pages over HTTP."""
