"""A sum of money in one currency."""

import re
from decimal import Decimal
from typing import Self

_SUM = re.compile(
    r"(?P<whole>\d{1,12}|\d{1,3}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3}){0,3})"
    r"(?:(?!(?P=mark))[.,](?P<part>\d{1,3}))?\s*(?P<currency>[A-Za-z]{3})",
    re.ASCII,
)
THREE_DECIMALS = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
"""Currencies whose sums have three decimals, by ISO 4217."""


class Money:
    """An exact amount and an ISO 4217 code, written "24.90 USD"."""

    __slots__ = ("_text", "amount", "currency")

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount = amount
        self.currency = currency
        self._text = f"{amount} {currency}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "24.90 USD", "24,90 EUR" or "1,234.50 USD".

        Raises:
            ValueError: the text is no sum, or its only comma or dot could mark thousands.
        """
        match = _SUM.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        whole, part, currency = match["whole"], match["part"] or "", match["currency"].upper()
        if len(part) == 3 and currency not in THREE_DECIMALS:
            raise ValueError(text)
        whole = whole.replace(match["mark"] or "", "")
        amount = Decimal(f"{whole}.{part}" if part else whole)
        if not amount:
            raise ValueError(text)
        return cls(amount, currency)

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Money.parse({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)
