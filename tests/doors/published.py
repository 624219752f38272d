"""Markets of the literature, written as files: seats, lists and orders by name."""

from itertools import permutations

from sheber.doors.clearing.market import read_market
from sheber.engine.clearing.solve import solve
from tests.doors.build import text
from tests.engine.clearing.brute import Small, lawful_outcomes


def plain(seats, lists, orders):
    """A market of offerings with one pool each. seats: by offering; lists: by applicant, offerings
    best first; orders: by offering, its applicants best first. Whoever an offering does not name
    it does not accept."""
    return {
        "format": "sheber.market/1",
        "offerings": [
            {"id": name, "pools": [{"id": f"{name}/seats", "capacity": number}]}
            for name, number in seats.items()
        ],
        "applicants": [
            {
                "id": who,
                "contracts": [
                    {
                        "id": f"{who}:{name}",
                        "claims": [
                            {"pool": f"{name}/seats", "score": -orders[name].index(who)},
                        ],
                    }
                    for name in wanted
                    if who in orders[name]
                ],
            }
            for who, wanted in lists.items()
        ],
        "lists_limited": False,
    }


def applicant(who, *contracts):
    """An applicant whose contracts are (id, {pool: score}), best first."""
    return {
        "id": who,
        "contracts": [
            {
                "id": f"{who}:{name}",
                "claims": [{"pool": pool, "score": score} for pool, score in claims.items()],
            }
            for name, claims in contracts
        ],
    }


def offering(name, *pools):
    """An offering whose pools are (id, seats) or (id, seats, spills to)."""
    return {
        "id": name,
        "pools": [
            {"id": pool, "capacity": seats, **({"spill_to": target[0]} if target else {})}
            for pool, seats, *target in pools
        ],
    }


def market(offerings, applicants, **more):
    return {
        "format": "sheber.market/1",
        "offerings": list(offerings),
        "applicants": list(applicants),
        **more,
    }


def cleared(document):
    """By applicant, the contract held (without the applicant's own name) or None. The result has
    passed C1–C7."""
    file = read_market(text(document))
    return _named(file, solve(file.market, prove_best=True).held_claim.tolist())


def all_lawful(document):
    """Every outcome that satisfies C1–C6, by brute force."""
    file = read_market(text(document))
    return [_named(file, outcome) for outcome in lawful_outcomes(Small(file.market))]


def _named(file, claims):
    return {
        who: None
        if claim < 0
        else file.names.contracts[file.market.claim_contract[claim]].removeprefix(f"{who}:")
        for who, claim in zip(file.names.applicants, claims, strict=True)
    }


def stable_marriages(men, women):
    """Every stable set of marriages, as the wife of each man in order, from the definition."""
    place = {who: {other: at for at, other in enumerate(order)} for who, order in women.items()}

    def blocked(wives):
        husband = dict(zip(wives, men, strict=True))
        return any(
            place[other][man] < place[other][husband[other]]
            for man, wife in zip(men, wives, strict=True)
            for other in men[man][: men[man].index(wife)]
        )

    return [wives for wives in permutations(women) if not blocked(wives)]
