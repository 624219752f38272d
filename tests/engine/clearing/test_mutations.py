"""Results and certificates spoilt in one place: each property and each number has its own spoiling,
on markets of every kind, and the checker catches it. The checker spoilt in one place is caught,
too, by the definition."""

import sys
import types
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sheber.engine.clearing import checker
from sheber.engine.clearing.assemble import assemble
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.clear import clear
from tests.engine.clearing.brute import Small, is_lawful
from tests.engine.clearing.build import drafts, markets, whole

spoilt = settings(max_examples=80, deadline=None)


def codes(market, held):
    return {one.code for one in checker.check_claims(market, held)}


def pick(data, places):
    """One of some places; a market without any is passed over."""
    assume(len(places))
    return data.draw(st.sampled_from(np.asarray(places).tolist()))


def wished(market, held):
    """Claims that their applicants like more than what they hold."""
    end = np.where(held >= 0, held, market.first_claim[1:])
    return np.flatnonzero(np.arange(market.claims) < end[market.claim_applicant])


def seats(market, held):
    return checker.seats(checker.columns(market), held)


@spoilt
@given(markets(), st.data())
def test_c1_claim_of_somebody_else(market, data):
    held = clear(market)
    assume(market.applicants > 1 and market.claims)
    claim = data.draw(st.integers(0, market.claims - 1))
    others = np.flatnonzero(np.arange(market.applicants) != market.claim_applicant[claim])
    held[pick(data, others)] = claim
    assert "C1" in codes(market, held)


def test_c2_one_holder_more_in_a_full_pool():
    found = 0
    for market, held in cleared_markets():
        stand = seats(market, held)
        plain = (market.pool_fund < 0) & (market.offering_region[market.pool_offering] < 0)
        claims = wished(market, held)
        pools = market.claim_pool[claims]
        idle = held[market.claim_applicant[claims]] < 0
        for claim in claims[idle & (stand.room[pools] == 0) & plain[pools]].tolist():
            more = held.copy()
            more[market.claim_applicant[claim]] = claim
            assert "C2" in codes(market, more)
            found += 1
    assert found > 5


@pytest.mark.parametrize("kind", ["fund", "region"])
def test_c6_one_holder_more_under_a_spent_cap(kind):
    found = 0
    for market, held in cleared_markets():
        stand = seats(market, held)
        region = market.offering_region[market.pool_offering]
        cap_of, left = (
            (market.pool_fund, stand.fund_left) if kind == "fund" else (region, stand.region_left)
        )
        claims = wished(market, held)
        pools = market.claim_pool[claims]
        idle = held[market.claim_applicant[claims]] < 0
        for claim in claims[idle & (stand.room[pools] > 0) & (cap_of[pools] >= 0)].tolist():
            assert left[cap_of[market.claim_pool[claim]]] == 0
            more = held.copy()
            more[market.claim_applicant[claim]] = claim
            (broken,) = [one for one in checker.check_claims(market, more) if one.code == "C6"]
            assert broken.facts["why"] == kind
            found += 1
    assert found > 5


def test_c3_seat_of_the_last_goes_to_somebody_below():
    found = 0
    for market, held in cleared_markets():
        stand = seats(market, held)
        for claim in wished(market, held).tolist():
            last, who = stand.last[market.claim_pool[claim]], market.claim_applicant[claim]
            if last >= 0 and market.claim_pool[last] == market.claim_pool[claim] and held[who] < 0:
                other = held.copy()
                other[market.claim_applicant[last]], other[who] = -1, claim
                assert "C3" in codes(market, other)
                found += 1
    assert found > 5


@spoilt
@given(markets(), st.data())
def test_c4_seat_taken_away_stands_empty(market, data):
    """Whoever loses it likes it better than nothing, so it is waste, or somebody else is envied."""
    held = clear(market)
    held[pick(data, np.flatnonzero(held >= 0))] = -1
    assert codes(market, held) & {"C3", "C4"}


def test_c5_moved_to_a_later_pool_of_the_same_contract():
    found = 0
    for market, held in cleared_markets():
        stand = seats(market, held)
        for who in np.flatnonzero(held >= 0).tolist():
            later = held[who] + 1
            alike = later < market.claims and (
                market.claim_contract[later] == market.claim_contract[held[who]]
            )
            if alike and stand.cutoff[market.claim_pool[later]] == 0:
                moved = held.copy()
                moved[who] = later
                assert "C5" in codes(market, moved)
                found += 1
    assert found > 5


@spoilt
@given(drafts(), st.data())
def test_ranking_two_keys_exchanged(draft, data):
    market, ranking = assemble(draft)
    pools = np.flatnonzero(np.bincount(market.claim_pool, minlength=market.pools) > 1)
    own = np.flatnonzero(market.claim_pool == pick(data, pools))
    one, other = own[:2]
    key = market.claim_key.copy()
    key[[one, other]] = key[[other, one]]
    assert checker.check_ranking(replace(market, claim_key=key), ranking)


@pytest.mark.parametrize("name", checker.CERTIFICATE[1:])
@settings(max_examples=25, deadline=None)
@given(market=markets(max_applicants=8), data=st.data())
def test_certificate_number_changed(name, market, data):
    certificate = certify(market, clear(market))
    values = getattr(certificate, name).copy()
    values[pick(data, range(len(values)))] += data.draw(st.sampled_from([-1, 1]))
    assert checker.check_certificate(market, replace(certificate, **{name: values}))


@pytest.mark.parametrize("kept", [slice(1, None), slice(None, -1)])
@settings(max_examples=25, deadline=None)
@given(market=markets(max_applicants=8))
def test_certificate_row_left_out(kept, market):
    certificate = certify(market, clear(market))
    assume(len(certificate.wish_claim))
    rows = {
        item.name: getattr(certificate, item.name)[kept]
        for item in fields(certificate)
        if item.name.startswith("wish")
    }
    assert checker.check_certificate(market, replace(certificate, **rows))


@cache
def cleared_markets():
    random = Random(7)  # noqa: S311
    found = [whole(random, random.randint(1, 3), 3, 6) for _ in range(300)]
    found += [one_region(random) for _ in range(300)]
    return [(market, clear(market)) for market, _ in map(assemble, found)]


def one_region(random):
    """Three offerings that wait for the seats of one region; seats enough, and some spill."""
    draft = whole(random, 3, 3, 5, with_regions=False)
    pools = [[(capacity + 1, spill) for capacity, spill in own] for own in draft.pools]
    cap = random.randint(1, 3)
    targets = [random.randint(0, cap // 2), random.randint(0, cap // 2), 0]
    order = random.sample(range(3), 3)
    return replace(draft, pools=pools, funds=[], regions=[(cap, order)], targets=targets)


@cache
def judged():
    """Outcomes near the right one, each with what the definition says of it: somebody sits
    elsewhere or is let in, or claims are passed over that people like more."""
    random, found = Random(11), []  # noqa: S311
    for market, best in cleared_markets():
        small = Small(market)
        tempting = np.flatnonzero(np.isin(np.arange(market.claims), [*wished(market, best), *best]))
        for _ in range(6 if len(tempting) else 0):
            passed = random.sample(tempting.tolist(), min(random.randint(1, 3), len(tempting)))
            held = clear_without(market, passed)
            if random.random() < 0.3:
                who = random.randrange(market.applicants)
                held[who] = random.choice([-1, *small.lists[who]])
            found.append((market, held, is_lawful(small, held.tolist())))
        for claim in wished(market, best)[:3].tolist():
            held = best.copy()
            held[market.claim_applicant[claim]] = claim
            found.append((market, held, is_lawful(small, held.tolist())))
    return found


def clear_without(market, claims):
    """What everybody would hold if some claims did not exist."""
    kept = np.flatnonzero(~np.isin(np.arange(market.claims), claims))
    number = np.bincount(market.claim_contract[kept], minlength=market.contracts)
    smaller = replace(
        market,
        contract_start=np.concatenate([[0], np.cumsum(number)]),
        claim_pool=market.claim_pool[kept],
        claim_key=market.claim_key[kept],
    )
    held = clear(smaller)
    return np.where(held >= 0, np.append(kept, -1)[held], -1)


MUTANTS = {
    "seats that flowed in": (
        "np.add.at(room, market.pool_spill",
        "np.add.at(room.copy(), market.pool_spill",
    ),
    "holders over capacity": ("for pool in over.tolist():", "for pool in []:"),
    "a fund's last holder": ("cutoff[by_fund] = fund_worst[market.fund[by_fund]]", "pass"),
    "a fund's cap": (
        '("fund", market.fund_cap, stand.fund_left)',
        '("fund", market.fund_cap, abs(stand.fund_left))',
    ),
    "a region's cap": (
        '("region", market.region_cap, stand.region_left)',
        '("region", market.region_cap, abs(stand.region_left))',
    ),
    "a closed offering": (
        "closed[inside] = (left[region] <= 0)",
        "closed[inside] = (left[region] < -9)",
    ),
    "turns": ("& (next_seat[inside] > last_given[region])", ""),
    "targets": ("beyond = held - market.offering_target", "beyond = held"),
    "the last filled pool": ("((pool > shut_from) | (", "((pool > shut_from + 1) | ("),
    "own seats": ("if within_reach:", "if False:"),
    "own seats of a fund": ("serves[paid] = (", "serves[paid] = False & ("),
    "own seats of a region": ("serves[other] = (", "serves[other] = False & ("),
    "the way of a freed seat": ("unclaimed[moving[wanted]] = False", "pass"),
    "the end of its way": ("reached[moving[pool == goal[moving]]] = True", "pass"),
    "rivals in the pool": ("best_in_pool & first_in_line", "first_in_line"),
    "rivals in line": ("best_in_pool & first_in_line", "best_in_pool"),
    "rivals by turn": ("& (turn >= queues.turn.besides", "| (turn >= queues.turn.besides"),
    "rivals for a fund": ("| (key > queues.fund.besides(payer, who))", "| (key > 0)"),
    "one's own wishes": (
        "np.where(self.who[group] == owner, self.second[group], self.best[group])",
        "self.best[group]",
    ),
    "seats of a region that wait": (
        "serves &= reached | offers_more[wish.pool]",
        "serves &= reached",
    ),
}


@pytest.mark.parametrize("part", MUTANTS)
def test_checker_without_one_of_its_parts_is_caught(part, monkeypatch):
    """Some outcome is judged otherwise than by the definition."""
    source = Path(checker.__file__).read_text()
    before, after = MUTANTS[part]
    assert source.count(before) >= 1
    mutant = types.ModuleType("mutant")
    monkeypatch.setitem(sys.modules, "mutant", mutant)  # dataclasses look their module up
    exec(compile(source.replace(before, after), "mutant", "exec"), mutant.__dict__)  # noqa: S102
    assert any(differs(mutant, *one) for one in judged())


def differs(mutant, market, held, lawful):
    try:
        return (not mutant.check_claims(market, held)) != lawful
    except (IndexError, ValueError):
        return True
