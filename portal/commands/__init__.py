"""What the `portal` command does, a module a word."""
