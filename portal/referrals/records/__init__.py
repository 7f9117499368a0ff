"""What is kept of requests, and for how long: held, deleted, counted, explained to an operator, given out as a file."""
