"""Ids of a market folder: columns that read like lists, without a text in memory for each row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import overload

import numpy as np
import pyarrow as pa

from sheber.doors.clearing.market_reading import NamesRead
from sheber.engine.clearing.market import NOBODY, Integers, Market


class Texts(Sequence[str]):
    """Texts that are made when they are asked for. `find` gives the place of a text, or −1."""

    def __init__(self, length: int, text: Callable[[int], str], find: Callable[[str], int]):
        self._length, self._text, self._find = length, text, find

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [self._text(one) for one in range(*place.indices(self._length))]
        return self._text(int(place))

    def __contains__(self, text: object) -> bool:
        return isinstance(text, str) and self._find(text) != NOBODY

    def index(self, text: str, start: int = 0, stop: int | None = None) -> int:
        found = self._find(text)
        if found < start or (stop is not None and found >= stop):
            raise ValueError(text)
        return found


class ColumnNames:
    """Names of a market folder. A contract is called by its applicant and place: “A1:2”."""

    def __init__(
        self,
        seats: NamesRead,
        applicants: pa.Array,
        position: Integers,
        market: Market,
        terms: pa.Array | None,
    ) -> None:
        self.offerings: Sequence[str] = seats.offerings
        self.pools: Sequence[str] = seats.pools
        self.funds: Sequence[str] = seats.funds
        self.regions: Sequence[str] = seats.regions
        self.applicants: Sequence[str] = Texts(
            len(applicants),
            lambda place: str(applicants[place]),
            lambda text: int(applicants.index(text).as_py()),
        )
        self.contracts: Sequence[str] = Texts(
            market.contracts, self._contract, self._contract_place
        )
        self.terms: Sequence[str] = Texts(market.contracts, self._term, lambda text: NOBODY)
        self._position, self._start, self._terms = position, market.applicant_start, terms

    def _contract(self, contract: int) -> str:
        owner = int(np.searchsorted(self._start, contract, side="right")) - 1
        return f"{self.applicants[owner]}:{self._position[contract]}"

    def _contract_place(self, text: str) -> int:
        applicant, _, position = text.rpartition(":")
        if applicant not in self.applicants or not position.isdecimal():
            return NOBODY
        owner = self.applicants.index(applicant)
        first, end = self._start[owner], self._start[owner + 1]
        found = np.flatnonzero(self._position[first:end] == int(position))
        return int(first + found[0]) if len(found) else NOBODY

    def _term(self, contract: int) -> str:
        return "" if self._terms is None else str(self._terms[contract].as_py() or "")
