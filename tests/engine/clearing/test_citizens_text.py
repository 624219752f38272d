"""The citizens' text and the code number the same properties, and its example is true."""

from pathlib import Path

from sheber.engine.clearing.checker import PROPERTIES
from sheber.engine.clearing.solve import solve
from tests.engine.clearing.build import held_pools, market_of

TEXT = Path(__file__).parents[3] / "docs/algorithms/clearing.en.md"


def test_every_property_of_the_code_is_in_the_text():
    text = TEXT.read_text(encoding="utf-8")
    for code in [*PROPERTIES, "C7"]:
        assert f"**{code}" in text
    assert "**C8" not in text


ANAR, BORIS, VERA, GULNAR, DANIYAR, ERLAN = (
    [{1: 240}, {0: 240}],
    [{1: 235}],
    [{1: 230}, {0: 230}],
    [{1: 225}],
    [{0: 200}],
    [{0: 210}],
)
TARGET_SPILLS_TO_MAIN = [[(2, 1), (2, -1)]]


def test_example_of_the_text_is_what_the_engine_finds():
    market = market_of(TARGET_SPILLS_TO_MAIN, [ANAR, BORIS, VERA, GULNAR, DANIYAR])
    held = held_pools(market, solve(market, prove_best=True).held_claim)
    assert held == [(0, 1), (0, 1), (0, 1), None, (0, 0)]


def test_example_of_the_text_with_a_sixth_person():
    market = market_of(TARGET_SPILLS_TO_MAIN, [ANAR, BORIS, VERA, GULNAR, DANIYAR, ERLAN])
    held = held_pools(market, solve(market, prove_best=True).held_claim)
    assert held == [(0, 1), (0, 1), (1, 0), None, None, (0, 0)]
