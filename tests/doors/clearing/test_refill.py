"""A refill from file to file: the smaller market reads back as what the engine cleared."""

import json

import numpy as np
import pytest

from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.refill import (
    read_smaller,
    refusal_sentence,
    round_sentence,
    round_violations,
    smaller,
)
from sheber.engine.clearing.rounds import refill
from sheber.engine.clearing.solve import solve
from sheber.engine.errors import InvalidRound
from tests.doors.build import text

TARGET, MAIN, HOME = "G/target", "G/main", "H/main"


def claims(*pools, score):
    return [{"pool": pool, "score": score} for pool in pools]


def person(name, *wishes):
    contracts = [
        {"id": f"{name}:{place}", "claims": wish} for place, wish in enumerate(wishes, start=1)
    ]
    return {"id": name, "contracts": contracts}


def market():
    """A target seat spills to a main seat; A2 takes the one, A1 the other; H stands in a region."""
    return {
        "format": "sheber.market/1",
        "offerings": [
            {
                "id": "G",
                "pools": [
                    {"id": TARGET, "capacity": 1, "spill_to": MAIN},
                    {"id": MAIN, "capacity": 1},
                ],
            },
            {"id": "H", "region": "R", "pools": [{"id": HOME, "capacity": 1}]},
        ],
        "regions": [{"id": "R", "cap": 1}],
        "applicants": [
            person("A1", claims(MAIN, score=300)),
            person("A2", claims(TARGET, MAIN, score=280)),
            person("A3", claims(MAIN, score=260), claims(HOME, score=260)),
            person("A4", claims(HOME, score=200)),
        ],
    }


def round_of(document=None, **given):
    written = text(document or market())
    file = read_market(written)
    stated = {"withdrawn": [], "confirmed": [], **given}
    return smaller(written, file, solve(file.market).held_claim, **stated)


def held(file):
    claims_ = solve(file.market).held_claim
    contracts = file.market.claim_contract[claims_[claims_ >= 0]]
    return [file.names.contracts[contract] for contract in contracts]


def test_those_who_stay_move_up_and_the_confirmed_seat_is_gone_with_its_holder():
    round_ = round_of(withdrawn=["A1"], confirmed=["A2"])
    after = read_smaller(round_)
    assert list(after.names.applicants) == ["A3", "A4"]
    assert after.market.pool_capacity.tolist() == [0, 1, 1]
    assert held(after) == ["A3:1", "A4:1"]
    assert round_violations(round_, after, solve(after.market).held_claim) == []


def test_a_confirmed_contract_of_a_region_stays_with_its_one_claim():
    round_ = round_of(confirmed=["A3"])
    (third,) = (one for one in round_.document["applicants"] if one["id"] == "A3")
    assert third == person("A3", claims(MAIN, score=260), claims(HOME, score=260)) | {
        "contracts": [{"id": "A3:2", "claims": claims(HOME, score=260)}]
    }
    after = read_smaller(round_)
    assert round_violations(round_, after, solve(after.market).held_claim) == []


def test_the_document_is_the_market_that_the_engine_makes():
    round_ = round_of(withdrawn=["A4"], confirmed=["A1", "A3"])
    file = read_market(text(market()))
    numbers = [np.array(one) for one in ([3], [0, 2])]
    held_claim = solve(file.market).held_claim
    made = refill(file.market, file.ranking, held_claim, withdrawn=numbers[0], confirmed=numbers[1])
    read = read_smaller(round_)
    assert read.market.pool_capacity.tolist() == made.market.pool_capacity.tolist()
    assert read.market.claim_pool.tolist() == made.market.claim_pool.tolist()
    assert read.ranking.score.tolist() == made.ranking.score.tolist()


def test_the_document_before_is_left_as_it_was():
    document = market()
    before = json.dumps(document)
    round_of(document, withdrawn=["A1"])
    assert json.dumps(document) == before


def test_somebody_late_who_pushes_others_out_breaks_r1_by_name():
    late = person("L1", claims(MAIN, score=400), claims(HOME, score=400))
    round_ = round_of(late=[late])
    after = read_smaller(round_)
    found = round_violations(round_, after, solve(after.market).held_claim)
    assert [round_sentence(one, round_) for one in found] == [
        "R1 does not hold: A1 held A1:1 and would hold something liked less."
    ]


def test_somebody_late_who_pushes_out_a_confirmed_holder_of_a_region_breaks_r2():
    round_ = round_of(confirmed=["A3"], late=[person("L1", claims(HOME, score=400))])
    after = read_smaller(round_)
    (found,) = round_violations(round_, after, solve(after.market).held_claim)
    assert round_sentence(found, round_).startswith("R2 does not hold: A3 confirmed A3:2")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"withdrawn": ["B"]}, "“B” is not an applicant"),
        ({"withdrawn": ["A1", "A1"]}, "“A1” stands twice"),
        ({"withdrawn": ["A1"], "confirmed": ["A1"]}, "“A1” stands in both lists"),
        ({"confirmed": ["A4"]}, "“A4” cannot have confirmed anything"),
        ({"late": [person("A1")]}, "“A1” comes late and is an applicant"),
    ],
)
def test_names_that_do_not_fit_are_refused_with_the_remedy(given, says):
    with pytest.raises(InvalidRound) as refused:
        round_of(**given)
    assert refusal_sentence(refused.value).startswith(says)
