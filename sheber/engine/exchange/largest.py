"""The largest balanced exchange: most stays, then the smallest sum of ranks on people's lists,
then the smallest sum of ranks on hosts' orders.

Where the rows are a network, one linear programme settles the first two: a stay is worth more
than any change of ranks along one cycle of trades could be, since a cycle passes each place
once; and its duals say which columns may still move for the third. A corner of a network is
whole, which is checked. Everywhere else each aim is a search of its own over whole numbers,
and the value reached is kept by a row. Nothing is rounded.
"""

from __future__ import annotations

import numpy as np

from sheber.engine.clearing.market import Integers, Numbers
from sheber.engine.errors import Infeasible
from sheber.engine.exchange.highs import OutOfTime, Programme, minimise, minimise_whole
from sheber.engine.exchange.lint import is_network
from sheber.engine.exchange.market import HOME, Round
from sheber.engine.exchange.rows import Columns, columns_of, rows_of

EXACT = 1e-6
"""How far from whole a number of the solver may be."""


def largest(round_: Round, seconds: float | None = None) -> Integers:
    """(P) the host of each person, or HOME. The round has passed the linter.

    `seconds` limits each search over whole numbers; a network needs none. Raises Infeasible if
    no exchange brings every balance within its tolerance, which can only be for opening balances
    outside it, or if a search reaches its limit.
    """
    columns = columns_of(round_)
    programme = Programme.of(rows_of(round_, columns), columns.count)
    taken = _network(round_, columns, programme)
    if taken is None:
        taken = _search(round_, columns, programme, seconds)
    host = np.full(round_.people, HOME, dtype=np.int64)
    stays = np.flatnonzero(taken > 0.5)
    host[columns.person[stays]] = columns.host[stays]
    return host


def _network(round_: Round, columns: Columns, programme: Programme) -> Numbers | None:
    """The columns of a corner that is whole, or None where the rows do not promise one."""
    if not is_network(round_):
        return None
    rank, order = _ranks(round_, columns)
    places = 2 * round_.institutions
    worth = 1 + places * int(rank.max(initial=0))
    answer = minimise(programme, rank - worth)
    if answer is None:
        raise _infeasible(round_)
    if order.any():
        settled = programme.among_the_best(answer, EXACT)
        answer = minimise(settled, order)
    whole = answer is not None and bool(np.all(np.abs(answer.columns % 1.0 - 0.5) > 0.5 - EXACT))
    return answer.columns if answer is not None and whole else None


def _search(
    round_: Round, columns: Columns, programme: Programme, seconds: float | None
) -> Numbers:
    """One search over whole numbers for each aim in turn, each begun where the last one ended."""
    rank, order = _ranks(round_, columns)
    found: Numbers | None = None
    for aim in (-np.ones(columns.count), rank, order):
        if found is not None and not aim.any():
            continue
        try:
            found = minimise_whole(programme, aim, start=found, seconds=seconds)
        except OutOfTime:
            raise Infeasible("not_proven_in_time", {"seconds": seconds}) from None
        if found is None:
            raise _infeasible(round_)
        programme = programme.keeping(aim, float(np.rint(aim @ found[: columns.count])))
    return np.zeros(0) if found is None else found[: columns.count]


def _ranks(round_: Round, columns: Columns) -> tuple[Numbers, Numbers]:
    """Of each column: the rank on the person's list, from 1, and in the host's order, from 0."""
    rank = round_.place_rank[columns.place].astype(np.float64)
    return rank, round_.host_rank[columns.place].astype(np.float64)


def _infeasible(round_: Round) -> Infeasible:
    outside = np.abs(round_.opening_balance) > round_.institution_tolerance
    facts = {
        "institutions": np.flatnonzero(outside).tolist(),
        "tolerance": round_.institution_tolerance,
    }
    return Infeasible("opening_cannot_be_balanced", facts)
