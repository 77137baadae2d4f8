"""The rows and the letter by which batches are measured: 12 values, 2 conditions, 4 exhibits."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_NAMES = ("Мария Иванова", "Giulia Bianchi", "김민수", "ნინო ბერიძე")
_ITEMS = ("Наушники", "Cuffie senza fili", "무선 헤드폰", "ყურსასმენი")
_CITIES = ("Омск", "Torino", "부산", "თბილისი")

LETTER = """\
Dear {{ seller }},

I am writing about order {{ number }}, placed on {{ ordered|day }} for {{ item }}, for which I \
paid {{ paid|money }} by {{ method }}. My name is {{ name }}, and the order was to be delivered to \
{{ city }}, {{ country }}.

{% if tracking %}
Tracking number {{ tracking }} shows that this parcel was delivered in {{ found }}, which is not \
my city. I have never been there, nobody there has my permission to receive my post, and the \
carrier has no signature of mine.
{% endif %}

What supports this:
{% for piece in evidence %}
- {{ piece.kind }} {{ loop.index }}: {{ piece.shows }}
{% endfor %}

{% if asked %}
I asked you about this on {{ asked }}, and no answer has come that would solve the problem.
{% endif %}

Please refund the whole sum to the payment method that I used. If you think that the parcel has \
reached me, please send the carrier's own proof of delivery with the address, the weight and the \
signature, so that we can compare them with the address of my order.

If we find no solution within five days, I will ask the marketplace to decide, and I will attach \
what is listed above together with our messages, in which everything can be read in order and in \
full. I would rather settle this with you: a refund or a new parcel ends the matter for me at once.

Kind regards,
{{ name }}
"""
NAIVE_LETTER = LETTER.replace("{{ ordered|day }}", "{{ day(ordered) }}").replace(
    "{{ paid|money }}", "{{ money(paid, currency) }}"
)


def rows(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        who = number % 4
        row: dict[str, Any] = {
            "number": str(8123456789012345 + number),
            "name": _NAMES[who],
            "seller": "Best Gadget Store",
            "item": _ITEMS[who],
            "city": _CITIES[who],
            "country": ("RU", "IT", "KR", "GE")[who],
            "ordered": f"2026-{1 + number % 9:02}-{1 + number % 28:02}",
            "paid": f"{20 + number % 3000}.{number % 100:02} USD",
            "method": "bank card",
            "found": "Samara",
            "evidence": [
                {"kind": "Screenshot", "shows": "the tracking page with the other city"},
                {"kind": "Screenshot", "shows": "the order page with my address"},
                {"kind": "Photo", "shows": "the note that the post office gave me"},
                {"kind": "Screenshot", "shows": "our messages"},
            ],
        }
        if number % 3:
            row["tracking"] = f"LP{number:011}CN"
        if number % 2:
            row["asked"] = "5 November"
        yield row


def write_rows(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for row in rows(count):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path
