"""Messages about a request go out: to whom, by which channel, again until one takes them; and to another team."""
