"""A case being answered: what is asked now, what is typed, and what comes of it so far."""
