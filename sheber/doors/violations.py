"""A property that does not hold, said with the names of the file."""

from __future__ import annotations

from collections.abc import Mapping

from sheber.doors.market import MarketFile
from sheber.engine.errors import PropertyViolated

SENTENCES = {
    ("C1", "not_on_list"): "{applicant} is said to hold {contract}, which is not on their list",
    ("C1", "no_claim_on_pool"): "{contract} is said to sit in {pool}, where it has no claim",
    ("C1", "holds_two"): "{applicant} is said to hold more than one seat, {contract} among them",
    ("C2", "over_capacity"): "{pool} is said to hold {occupancy}, with {capacity} seats and "
    "{inflow} that flowed in",
    ("C2", "unknown_pool"): "the result counts a pool {pool_id} that the market does not have",
    ("C2", "pool_missing"): "the result does not count {pool}",
    ("C2", "stated_capacity"): "{pool} has {found} seats, stated are {stated}",
    ("C2", "stated_inflow"): "{found} seats flowed into {pool}, stated are {stated}",
    ("C2", "stated_occupancy"): "{pool} holds {found}, stated are {stated}",
    ("C3", "holder_below"): "{applicant} prefers {contract}, and {pool} would take it over a "
    "holder of lower rank{holder}",
    ("C4", "empty_seat"): "{applicant} prefers {contract}, and {pool} has a free seat for it",
    ("C4", "own_seat_would_serve"): "{applicant} prefers {contract}, and their own seat, set free, "
    "would come to them in {pool}",
    ("C5", "holder_below"): "{contract} of {applicant} would be taken by the earlier {pool} over a "
    "holder of lower rank{holder}",
    ("C5", "empty_seat"): "{contract} of {applicant} would find a free seat in the earlier {pool}",
    ("C5", "own_seat_would_serve"): "{contract} of {applicant} could sit in the earlier {pool}",
    ("C6", ""): "the fund {fund} pays for {held} seats, its cap is {cap}",
    ("C7", ""): "{applicant} could do better: the rising cut-offs give another contract",
    ("market", ""): "the result was made for another market, or the market was changed since: it "
    "names {stated}, this market is {found}",
    ("ranking", ""): "{contract} stands above a better claim on the ranking of {pool}",
    ("certificate", ""): "a number of the certificate is not what the held contracts give: "
    "{number}{place}, stated {stated}, found {found}",
}
NOT_STATED = "the result does not state that the property holds"


def violation_sentence(
    violation: PropertyViolated, file: MarketFile, rows: list[tuple[str, str, str]]
) -> str:
    """One line: the property, the facts by name, and how many more cases there are."""
    facts = named_facts(violation.facts, file, rows)
    why = str(facts.get("why", ""))
    template = SENTENCES.get((violation.code, why), NOT_STATED)
    cases = facts.get("cases", 1)
    more = f" ({cases} cases in all)" if cases != 1 else ""
    return f"{violation.code} does not hold: {template.format(**facts)}{more}."


def named_facts(
    facts: Mapping[str, object], file: MarketFile, rows: list[tuple[str, str, str]]
) -> dict[str, object]:
    """Facts with ids of the file in place of numbers; `rows` are the result's own ids."""
    names = {
        "applicant": file.names.applicants,
        "contract": file.names.contracts,
        "pool": file.names.pools,
        "fund": file.names.funds,
        "holder": file.names.applicants,
    }
    named: dict[str, object] = dict(facts)
    for fact, ids in names.items():
        number = facts.get(fact)
        if isinstance(number, int) and number >= 0:
            named[fact] = ids[number]
    row = facts.get("row")
    if isinstance(row, int):
        named |= dict(zip(("applicant", "contract", "pool"), rows[row], strict=True))
    named["holder"] = f", {named['holder']}" if "holder" in named else ""
    named["place"] = "".join(f" of {named[what]}" for what in ("pool", "contract") if what in named)
    return named
