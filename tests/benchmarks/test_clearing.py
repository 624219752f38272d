"""The benchmarks measure what they say, on lawful markets, and say what is missing."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.legs import peers, report, speed
from benchmarks.legs.markets import Size, draw
from sheber.engine.clearing.clear import clear
from sheber.engine.clearing.lint import lint


@pytest.mark.parametrize("four_pools", [False, True])
@pytest.mark.parametrize("own_ranking", [False, True])
def test_a_drawn_market_is_lawful_and_the_same_again(four_pools, own_ranking):
    size = Size(600, four_pools=four_pools, own_ranking=own_ranking)
    market = draw(size)
    lint(market)
    assert market.claim_key.tolist() == draw(size).claim_key.tolist()
    offering = market.pool_offering[market.claim_pool[market.contract_start[:-1]]]
    assert all(len(set(row)) == 5 for row in offering.reshape(-1, 5).tolist())


def test_a_ranking_of_its_own_takes_more_lines():
    one, own = (
        speed.measure(Size(600, four_pools=True, own_ranking=own), 1) for own in (False, True)
    )
    assert one["lines"] == 3000
    assert own["lines"] > one["lines"]


def test_the_matched_are_counted():
    size = Size(600, four_pools=True)
    matched = int(np.count_nonzero(clear(draw(size)) >= 0))
    assert speed.measure(size, 1)["matched"] == matched


def test_peers_get_the_lists_of_the_market():
    market = draw(Size(300))
    plain = peers.plain_lists(market)
    assert plain["seats"] == market.pool_capacity.tolist()
    for offering, order in enumerate(plain["orders"]):
        claims = [5 * one + plain["lists"][one].index(offering) for one in order]
        keys = market.claim_key[claims].tolist()
        assert keys == sorted(keys, reverse=True)
    assert sum(map(len, plain["orders"])) == market.claims


def test_a_peer_that_is_not_there_is_named_with_the_reason(monkeypatch):
    monkeypatch.setattr(peers, "PYTHON", Path("build/nowhere/python"))
    monkeypatch.setattr(peers, "SIZES", {"1k": 200})
    assert all("not installed" in reason for reason in peers.measure()["stopped"].values())


def test_figures_are_kept_beside_those_measured_before(tmp_path):
    path = tmp_path / "page.md"
    path.write_text(f"before\n{report.BEGIN}\nstale\n{report.END}\nafter\n")
    report.keep({"plain_1m": speed.measure(Size(600), 1)}, {"plain_1m": 0}, path)
    report.keep({"compile": {"cold": {"import_s": 1.5}}}, {"plain_1m": 0}, path)
    page = path.read_text()
    assert page.startswith("before\n")
    assert page.endswith("\nafter\n")
    assert "stale" not in page
    assert "| `plain_1m` |" in page
    assert "| cold, import_s | 1.5 |" in page
