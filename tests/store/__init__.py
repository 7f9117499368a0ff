"""What the store promises: nothing lost, nothing readable, one writer at a time."""
