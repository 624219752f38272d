"""Cases small enough to be worked out on paper, and published ones."""

from random import Random

import pytest

from sheber.engine.errors import Infeasible
from sheber.engine.exchange.assemble import Institution
from sheber.engine.exchange.largest import largest
from sheber.engine.exchange.market import LARGEST
from sheber.engine.exchange.solve import solve
from tests.engine.exchange.build import round_of

A, B, C, D = range(4)
STAYS = -1


def hosts(institutions, people, **facts):
    return solve(round_of(institutions, people, **facts)).host.tolist()


def home(country=0, send=9, host=9, **facts):
    return Institution(country, send, host, **facts)


def test_two_people_swap():
    assert hosts([0, 1], [(A, [B]), (B, [A])]) == [B, A]


def test_somebody_whom_nobody_could_replace_stays():
    assert hosts([0, 1], [(A, [B]), (B, [])]) == [STAYS, STAYS]


def test_a_cycle_through_three_homes_that_no_pair_could_make():
    assert hosts([0, 0, 0], [(A, [B]), (B, [C]), (C, [A])]) == [B, C, A]


def test_home_sends_its_first_and_nobody_for_the_second():
    people = [(A, [B]), (A, [B]), (B, [A])]
    assert hosts([home(send_order=[1, 0]), 1], people) == [STAYS, B, A]


def test_without_an_order_people_are_sent_as_they_are_numbered():
    assert hosts([0, 1], [(A, [B]), (A, [B]), (B, [A])]) == [B, STAYS, A]


def test_cap_certifies_the_first_of_the_order_and_nobody_in_their_stead():
    """The certified person wants to go nowhere; the next is not certified for that."""
    people = [(A, []), (A, [B]), (B, [A])]
    assert hosts([home(send=1, send_order=[0, 1]), 1], people) == [STAYS] * 3
    assert hosts([home(send=2, send_order=[0, 1]), 1], people) == [STAYS, B, A]


def test_cap_of_a_home_without_an_order_counts_who_leaves():
    people = [(A, []), (A, [B]), (B, [A])]
    assert hosts([home(send=1), 1], people) == [STAYS, B, A]


def test_person_whom_the_order_leaves_out_is_not_certified():
    people = [(A, [B]), (A, [B]), (B, [A]), (B, [A])]
    assert hosts([home(send_order=[1]), 1], people) == [STAYS, B, A, STAYS]


def test_host_accepts_only_whom_it_lists():
    people = [(A, [B]), (A, [B]), (B, [A])]
    assert hosts([0, home(1, host_order=[1])], people) == [STAYS, B, A]


def test_order_of_the_acceptance_list_changes_nothing_under_trading_cycles():
    people = [(A, [B]), (A, [B]), (B, [A])]
    for order in ([0, 1], [1, 0]):
        assert hosts([0, home(1, host_order=order)], people) == [B, STAYS, A]


def test_host_takes_no_more_than_its_cap():
    people = [(A, [B]), (B, [A]), (A, [B]), (B, [A])]
    assert hosts([0, home(1, host=1)], people) == [B, A, STAYS, STAYS]


def test_who_is_pointed_to_first_gets_the_best_place():
    people = [(A, [C, B]), (B, [C, A]), (C, [B])]
    assert hosts([0, 0, 0], people) == [STAYS, C, B]


def test_chain_with_a_tolerance_starts_at_the_first_institution():
    people = [(A, [B]), (B, [])]
    assert hosts([0, 1], people, institution_tolerance=1) == [B, STAYS]


def test_chain_carries_people_on_the_way_to_its_end():
    people = [(A, [B]), (B, [C])]
    assert hosts([0, 0, 0], people, institution_tolerance=1) == [B, C]


def test_chain_stops_at_the_tolerance():
    people = [(A, [B])] * 3
    assert hosts([0, 1], people, institution_tolerance=2) == [B, B, STAYS]


def test_window_leaves_less_room():
    people = [(A, [B])] * 3
    start = [home(opening_balance=-1), home(1)]
    assert hosts(start, people, institution_tolerance=2) == [B, STAYS, STAYS]


def test_two_small_cycles_where_trading_cycles_take_one_and_the_largest_takes_both():
    """A trades with B at once, as both wish most; C and D then have nobody to trade with."""
    people = [(A, [B, C]), (B, [A, D]), (C, [A]), (D, [B])]
    assert hosts([0] * 4, people) == [B, A, STAYS, STAYS]
    assert hosts([0] * 4, people, procedure=LARGEST) == [C, D, A, B]


def test_of_two_largest_exchanges_the_one_with_better_ranks():
    people = [(A, [B, C]), (B, [A]), (C, [A])]
    assert hosts([0] * 3, people, procedure=LARGEST) == [B, A, STAYS]


def test_of_two_equal_exchanges_the_one_that_hosts_like_better():
    people = [(A, [B]), (A, [B]), (B, [A])]
    for first, second in ([0, 1], [1, 0]):
        rows = [0, home(1, host_order=[first, second])]
        assert hosts(rows, people, procedure=LARGEST)[first] == B


def test_largest_may_pass_over_the_order_of_a_home_unless_asked():
    """Person 0 is ranked first and could go nowhere in balance but to B, in place of 1; then
    two go less."""
    rows = [home(send_order=[0, 1]), 0, 0]
    people = [(A, [B]), (A, [B, C]), (B, [A]), (C, [A])]
    assert hosts(rows, people, procedure=LARGEST) == [B, C, A, A]
    rows = [home(send_order=[0, 1]), home(host_order=[1])]
    people = [(A, [B]), (A, [B]), (B, [A])]
    assert hosts(rows, people, procedure=LARGEST) == [STAYS, B, A]
    rows = [home(send_order=[0, 1]), home(host_order=[1, 0])]
    assert hosts(rows, people, procedure=LARGEST) == [STAYS, B, A]
    assert hosts(rows, people, procedure=LARGEST, respect_send_order=True) == [B, STAYS, A]


def test_send_order_is_respected_past_somebody_who_is_content():
    """Host B would rather have 2; between 2 and 0, who also wants it, stands 1, who is at C."""
    rows = [home(send_order=[0, 1, 2]), home(host_order=[2, 0, 1]), 0]
    people = [(A, [B]), (A, [C, B]), (A, [B]), (B, [A]), (C, [A])]
    assert hosts(rows, people, procedure=LARGEST) == [STAYS, C, B, A, A]
    held = hosts(rows, people, procedure=LARGEST, respect_send_order=True)
    assert held == [B, C, STAYS, A, A]


def test_largest_makes_up_for_the_window():
    """Home A hosted two more than it sent; with a tolerance of one it has to send one more."""
    rows = [home(opening_balance=2), home(1, opening_balance=-2)]
    people = [(A, [B]), (A, [B]), (B, [A])]
    found = solve(round_of(rows, people, procedure=LARGEST, institution_tolerance=1))
    assert found.tally.balance.tolist() == [1, -1]
    assert found.tally.sent.tolist() == [2, 1]


def test_largest_refuses_a_window_that_nothing_makes_up_for():
    rows = [home(opening_balance=3), home(1)]
    with pytest.raises(Infeasible) as refusal:
        solve(round_of(rows, [(A, [B])], procedure=LARGEST, institution_tolerance=1))
    assert refusal.value.facts["institutions"] == [A]


def test_search_that_reaches_its_limit_gives_nothing():
    random = Random(1)  # noqa: S311
    homes = [person % 8 for person in range(160)]
    people = [(one, random.sample([p for p in range(8) if p != one], 4)) for one in homes]
    rows = [home(send=15, send_order=list(range(one, 160, 8))) for one in range(8)]
    round_ = round_of(rows, people, procedure=LARGEST, respect_send_order=True)
    with pytest.raises(Infeasible) as refusal:
        largest(round_, 0.0)
    assert refusal.value.code == "not_proven_in_time"


@pytest.mark.parametrize(("tolerance", "going"), [(0, 0), (1, 3)])
def test_pairs_of_three_countries_are_held_to_balance(tolerance, going):
    people = [(A, [B]), (B, [C]), (C, [A])]
    found = hosts([0, 1, 2], people, procedure=LARGEST, country_tolerance=tolerance)
    assert len([host for host in found if host != STAYS]) == going


def test_round_of_nobody():
    assert hosts([], []) == []
    assert hosts([], [], procedure=LARGEST) == []
    assert hosts([], [], procedure=LARGEST, respect_send_order=True) == []
    assert hosts([0], [(A, [])], procedure=LARGEST, respect_send_order=True) == [STAYS]
    assert hosts([0], [(A, [])], procedure=LARGEST) == [STAYS]


KIDNEYS = [
    [9, 10],
    [11, 3, 5, 6],
    [2, 4, 5, 6, 7, 8],
    [5, 9, 1, 8, 10, 3],
    [3, 7, 11, 4],
    [3, 5, 8],
    [6, 1, 3, 9, 10],
    [6, 4, 11, 2, 3],
    [3, 11],
    [11, 1, 4, 5, 6, 7],
    [3, 6, 5],
    [11, 3, 9, 8, 10],
]


def test_kidney_exchange_of_twelve_pairs():
    """Roth, Sönmez & Ünver 2004, “Kidney Exchange”, Quarterly Journal of Economics 119, example
    1: twelve pairs, each a home of one. The first round clears 2–11–3 and the second 5–7–6; what
    comes after belongs to the waiting list, which is not here."""
    people = [(pair, [one - 1 for one in wanted]) for pair, wanted in enumerate(KIDNEYS)]
    found = [host + 1 for host in hosts([0] * 12, people)]
    assert {pair: found[pair - 1] for pair in (11, 3, 2)} == {11: 3, 3: 2, 2: 11}
    assert {pair: found[pair - 1] for pair in (7, 6, 5)} == {7: 6, 6: 5, 5: 7}
    assert found[8] == found[11] == 0  # pairs 9 and 12 find nobody left


def test_housing_market_has_its_core():
    """Shapley & Scarf 1974, “On Cores and Indivisibility”, Journal of Mathematical Economics 1:
    by Gale's top trading cycles no group can do better among themselves. Here 0 and 1 keep to
    one another though 2 would like either, and 2 stays."""
    people = [(A, [B, C]), (B, [A, C]), (C, [A, B])]
    assert hosts([0] * 3, people) == [B, A, STAYS]
