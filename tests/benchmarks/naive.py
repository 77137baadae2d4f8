"""What a hurried author writes: json, pydantic, Jinja and Babel, each row from scratch.

python -m tests.benchmarks.naive ROWS OUT
"""

import json
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

from babel.dates import format_date
from babel.numbers import format_currency
from jinja2 import Environment
from pydantic import BaseModel

from tests.benchmarks.people import NAIVE_LETTER


class Piece(BaseModel):
    kind: str
    shows: str


class Row(BaseModel):
    number: str
    name: str
    seller: str
    item: str
    city: str
    country: str
    ordered: date
    paid: str
    method: str
    found: str
    tracking: str | None = None
    asked: str | None = None
    evidence: list[Piece]


def main(source: str, out: str) -> None:
    template = Environment(autoescape=False, trim_blocks=True, lstrip_blocks=True).from_string(  # noqa: S701 - plain text
        NAIVE_LETTER
    )
    with (
        Path(source).open(encoding="utf-8") as lines,
        Path(out).open("w", encoding="utf-8") as written,
    ):
        for number, line in enumerate(lines, start=1):
            row = Row(**json.loads(line))
            paid, _, currency = row.paid.partition(" ")
            values = {
                **row.model_dump(),
                "paid": Decimal(paid),
                "currency": currency,
                "day": lambda day: format_date(day, "d MMMM y", locale="en"),
                "money": lambda amount, code: format_currency(amount, code, locale="en"),
            }
            text = template.render(values)
            written.write(json.dumps({"row": number, "text": text}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
