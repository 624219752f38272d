"""Round and result of an exchange, to files and back."""

import json

import pytest

from sheber.doors.exchange.round import read_result, read_round, result_document, violations
from sheber.doors.exchange.words import fault_sentence, violation_sentence
from sheber.engine.errors import InvalidMarket
from sheber.engine.exchange.solve import solve
from tests.doors.build import changed, text
from tests.doors.exchanges import example


def solved(document):
    file = read_round(text(document))
    return file, result_document(file, solve(file.round))


def broken(document, result):
    file = read_round(text(document))
    stated = read_result(text(result), file)
    return {one.code: violation_sentence(one, file, stated) for one in violations(file, stated)}


def test_result_has_the_fields_of_its_format():
    _, result = solved(example())
    assert result == {
        "format": "sheber.exchange-result/1",
        "stays": [
            {"person": "p1", "host": "H3"},
            {"person": "p2", "host": "H3"},
            {"person": "p3", "host": "H1"},
            {"person": "p4", "host": "H1"},
        ],
        "balance": [
            {"institution": "H1", "opening_balance": 0, "sent": 2, "hosted": 2, "balance": 0},
            {"institution": "H2", "opening_balance": 0, "sent": 0, "hosted": 0, "balance": 0},
            {"institution": "H3", "opening_balance": 0, "sent": 2, "hosted": 2, "balance": 0},
            {"countries": ["KZ", "RU"], "sent": 2, "hosted": 2, "balance": 0},
        ],
        "properties": {"X1": True, "X2": True, "X3": True, "X4": True, "X5": True},
    }


def test_largest_says_that_x4_is_not_claimed():
    _, result = solved(changed(example(), ("procedure",), "largest"))
    assert result["properties"]["X4"] is None


def test_largest_that_is_asked_for_x4_claims_it():
    document = changed(example(), ("procedure",), "largest")
    _, result = solved({**document, "respect_send_order": True})
    assert result["properties"]["X4"] is True


def test_fields_that_may_be_left_out():
    document = example()
    del document["balance"]["country"]
    for institution in document["institutions"]:
        for name in ("send_order", "host_order", "opening_balance"):
            institution.pop(name, None)
    file = read_round(text(document))
    assert file.round.country_tolerance is None
    assert file.round.has_send_order.tolist() == [0, 0, 0]
    assert file.round.certified.all()
    assert (file.round.host_rank == 0).all()


@pytest.mark.parametrize(
    "left_out", [lambda top: top.pop("balance"), lambda top: top["balance"].clear()]
)
def test_a_round_that_names_no_tolerance_has_none(left_out):
    document = example()
    left_out(document)
    assert read_round(text(document)).round.institution_tolerance == 0


def test_orders_are_read_as_they_stand():
    file = read_round(text(example()))
    assert file.round.send_rank.tolist() == [1, 0, 0, 1, 0]
    assert file.round.host_rank.tolist() == [0, 0, 0, 0, 1, 0]
    assert file.names.countries == ["KZ", "RU"]


def test_own_people_on_an_acceptance_list_mean_nothing():
    document = example()
    document["institutions"][0]["host_order"].append("p1")
    assert solved(document)[1] == solved(example())[1]


def test_result_that_was_written_holds():
    for procedure in ("trading-cycles", "largest"):
        document = changed(example(), ("procedure",), procedure)
        _, result = solved(document)
        assert broken(document, result) == {}


def drop_last(result):
    result["stays"].pop()


def move(person, host):
    def change(result):
        next(row for row in result["stays"] if row["person"] == person)["host"] = host

    return change


def add(person, host):
    return lambda result: result["stays"].append({"person": person, "host": host})


def nobody(result):
    result["stays"].clear()


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (drop_last, "X1", "H1 began with 0, sends 2 and hosts 1: more than 0 out of balance"),
        (add("p1", "H2"), "X2", "p1 goes twice"),
        (move("p1", "H2"), "X3", "p1 goes to H2, which is not on their list"),
        (add("p9", "H2"), "X3", "p9 goes to H2, and the round knows no such person"),
        (move("p1", "H9"), "X3", "p1 goes to H9, and the round knows no such institution"),
        (move("p1", "H1"), "X3", "p1 is said to go to H1, their own home"),
    ],
)
def test_a_stay_that_was_changed_is_named(change, code, words):
    _, result = solved(example())
    change(result)
    assert words in broken(example(), result)[code]


def test_a_lower_compatriot_sent_instead_is_named():
    document = example()
    document["institutions"][2]["host_cap"] = 1
    _, result = solved(document)
    move("p2", "H3")(result)
    assert [row["person"] for row in result["stays"]] == ["p2", "p3"]
    result["stays"][0]["person"] = "p1"
    told = broken(document, result)["X4"]
    assert "p2 would rather be at H3, which accepts them, and p1 went there" in told


def test_a_trade_that_is_left_is_named():
    _, result = solved(example())
    nobody(result)
    told = broken(example(), result)
    assert "p2 to H3" in told["X5"]
    assert "nobody would lose" in told["X5"]


def test_a_smaller_exchange_is_not_the_largest():
    """Trading cycles send two of these four at once, and nobody could then be better off alone."""
    places = {"A": ["B", "C"], "B": ["A", "D"], "C": ["A"], "D": ["B"]}
    rows = [{"id": one, "country": "KZ", "send_cap": 1, "host_cap": 1} for one in places]
    people = [{"id": f"of {one}", "home": one, "places": list(places[one])} for one in places]
    document = {**example(), "institutions": rows, "people": people}
    _, small = solved(document)
    document["procedure"] = "largest"
    _, large = solved(document)
    assert [len(result["stays"]) for result in (small, large)] == [2, 4]
    assert broken(document, large) == {}
    assert "with more than 2 stays" in broken(document, small)["largest"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda rows: rows.pop(), "states no balance for KZ and RU"),
        (lambda rows: rows[0].update(sent=3), "for H1 the result states sent as 3, and it is 2"),
        (lambda rows: rows[1].update(balance=False), "states balance as false, and it is 0"),
        (lambda rows: rows[1].update(institution="H7"), "states no balance for H2"),
        (lambda rows: rows.append(dict(rows[0])), "that the round does not have once"),
    ],
)
def test_a_balance_stated_wrongly_is_named(change, words):
    _, result = solved(example())
    change(result["balance"])
    assert words in broken(example(), result)["X1"]


@pytest.mark.parametrize("value", [None, False, "yes"])
def test_a_claimed_property_that_is_not_stated(value):
    _, result = solved(example())
    result["properties"]["X4"] = value
    assert broken(example(), result) == {
        "X4": "X4 does not hold: the result does not state that the property holds."
    }


def test_x4_of_a_largest_exchange_is_checked_if_the_result_states_it():
    document = changed(example(), ("procedure",), "largest")
    document["institutions"][2]["host_cap"] = 1
    document["institutions"][2]["host_order"] = ["p1", "p2"]
    _, result = solved(document)
    assert broken(document, result) == {}
    result["properties"]["X4"] = True
    assert "X4" in broken(document, result)


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        (("format",), "sheber.result/1", "format", "wrong_format"),
        (("stays",), {}, "stays", "not_list"),
        (("stays", 0, "host"), 5, "stays[0].host", "not_text"),
        (("stays", 0, "pool"), "x", "stays[0].pool", "unknown_field"),
        (("balance", 0), 7, "balance[0]", "not_object"),
        (("properties",), [], "properties", "not_object"),
        (("properties", "X6"), True, "properties.X6", "unknown_field"),
    ],
)
def test_result_of_a_wrong_form_is_refused(path, value, where, code):
    file, result = solved(example())
    with pytest.raises(InvalidMarket) as refusal:
        read_result(text(changed(result, path, value)), file)
    (fault,) = refusal.value.faults
    assert (fault.path, fault.code) == (where, code)
    assert fault_sentence(fault)


def test_same_round_gives_the_same_file():
    first, second = (json.dumps(solved(example())[1]) for _ in range(2))
    assert first == second
