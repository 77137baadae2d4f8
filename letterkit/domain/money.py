"""A sum of money in one currency."""

import re
from decimal import Decimal
from typing import Self

_SUM = re.compile(r"(?P<amount>\d{1,12}(?:[.,]\d{1,3})?)\s*(?P<currency>[A-Za-z]{3})", re.ASCII)
_THOUSANDS = re.compile(r"\d[.,]\d{3}\D")
_OF_A_THOUSAND = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")
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
        """Read "24.90 USD" or "24,90 EUR".

        Raises:
            ValueError: the text is no sum, or a comma or dot in it could mark thousands.
        """
        match = _SUM.fullmatch(text.strip())
        if match is None:
            raise ValueError(text)
        if _THOUSANDS.search(text) and match["currency"].upper() not in _OF_A_THOUSAND:
            raise ValueError(text)
        amount = Decimal(match["amount"].replace(",", "."))
        if not amount:
            raise ValueError(text)
        return cls(amount, match["currency"].upper())

    def __str__(self) -> str:
        return self._text

    def __repr__(self) -> str:
        return f"Money.parse({self._text!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)
