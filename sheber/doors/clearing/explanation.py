"""Why an applicant holds what they hold: the engine's rows with names, as data and as text."""

from __future__ import annotations

from typing import Any

from sheber.doors.clearing.explanation_words import LANGUAGES, Words, short
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.result import ranking_of
from sheber.doors.fields import Fields
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.explain import Wish, explain
from sheber.engine.clearing.market import NOBODY


def explanation(file: MarketFile, certificate: Certificate, applicant: int) -> Fields:
    """`sheber.explanation/1` of one applicant, by number. The certificate was checked before."""
    market, names = file.market, file.names
    claim = int(certificate.held_claim[applicant])
    held = None
    if claim != NOBODY:
        held = {
            "contract": names.contracts[market.claim_contract[claim]],
            "terms": names.terms[market.claim_contract[claim]],
            "pool": names.pools[market.claim_pool[claim]],
            "own": ranking_of(file, claim),
        }
    wishes = explain(market, certificate, file.ranking, applicant)
    return {
        "format": "sheber.explanation/1",
        "applicant": names.applicants[applicant],
        "held": held,
        "ranked_above": [_wish(file, wish) for wish in wishes],
    }


def _wish(file: MarketFile, wish: Wish) -> Fields:
    return {
        "contract": file.names.contracts[wish.contract],
        "terms": file.names.terms[wish.contract],
        "nearest_pool": file.names.pools[wish.pool],
        "own": ranking_of(file, wish.claim),
        "cutoff": ranking_of(file, wish.last),
        "places_short_at_most": wish.places_short,
        "decided_by": wish.decided_by,
        "tie_number": wish.tie_number or None,
        "full": list(wish.full),
    }


def in_words(told: Any, language: str) -> Fields:
    """The explanation with its sentences: `says` of the whole and of each contract."""
    words = LANGUAGES[language]
    return {
        **told,
        "language": language,
        "says": _whole(told, words),
        "ranked_above": [{**wish, "says": _of(wish, words)} for wish in told["ranked_above"]],
    }


def explanation_text(told: Any, language: str = "en") -> str:
    """The same for a person, one paragraph a contract."""
    said: Any = in_words(told, language)
    lines = list(said["says"])
    for number, wish in enumerate(said["ranked_above"], start=1):
        lines += ["", f"{number}. {_contract(wish)}", *(f"   {one}" for one in wish["says"])]
    return "\n".join(lines)


def _whole(told: Any, words: Words) -> list[str]:
    """Whose explanation it is and what they hold."""
    held, wishes = told["held"], told["ranked_above"]
    says = [words.applicant.format(applicant=told["applicant"])]
    if held:
        rank = _rank(held["own"], words)
        says.append(words.holds.format(contract=_contract(held), pool=held["pool"], rank=rank))
    else:
        says.append(words.holds_nothing)
    if wishes:
        return [*says, words.ranked_above if held else words.ranked]
    return [*says, words.first_choice if held else words.empty_list]


def _of(wish: Any, words: Words) -> list[str]:
    """Why a contract was not given, sentence by sentence."""
    cutoff, decided = wish["cutoff"], wish["decided_by"]
    says = [
        words.nearest.format(pool=wish["nearest_pool"]),
        words.full.get(" ".join(wish["full"]), ""),
        words.own.format(rank=_rank(wish["own"], words, decided)),
        words.last.format(rank=_rank(cutoff, words, decided)) if cutoff else words.nobody,
        words.decided[decided].format(number=wish["tie_number"]),
        "" if decided == "no_seats" else short(words, wish["places_short_at_most"]),
    ]
    return [one for one in says if one]


def _contract(row: Any) -> str:
    return f"{row['contract']} ({row['terms']})" if row["terms"] else str(row["contract"])


def _rank(ranked: Any, words: Words, decided: str = "score") -> str:
    """A rank in words: the score; tie-breaks and the lot only where they decided."""
    parts = [words.score.format(score=_number(ranked["score"], words))]
    if ranked["ties"] and decided in ("tie", "lottery"):
        ties = "; ".join(_number(tie, words) for tie in ranked["ties"])
        parts.append(words.ties.format(ties=ties))
    if ranked["lottery"] is not None and decided == "lottery":
        parts.append(words.lottery.format(lottery=ranked["lottery"]))
    return ", ".join(parts)


def _number(value: float, words: Words) -> str:
    return str(value).replace(".", words.decimal)
