"""`sheber.exchange/1` and its result: a round of exchange as one JSON file, and who goes where."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from sheber.doors.exchange.reading import FORMAT, Names, Reading
from sheber.doors.faults import Faults, shown
from sheber.doors.fields import Fields, Reader, join, load
from sheber.engine.clearing.market import NOBODY
from sheber.engine.errors import PropertyViolated
from sheber.engine.exchange.assemble import assemble
from sheber.engine.exchange.check import PROPERTIES, check, claimed
from sheber.engine.exchange.check_largest import check_largest
from sheber.engine.exchange.market import HOME, Round, Stays
from sheber.engine.exchange.solve import Outcome
from sheber.engine.exchange.tally import Tally, count

RESULT_FORMAT = "sheber.exchange-result/1"

INSTITUTION_FIELDS = ("institution", "opening_balance", "sent", "hosted", "balance")
PAIR_FIELDS = ("countries", "sent", "hosted", "balance")


@dataclass(frozen=True)
class RoundFile:
    """A round that was read: arrays, and names."""

    round: Round
    names: Names


@dataclass(frozen=True)
class ResultFile:
    """A result as its file states it; nothing of it is believed yet.

    `rows` are (person, host) ids and `stays` the same as numbers, −1 for a name that the round
    does not know. `balance` holds the stated rows of institutions and pairs.
    """

    stays: Stays
    rows: list[tuple[str, str]]
    balance: list[Fields]
    properties: Fields


def read_round(text: bytes) -> RoundFile:
    """The round in a file's bytes. Raises InvalidMarket with every fault and its path."""
    faults = Faults()
    document = load(text, FORMAT, faults)
    faults.refuse()
    reading = Reading(faults)
    reading.document(document)
    faults.refuse()
    round_ = assemble(reading.draft)
    reading.rules(round_)
    faults.refuse()
    return RoundFile(round_, reading.names)


def result_document(file: RoundFile, outcome: Outcome) -> Fields:
    """The result of a round, ready to be written as JSON; people in the order of the round."""
    stays = [
        {"person": file.names.people[person], "host": file.names.institutions[host]}
        for person, host in enumerate(outcome.host.tolist())
        if host != HOME
    ]
    return {
        "format": RESULT_FORMAT,
        "stays": stays,
        "balance": balance_rows(file, outcome.tally),
        "properties": dict(outcome.properties),
    }


def balance_rows(file: RoundFile, tally: Tally) -> list[Fields]:
    """A row for each institution, then one for each pair of countries."""
    opening = file.round.opening_balance.tolist()
    numbers = zip(
        opening, tally.sent.tolist(), tally.hosted.tolist(), tally.balance.tolist(), strict=True
    )
    rows: list[Fields] = [
        dict(zip(INSTITUTION_FIELDS, (name, *row), strict=True))
        for name, row in zip(file.names.institutions, numbers, strict=True)
    ]
    for one, other in combinations(range(len(file.names.countries)), 2):
        rows.append(
            {
                "countries": [file.names.countries[one], file.names.countries[other]],
                "sent": int(tally.between[one, other]),
                "hosted": int(tally.between[other, one]),
                "balance": tally.pair(one, other),
            }
        )
    return rows


def read_result(text: bytes, file: RoundFile) -> ResultFile:
    """A result file as it stands. Raises InvalidMarket if its form is wrong; whether it is true
    is for `violations`."""
    faults = Faults()
    document = load(text, RESULT_FORMAT, faults)
    faults.refuse()
    reader = Reader(faults)
    top = reader.document(document, RESULT_FORMAT, ("stays", "balance", "properties"))
    faults.refuse()
    assert top is not None  # noqa: S101  (otherwise there is a fault)
    rows = [_stay(reader, item, path) for path, item in reader.items(top, "stays", "")]
    balance = [_balance(reader, item, path) for path, item in reader.items(top, "balance", "")]
    properties = reader.fields(top["properties"], "properties", (), tuple(PROPERTIES))
    faults.refuse()
    return ResultFile(_numbers(file, rows), rows, balance, properties or {})


def _stay(reader: Reader, item: object, path: str) -> tuple[str, str]:
    row = reader.fields(item, path, ("person", "host")) or {}
    person, host = (
        reader.text(row[name], join(path, name)) if name in row else None
        for name in ("person", "host")
    )
    return person or "", host or ""


def _balance(reader: Reader, item: object, path: str) -> Fields:
    """A row of one of the two kinds; its numbers are compared later."""
    pair = isinstance(item, dict) and "countries" in item
    return reader.fields(item, path, PAIR_FIELDS if pair else INSTITUTION_FIELDS) or {}


def _numbers(file: RoundFile, rows: list[tuple[str, str]]) -> Stays:
    tables = [
        {name: number for number, name in enumerate(names)}
        for names in (file.names.people, file.names.institutions)
    ]
    columns = [
        np.array([table.get(row[place], NOBODY) for row in rows], dtype=np.int64)
        for place, table in enumerate(tables)
    ]
    return Stays(*columns)


def violations(file: RoundFile, result: ResultFile) -> list[PropertyViolated]:
    """Every property that does not hold for a result file, and every balance stated wrongly.

    Codes: X1–X5, those that the procedure claims and any other that the result says of itself;
    “largest” if the procedure is the largest exchange and a larger one, or one with better
    ranks, is there.
    """
    stated = tuple(
        code
        for code in PROPERTIES
        if code in claimed(file.round) or result.properties.get(code) is True
    )
    found = check(file.round, result.stays, stated) or check_largest(file.round, result.stays)
    broken = {violation.code for violation in found}
    found += [
        PropertyViolated(code, {"why": "not_stated"})
        for code in claimed(file.round)
        if result.properties.get(code) is not True and code not in broken
    ]
    if "X1" not in broken:
        found += _stated_balances(file, result)
    return sorted(found, key=lambda violation: violation.code)


def _stated_balances(file: RoundFile, result: ResultFile) -> list[PropertyViolated]:
    """X1 for stated numbers: the first row that is missing, unknown or different."""
    rows = balance_rows(file, count(file.round, result.stays))
    found = {_name(row): row for row in rows}
    stated = {_name(row): row for row in result.balance}
    for name, row in found.items():
        if name not in stated:
            return [PropertyViolated("X1", {"why": "missing", "name": name})]
        for what in ("opening_balance", "sent", "hosted", "balance"):
            if row.get(what) != stated[name].get(what) or isinstance(stated[name].get(what), bool):
                facts = {"name": name, "what": what, "found": row.get(what)}
                facts["stated"] = shown(stated[name].get(what))
                return [PropertyViolated("X1", {"why": "stated", **facts})]
    strange = [name for name in stated if name not in found]
    if strange or len(result.balance) > len(rows):
        name = strange[0] if strange else "a row"
        return [PropertyViolated("X1", {"why": "unknown", "name": name})]
    return []


def _name(row: Fields) -> str:
    """What a row of balances is about, as said to a reader."""
    if "countries" in row:
        named = row["countries"]
        return " and ".join(map(str, named)) if isinstance(named, list) else shown(named)
    return str(row["institution"])
