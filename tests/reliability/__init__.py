"""`python3 -m tests.reliability`: what is promised about a request that was sent, shown on running portals."""
