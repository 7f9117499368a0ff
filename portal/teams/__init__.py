"""Teams that answer requests: their people, whether they take requests, sign-in links and staff sessions."""
