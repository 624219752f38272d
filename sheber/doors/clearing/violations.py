"""A property that does not hold, said with the names of the file."""

from __future__ import annotations

from sheber.doors.clearing.market import MarketFile
from sheber.engine.clearing.checker import sentence
from sheber.engine.errors import PropertyViolated


def violation_sentence(
    violation: PropertyViolated, file: MarketFile, rows: list[tuple[str, str, str]]
) -> str:
    """One line: the property, the facts by name, and how many more cases there are; `rows` are
    the result's own ids."""
    names = {
        "applicant": file.names.applicants,
        "contract": file.names.contracts,
        "pool": file.names.pools,
        "offering": file.names.offerings,
        "fund": file.names.funds,
        "region": file.names.regions,
    }
    return sentence(violation.code, violation.facts, names, rows)
