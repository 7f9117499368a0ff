"""Read what is meant out of words: needs, danger, ages, a place, and how help should be given."""
