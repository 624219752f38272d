"""Odds of admission in names, and how sure they are."""

from __future__ import annotations

from functools import partial

import numpy as np

from sheber.doors.clearing.change import contract_offering
from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.viability import held_viable
from sheber.doors.fields import Fields
from sheber.engine.clearing.market import NOBODY
from sheber.engine.clearing.odds import odds
from sheber.engine.clearing.what_if import Changed

SEEDS = "SHA-256(base ‖ number in eight bytes, the highest first), number from 1"
DIGITS = 6


def odds_document(file: MarketFile, changed: Changed, resamples: int) -> Fields:
    """Of each contract the share of draws in which it is held, 0 where it is not listed.

    The draws follow from the market's own hash, so that anybody repeats them.
    """
    names, market = file.names, file.market
    base = bytes.fromhex(file.sha256)
    clear = partial(held_viable, file)
    found = odds(changed.market, changed.ranking, names.applicants, base, resamples, clear)
    before = np.full(changed.market.contracts, NOBODY, dtype=np.int64)
    before[changed.market.claim_contract] = market.claim_contract[changed.claim]
    offering = contract_offering(file)
    share, error = found.share, found.standard_error
    drawn = changed.market.contract_applicant[found.drawn]
    return {
        "resamples": resamples,
        "base": file.sha256,
        "seeds": SEEDS,
        "largest_standard_error": round(float(error.max(initial=0.0)), DIGITS),
        "applicants_drawn": len(np.unique(drawn)),
        "contracts": [
            {
                "applicant": names.applicants[market.contract_applicant[before[contract]]],
                "contract": names.contracts[before[contract]],
                "offering": names.offerings[offering[before[contract]]],
                "terms": names.terms[before[contract]],
                "odds": round(float(share[contract]), DIGITS),
                "standard_error": round(float(error[contract]), DIGITS),
            }
            for contract in np.flatnonzero(found.times).tolist()
        ],
    }
