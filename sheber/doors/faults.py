"""Faults of a file: collected with their path, and said in words with the remedy.

A fault is a code and facts (`sheber.engine.errors.Fault`); the sentence is made here, late, so
that other languages can stand beside English.
"""

from __future__ import annotations

from sheber.engine.errors import Fault, InvalidMarket

LIMIT = 50
"""How many faults are named at once; a file with more is mended in rounds."""

SENTENCES = {
    # the text of the file
    "not_utf8": "The file is not UTF-8 text: save it as UTF-8.",
    "empty_file": "The file is empty: one of format “{format}” is needed.",
    "not_json": "The file is not JSON: {why} at line {line}, column {column}.",
    "unreadable_number": "A number is too long to read: {why}.",
    "too_deep": "Lists and objects are nested too deeply to be {format}.",
    "not_a_number_value": "{value} is not a number in JSON: give a number, or leave the field out.",
    "repeated_field": "The field “{field}” stands twice in one object: keep one.",
    # form
    "wrong_format": "The format is {value}: this door reads “{format}”.",
    "missing_field": "The field “{field}” is missing: add it.",
    "unknown_field": "The field “{field}” is not known here: known are {known}.",
    "not_object": "Here stands {value}: an object in braces is needed.",
    "not_list": "Here stands {value}: a list in brackets is needed.",
    "not_text": "Here stands {value}: a text in quotation marks is needed.",
    "not_unicode": "This text holds half of a character: write it again.",
    "empty_id": "The id is empty: give it a name.",
    "not_whole": "Here stands {value}: a whole number is needed.",
    "not_true_or_false": "Here stands {value}: true or false is needed, without quotation marks.",
    "not_number": "Here stands {value}: a number is needed.",
    "negative": "Here stands {value}: a number of seats is 0 or more.",
    "number_too_large": "{value} is too large: the largest number here is {largest}.",
    "duplicate_id": "The id “{id}” stands already at {first}: give each {kind} an id of its own.",
    "not_hex": "The seed is not hexadecimal: use the digits 0–9 and a–f.",
    "odd_hex": "The seed has {length} hexadecimal digits: two make a byte, so give an even number.",
    # folders of columns
    "unreadable": "The file cannot be read: {why}.",
    "not_parquet": "The file cannot be read as the Parquet file it should be: {why}.",
    "missing_column": "The column “{column}” is missing: add it.",
    "unknown_column": "The column “{column}” is not known here: known are {known}.",
    "wrong_column": "The column “{column}” holds {kind}: applicant, pool and terms are texts, "
    "position is whole, score is a number, ties are lists of numbers.",
    "claims_stand_apart": "In a folder the claims stand in {file}: take this field out.",
    # meaning
    "no_pools": "The offering has no pool: declare at least one.",
    "no_claims": "The contract has no claim, so it can never be held: add one or leave it out.",
    "unknown_pool": "The pool “{pool}” is not declared in any offering: correct the id.",
    "repeated_pool": "The pool “{pool}” stands here twice: keep one.",
    "two_offerings": "The claims of one contract are on pools of one offering: “{pool}” belongs to "
    "“{offering}”, the first claim to “{first_offering}”. Make it a contract of its own.",
    "backward_spill": "“{pool}” spills to “{spill_to}”, which does not stand after it: a pool "
    "stands before every pool it spills to. Change the order of pools or the spill.",
    "spill_leaves_offering": "“{pool}” spills to “{spill_to}” of another offering: seats flow "
    "inside one offering only.",
    "spill_out_of_fund": "“{pool}” is under a fund and spills to “{spill_to}”: a pool under a fund "
    "does not spill, since no theorem covers it. Remove the spill or take the pool from the fund.",
    "spill_into_fund": "“{pool}” spills to “{spill_to}”, which is under a fund: with a seat fewer "
    "flowing in, the fund could admit a claim refused before. Remove the spill or take "
    "“{spill_to}” from the fund.",
    "crossing_caps": "“{pool}” is under the funds “{other_fund}” and “{fund}”: a pool has one fund "
    "at most, since with crossing caps a stable result need not exist.",
    "unknown_region": "The region “{region}” is not declared in “regions”: correct the id.",
    "target_without_region": "A target is a share of a region's cap, and this offering names no "
    "region: add “region” or leave the target out.",
    "unknown_offering": "The offering “{offering}” is not declared: correct the id.",
    "offering_not_in_region": "“{offering}” does not name this region: add “region” to it, or take "
    "it from the order.",
    "repeated_offering": "The offering “{offering}” stands here twice: keep one.",
    "offering_without_turn": "“{offering}” names this region and has no place in its order: "
    "add it.",
    "targets_over_cap": "Targets in “{region}” sum to {targets}, its cap is {cap}: lower the "
    "targets or raise the cap.",
    "fund_in_region": "“{pool}” is under the fund “{fund}”, its offering in the region "
    "“{region}”: caps would cross. Take the pool from the fund, or the offering from the region.",
    "tie_without_lottery": "“{contract}” and “{other_contract}” have equal scores and tie-breaks "
    "on one ranking: add “lottery” with a seed, or a tie-break that differs.",
    "tie_break_missing": "“{contract}” and “{other_contract}” have equal scores on one ranking, "
    "and only one of them states the tie-break that decides: give both as many tie-breaks.",
    # lottery
    "not_32_bytes": "Here stands {value}: 64 hexadecimal digits are needed, which are 32 bytes.",
    "secret_and_stand_in": "Beside a secret that was revealed nothing stands in: keep one of both.",
    "too_few_parties": "A draw needs at least two parties, here are {parties}.",
    "no_ids": "The list is empty: one id a line is needed.",
    # change
    "unknown_id": "The {kind} “{id}” is not in the market: correct the id.",
    "organisation_missing": "Lists are limited by organisations: say here to which one "
    "“{offering}” belongs.",
    # kept columns
    "column_unreadable": "This column of the run cannot be read: it is not what was kept.",
    # result
    "unknown_applicant": "The applicant “{id}” is not in the market.",
}


def sentence(fault: Fault) -> str:
    """The fault in words, with its path before it."""
    words = SENTENCES[fault.code].format(**fault.facts)
    return f"{fault.path}: {words}" if fault.path else words


class Faults:
    """Faults found so far; those after the first fifty are counted and not kept."""

    def __init__(self) -> None:
        self.kept: list[Fault] = []
        self.count = 0

    def add(self, code: str, path: str, **facts: object) -> None:
        self.count += 1
        if len(self.kept) < LIMIT:
            self.kept.append(Fault(code, facts, path))

    def refuse(self) -> None:
        """Raise InvalidMarket if anything was found."""
        if self.kept:
            raise InvalidMarket(self.kept)


def shown(value: object) -> str:
    """A JSON value as a reader would recognise it, short."""
    named = {True: "true", False: "false", None: "nothing"}
    if value is None or isinstance(value, bool):
        return named[value]
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
