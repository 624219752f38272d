"""Small made markets for tests."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from sheber.engine.lab.assumptions import Assumptions
from sheber.engine.lab.policy import Policy

SPILLS = {
    "2025": {"target": "main", "special": "separate", "separate": "main"},
    "2026": {"target": "separate", "special": "separate", "separate": "main"},
}
BASE = Policy("one", "home", "2025")
SMALL = Assumptions(
    target_seats=60,
    target_filled=24,
    state_seats=220,
    separate_seats=24,
    special_share=0.1,
    applicants=450,
    offers=40,
    offerings=9,
    regions=5,
    seat_spread=0.8,
    region_spread=0.8,
    region_mismatch=0.5,
    offer_popularity=1.0,
    programme_popularity=0.7,
    home_share=0.7,
    offers_acceptable=3.0,
    offers_maximum=5,
    programmes_acceptable=2.5,
    programmes_maximum=6,
    service_free_first=0.5,
    cautious=0.3,
    requirement_met=0.9,
    score_agreement=0.8,
    separate_entitled=16,
    special_entitled=12,
    abroad_without_grant=60,
    abroad_willing=0.4,
)

FEW = settings(max_examples=20)
"""A market is many draws at once."""

shares = st.floats(0, 1)
spreads = st.floats(0, 2)


@st.composite
def assumptions(draw):
    """Small countries of every kind, the odd ones included."""
    offers = draw(st.integers(1, 20))
    target = offers + draw(st.integers(0, 30))
    most, longest = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    special = draw(st.floats(0, 0.3))
    separate = draw(st.integers(0, 20))
    return replace(
        SMALL,
        target_seats=target,
        target_filled=draw(st.integers(1, target)),
        separate_seats=separate,
        special_share=special,
        state_seats=round((target + separate + draw(st.integers(1, 60))) / (1 - special)) + 1,
        applicants=draw(st.integers(1, 120)),
        offers=offers,
        offerings=draw(st.integers(1, 12)),
        regions=draw(st.integers(1, 6)),
        seat_spread=draw(spreads),
        region_spread=draw(spreads),
        region_mismatch=draw(spreads),
        offer_popularity=draw(spreads),
        programme_popularity=draw(spreads),
        home_share=draw(shares),
        offers_acceptable=draw(st.floats(1, most)),
        offers_maximum=most,
        programmes_acceptable=draw(st.floats(1, longest)),
        programmes_maximum=longest,
        service_free_first=draw(shares),
        cautious=draw(shares),
        requirement_met=draw(shares),
        score_agreement=draw(shares),
        separate_entitled=draw(st.integers(0, 60)),
        special_entitled=draw(st.integers(0, 60)),
        abroad_without_grant=draw(st.integers(0, 60)),
        abroad_willing=draw(shares),
    )
