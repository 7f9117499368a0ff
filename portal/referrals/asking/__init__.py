"""A family asks: what it has typed so far, what a young person's age decides, and the moment its request is kept."""
