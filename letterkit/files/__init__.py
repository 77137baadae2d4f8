"""Files on one side, nouns on the other: shipped data, templates and case files."""
