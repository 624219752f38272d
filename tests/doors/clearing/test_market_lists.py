"""A market in columns is the market of its file."""

import json

import numpy as np
import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.market_lists import ContractIds, Lists, canonical_parts, market_of
from sheber.engine.clearing.keys import MISSING
from sheber.engine.errors import InvalidMarket

POOLS = ("G/target", "G/«main»", 'H\\"')
OFFERING_OF = {0: (0, 1), 1: (2,)}
POINTS = st.one_of(st.integers(0, 3), st.sampled_from([0.1, 1e-7, 2.5, 2.0**52, 123456789.123]))


@st.composite
def markets(draw):
    """A market as a document, with a lottery that settles whatever scores leave open."""
    ties = draw(st.integers(0, 2))
    people = []
    for number in range(draw(st.integers(0, 6))):
        contracts = []
        for position in range(1, draw(st.integers(1, 3)) + 1):
            pools = OFFERING_OF[draw(st.sampled_from([0, 1]))]
            claims = [
                {"pool": POOLS[pool], "score": draw(POINTS), "ties": [draw(POINTS)] * ties}
                for pool in pools
            ]
            terms = draw(st.sampled_from(["state", "target Ө-1", "paid\n"]))
            contracts.append({"id": f"P{number}:{position}", "terms": terms, "claims": claims})
        people.append({"id": f"P{number}", "contracts": contracts})
    return {
        "format": "sheber.market/1",
        "comment": "Көрсетілім",
        "offerings": [
            {
                "id": "G",
                "pools": [
                    {"id": POOLS[0], "capacity": 1, "spill_to": POOLS[1]},
                    {"id": POOLS[1], "capacity": 2},
                ],
            },
            {"id": "H", "pools": [{"id": POOLS[2], "capacity": 1}]},
        ],
        "funds": [],
        "applicants": people,
        "lottery": {"seed": "00ff"},
    }


def lists_of(document):
    contracts = [one for person in document["applicants"] for one in person["contracts"]]
    claims = [claim for one in contracts for claim in one["claims"]]
    names = np.array([person["id"] for person in document["applicants"]], dtype=np.str_)
    sizes = [len(person["contracts"]) for person in document["applicants"]]
    terms = sorted({one["terms"] for one in contracts})
    wide = max((len(claim["ties"]) for claim in claims), default=0)
    ties = [claim["ties"] for claim in claims] or np.empty((0, wide))
    return Lists(
        applicants=names,
        contracts=ContractIds(
            names,
            np.repeat(np.arange(len(names)), sizes),
            np.array([int(one["id"].split(":")[1]) for one in contracts], dtype=np.int64),
        ),
        terms=terms,
        contract_terms=np.array([terms.index(one["terms"]) for one in contracts], dtype=np.int64),
        applicant_start=starts(sizes),
        contract_start=starts([len(one["claims"]) for one in contracts]),
        claim_pool=np.array([POOLS.index(claim["pool"]) for claim in claims], dtype=np.int64),
        score=np.array([claim["score"] for claim in claims], dtype=np.float64),
        ties=np.array(ties, dtype=np.float64),
    )


def starts(sizes):
    return np.concatenate([[0], np.cumsum(np.array(sizes, dtype=np.int64))]).astype(np.int64)


def seats_of(document):
    return json.dumps({**document, "applicants": []}, ensure_ascii=False)


@given(markets())
def test_it_is_the_market_of_the_file_with_its_hash(document):
    file = read_market(json.dumps(document).encode())
    made = market_of(seats_of(document), lists_of(document))
    for name in ("applicant_start", "contract_start", "claim_pool", "claim_key", "pool_spill"):
        assert np.array_equal(getattr(made.market, name), getattr(file.market, name)), name
    assert np.array_equal(made.ranking.lottery, file.ranking.lottery)
    assert list(made.names.contracts) == file.names.contracts
    assert list(made.names.terms) == file.names.terms
    assert made.sha256 == file.sha256


@given(markets())
def test_its_file_is_written_in_canonical_form(document):
    lists = lists_of(document)
    made = market_of(seats_of(document), lists)
    assert b"".join(canonical_parts(seats_of(document), made, lists)) == rfc8785.dumps(document)


@pytest.mark.parametrize(
    ("missing", "code"), [(0.0, "tie_without_lottery"), (MISSING, "tie_break_missing")]
)
def test_an_order_that_the_ranking_does_not_settle_is_refused(missing, code):
    claims = [{"pool": POOLS[2], "score": 1, "ties": [0.0]}]
    people = [
        {"id": f"P{number}", "contracts": [{"id": f"P{number}:1", "terms": "", "claims": claims}]}
        for number in range(2)
    ]
    document = {
        "format": "sheber.market/1",
        "offerings": [{"id": "H", "pools": [{"id": POOLS[2], "capacity": 1}]}],
        "applicants": people,
    }
    pools = {"offerings": [{"id": "G", "pools": [{"id": one, "capacity": 1} for one in POOLS]}]}
    lists = lists_of(document)
    lists.ties[1] = missing
    with pytest.raises(InvalidMarket) as refused:
        market_of(seats_of({**document, **pools}), lists)
    assert [fault.code for fault in refused.value.faults] == [code]
