"""Buyers who do not exist, with all that nobody else may read about them."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from faker import Faker

from letterkit.domain.catalog import Catalog
from tests.builders import case_data

LOCALES = {"ru": "ru_RU", "it": "it_IT", "ko": "ko_KR", "ka": "ka_GE"}


class Buyer:
    """One buyer, always the same for a number."""

    def __init__(self, number: int) -> None:
        self.language = list(LOCALES)[number % len(LOCALES)]
        fake = _faker(self.language)
        fake.seed_instance(number)
        self.name: str = fake.name()
        self.address: str = fake.address().replace("\n", ", ")
        self.phone: str = fake.phone_number()
        self.email: str = fake.ascii_safe_email()
        self.order: str = f"81{fake.numerify('#' * 14)}"
        self.tracking: str = f"LP{fake.numerify('#' * 11)}CN"
        self.item: str = f"{fake.word()} {fake.word()} {fake.numerify('####')}"

    def secrets(self) -> tuple[str, ...]:
        return (self.name, self.address, self.phone, self.email, self.order, self.tracking,
                self.item)  # fmt: skip

    def hits_in(self, text: str) -> list[str]:
        """Return what of the buyer stands in a text."""
        return [secret for secret in self.secrets() if secret in text]

    def case(self, catalog: Catalog, **changes: Any) -> dict[str, Any]:
        data = case_data(
            catalog, "defective", language=self.language, order__number=self.order,
            order__item=self.item, order__tracking=self.tracking, buyer__name=self.name,
        )  # fmt: skip
        words = f"{self.name}, {self.address}, {self.phone}, {self.email}"
        return {**data, "words": {"text": words, "language": self.language}, **changes}


def buyers(count: int) -> Iterator[Buyer]:
    return map(Buyer, range(count))


@cache
def _faker(language: str) -> Faker:
    return Faker(LOCALES[language])
