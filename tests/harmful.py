"""What nothing that letterkit prints or writes may hold."""

import re

CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What commands a terminal, or turns a line around."""
FORMULAS = tuple("=+-@\t\r＝＋－＠")
"""How a cell begins that a spreadsheet runs."""
