"""Money is whole minor units with a currency. There is no conversion between currencies."""

from dataclasses import dataclass
from typing import Self

from django.utils.formats import number_format

MINOR_UNITS = {"RUB": 100, "KZT": 100}


@dataclass(frozen=True)
class Money:
    """An amount in minor units (kopecks, tiyn) of one currency (ISO 4217)."""

    minor: int
    currency: str

    def __add__(self, other: Self) -> "Money":
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} and {other.currency} are never summed")
        return Money(self.minor + other.minor, self.currency)

    def __str__(self) -> str:
        units, rest = divmod(self.minor, MINOR_UNITS[self.currency])
        shown = number_format(units, use_l10n=True, force_grouping=True)
        return f"{shown}.{rest:02d} {self.currency}" if rest else f"{shown} {self.currency}"
