"""What a visit keeps and forgets, and how many sends are let through."""
