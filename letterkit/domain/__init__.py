"""The nouns of a dispute, and the rules that hold between them. Reaches nothing outside."""
