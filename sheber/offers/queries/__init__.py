"""Shared reads of offers: which rules one needs, its terms in force, what is published."""

from sheber.offers.queries.closing import closing
from sheber.offers.queries.regimes import (
    Need,
    Regime,
    open_regimes,
    regime_fault,
    regimes,
    rules_needed,
)
from sheber.offers.queries.shelf import (
    LIVE,
    OfferCard,
    Stated,
    card,
    cards,
    current_terms,
    draft_would_prevail,
    published,
    resting_on_assumptions,
    rests_on_assumption,
    seats_offered,
    shown_terms,
)

__all__ = [
    "LIVE",
    "Need",
    "OfferCard",
    "Regime",
    "Stated",
    "card",
    "cards",
    "closing",
    "current_terms",
    "draft_would_prevail",
    "open_regimes",
    "published",
    "regime_fault",
    "regimes",
    "resting_on_assumptions",
    "rests_on_assumption",
    "rules_needed",
    "seats_offered",
    "shown_terms",
]
