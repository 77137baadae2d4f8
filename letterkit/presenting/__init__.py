"""Says what the core works out to a person, in words and columns."""
