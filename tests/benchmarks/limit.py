"""The least that Python can do: typed decoding, one f-string, days and sums by hand, encoding.

python -m tests.benchmarks.limit ROWS OUT
"""

import sys
from datetime import date
from functools import lru_cache
from pathlib import Path

import msgspec

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Piece(msgspec.Struct):
    kind: str
    shows: str


class Row(msgspec.Struct):
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
    evidence: list[Piece]
    tracking: str = ""
    asked: str = ""


class Letter(msgspec.Struct):
    row: int
    text: str


@lru_cache(maxsize=4096)
def day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def money(value: str) -> str:
    whole, _, rest = value.partition(".")
    cents, _, currency = rest.partition(" ")
    return f"{currency} {int(whole):,}.{cents}"


def letter(row: Row) -> str:
    tracking = (
        f"""\
Tracking number {row.tracking} shows that this parcel was delivered in {row.found}, which is not \
my city. I have never been there, nobody there has my permission to receive my post, and the \
carrier has no signature of mine.
"""
        if row.tracking
        else ""
    )
    asked = (
        f"I asked you about this on {row.asked}, and no answer has come that would solve the "
        "problem.\n"
        if row.asked
        else ""
    )
    evidence = "".join(
        [f"- {e.kind} {at}: {e.shows}\n" for at, e in enumerate(row.evidence, start=1)]
    )
    return f"""\
Dear {row.seller},

I am writing about order {row.number}, placed on {day(row.ordered)} for {row.item}, for which I \
paid {money(row.paid)} by {row.method}. My name is {row.name}, and the order was to be delivered \
to {row.city}, {row.country}.

{tracking}
What supports this:
{evidence}
{asked}
Please refund the whole sum to the payment method that I used. If you think that the parcel has \
reached me, please send the carrier's own proof of delivery with the address, the weight and the \
signature, so that we can compare them with the address of my order.

If we find no solution within five days, I will ask the marketplace to decide, and I will attach \
what is listed above together with our messages, in which everything can be read in order and in \
full. I would rather settle this with you: a refund or a new parcel ends the matter for me at once.

Kind regards,
{row.name}"""


def main(source: str, out: str) -> None:
    decode, encode = msgspec.json.Decoder(Row).decode, msgspec.json.Encoder().encode
    with Path(source).open("rb") as lines, Path(out).open("wb") as written:
        for number, line in enumerate(lines, start=1):
            written.write(encode(Letter(row=number, text=letter(decode(line)))) + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
