"""Why an applicant holds what they hold: the engine's rows with names, as data and as text."""

from __future__ import annotations

from sheber.doors.fields import Fields
from sheber.doors.market import MarketFile
from sheber.doors.result import ranking_of
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.explain import Wish, explain
from sheber.engine.clearing.market import NOBODY

DECIDED = {
    "score": "the score decided",
    "tie": "scores are equal; tie-break {tie_number} decided",
    "lottery": "score and tie-breaks are equal; the lottery decided",
    "own_order": "all is equal; the applicant's own order decided",
    "no_seats": "the pool has no seat",
}


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
    }


def explanation_text(told: Fields) -> str:
    """The same for a person, one paragraph a contract."""
    held, wishes = told["held"], told["ranked_above"]
    assert isinstance(wishes, list)  # noqa: S101  (made above)
    lines = [f"Applicant {told['applicant']}"]
    if isinstance(held, dict):
        terms = f" ({held['terms']})" if held["terms"] else ""
        lines.append(f"holds {held['contract']}{terms} in {held['pool']}, {_rank(held['own'])}.")
    else:
        lines.append("holds no contract.")
    if not wishes:
        told_why = "It is the first choice." if held else "The list is empty."
        return "\n".join([*lines, told_why])
    lines.append("Ranked above it:" if held else "What was ranked:")
    for number, wish in enumerate(wishes, start=1):
        lines += ["", *_paragraph(number, wish)]
    return "\n".join(lines)


def _paragraph(number: int, wish: Fields) -> list[str]:
    terms = f" ({wish['terms']})" if wish["terms"] else ""
    short = wish["places_short_at_most"]
    places = "1 place" if short == 1 else f"{short} places"
    decided = DECIDED[str(wish["decided_by"])].format(tie_number=wish["tie_number"])
    cutoff = _rank(wish["cutoff"]) if wish["cutoff"] else "none was admitted"
    return [
        f"{number}. {wish['contract']}{terms}",
        f"   nearest pool   {wish['nearest_pool']}",
        f"   own            {_rank(wish['own'])}",
        f"   last admitted  {cutoff}",
        f"   short by       at most {places}; {decided}.",
    ]


def _rank(ranked: object) -> str:
    assert isinstance(ranked, dict)  # noqa: S101  (made by ranking_of)
    words = [f"score {ranked['score']}"]
    if ranked["ties"]:
        words.append("tie-breaks " + ", ".join(str(tie) for tie in ranked["ties"]))
    if ranked["lottery"] is not None:
        words.append(f"lottery {ranked['lottery']}")
    return ", ".join(words)
