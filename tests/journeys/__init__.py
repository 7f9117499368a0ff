"""What families and teams do, in a real browser against the real command."""
