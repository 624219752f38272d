"""Faults, refusals and properties of an exchange in words; made here, late."""

from __future__ import annotations

from collections.abc import Mapping

from sheber.doors import faults as common
from sheber.doors.exchange.round import ResultFile, RoundFile
from sheber.engine.errors import Fault, Infeasible, PropertyViolated

FAULTS = {
    "negative": "Here stands {value}: a whole number of 0 or more is needed.",
    "not_truth": "Here stands {value}: write true or false.",
    "unknown_procedure": "The procedure is “{value}”: write {known}.",
    "empty_country": "The country is empty: give its code, like “KZ”.",
    "unknown_institution": "The institution “{id}” is not among the institutions: correct the id "
    "or add it.",
    "unknown_person": "The person “{id}” is not among the people: correct the id or add them.",
    "repeated_person": "“{id}” stands in this order twice: keep one.",
    "repeated_place": "“{id}” stands on this list twice: keep one.",
    "not_of_this_home": "“{id}” is at home at “{home}”: an institution ranks its own people to "
    "send. Take them from this order.",
    "own_home": "“{home}” is the person's own home: staying there is always possible and comes "
    "last. Take it from the list.",
    "opening_outside_tolerance": "“{institution}” begins {opening_balance} out of balance, with a "
    "tolerance of {tolerance}: trading cycles never bring it back. Raise the tolerance, or choose "
    "“largest”.",
    "pairs_of_many_countries": "Trading cycles cannot hold pairs of {countries} countries to "
    "balance: a cycle through three of them balances every institution and no pair. Leave "
    "“country” out, or choose “largest”.",
    "pair_in_reach": "With this tolerance of institutions the two countries could come {reach} out "
    "of balance, and {tolerance} are allowed. A host closed by that could open again, so nobody's "
    "truthful list would be safe. Allow {reach}, leave “country” out, set “institution” to 0, or "
    "choose “largest”.",
}

INFEASIBLE = (
    "No exchange of this round brings every balance within the tolerance of {tolerance}: {named}. "
    "Raise the tolerance, or wait for a round in which they can be made up for."
)
UNPROVEN = (
    "No exchange was proven the largest within {seconds:g} seconds, so none is given. Allow more, "
    "leave out “respect_send_order” or “country”, or choose “trading-cycles”."
)
BEGINS = "“{institution}” begins with {opening}"

SENTENCES = {
    ("X1", "institution"): "{institution} began with {opening}, sends {sent} and hosts {hosted}: "
    "more than {tolerance} out of balance",
    ("X1", "pair"): "{country} sends {sent} to {other_country} and hosts {hosted} from there: more "
    "than {tolerance} out of balance",
    ("X1", "missing"): "the result states no balance for {name}",
    ("X1", "stated"): "for {name} the result states {what} as {stated}, and it is {found}",
    ("X1", "unknown"): "the result states a balance of {name} that the round does not have once",
    ("X2", "twice"): "{person} goes twice",
    ("X2", "sent"): "{institution} sends {number}, its cap is {cap}",
    ("X2", "hosted"): "{institution} hosts {number}, its cap is {cap}",
    ("X2", "uncertified"): "{person} goes, whom {institution} did not certify",
    ("X3", "unknown_person"): "{person} goes to {host}, and the round knows no such person",
    ("X3", "unknown_host"): "{person} goes to {host}, and the round knows no such institution",
    ("X3", "own_home"): "{person} is said to go to {host}, their own home",
    ("X3", "not_listed"): "{person} goes to {host}, which is not on their list",
    ("X3", "not_accepted"): "{person} goes to {host}, which does not accept them",
    ("X4", ""): "{person} would rather be at {host}, which accepts them, and {other} went there, "
    "ranked below them by the same home",
    ("X5", ""): "these could go together, each to a better place, and nobody would lose: {trade}",
    ("largest", ""): "there is a balanced exchange with more than {stays} stays, or with as many "
    "and a smaller sum of ranks",
}
NOT_STATED = "the result does not state that the property holds"


def fault_sentence(fault: Fault) -> str:
    """A fault in words, with its path before it."""
    if fault.code not in FAULTS:
        return common.sentence(fault)
    words = FAULTS[fault.code].format(**fault.facts)
    return f"{fault.path}: {words}" if fault.path else words


def refusal_sentence(refusal: Infeasible, file: RoundFile) -> str:
    """Why there is no largest exchange."""
    if refusal.code == "not_proven_in_time":
        return UNPROVEN.format(**refusal.facts)
    opening, names = file.round.opening_balance, file.names.institutions
    named = [
        BEGINS.format(institution=names[one], opening=int(opening[one]))
        for one in _numbers(refusal.facts["institutions"])
    ]
    return INFEASIBLE.format(tolerance=refusal.facts["tolerance"], named=", ".join(named))


def violation_sentence(
    violation: PropertyViolated, file: RoundFile, result: ResultFile | None = None
) -> str:
    """One line: the property, the facts by name, and how many more cases there are."""
    facts = _named(violation.facts, file, result)
    template = SENTENCES.get((violation.code, str(facts.get("why", ""))), NOT_STATED)
    cases = facts.get("cases", 1)
    more = f" ({cases} cases in all)" if cases != 1 else ""
    return f"{violation.code} does not hold: {template.format(**facts)}{more}."


def _named(
    facts: Mapping[str, object], file: RoundFile, result: ResultFile | None
) -> dict[str, object]:
    """Facts with ids of the file in place of numbers, and those of the result where it has some
    that the round does not know."""
    ids = {
        "person": file.names.people,
        "other": file.names.people,
        "host": file.names.institutions,
        "institution": file.names.institutions,
        "country": file.names.countries,
        "other_country": file.names.countries,
    }
    named = dict(facts)
    for fact, names in ids.items():
        number = facts.get(fact)
        if isinstance(number, int):
            named[fact] = names[number]
    row = facts.get("row")
    if isinstance(row, int) and result is not None:
        named["person"], named["host"] = result.rows[row]
    if "people" in facts:
        steps = zip(_numbers(facts["people"]), _numbers(facts["hosts"]), strict=True)
        named["trade"] = ", ".join(
            f"{file.names.people[person]} to {file.names.institutions[host]}"
            for person, host in steps
        )
    return named


def _numbers(value: object) -> list[int]:
    assert isinstance(value, list)  # noqa: S101  (facts of the engine are lists of plain integers)
    return value
