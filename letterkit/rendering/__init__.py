"""Turns a case into text: the Jinja templates, the formats of each language, the form's fields."""
