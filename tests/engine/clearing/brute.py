"""Brute force on small markets, by the definitions alone: plain lists, no engine code.

An outcome gives each applicant one of their claims or nothing. It satisfies C1–C6 exactly if
seats are conserved, and if no claim that its applicant likes more than their seat would be
taken by its chooser from that claim and everything that the others like at least as much as
what they hold.
"""

from collections import defaultdict
from itertools import product


class Small:
    """A market read out into dictionaries."""

    def __init__(self, market):
        self.capacity = market.pool_capacity.tolist()
        self.spill = market.pool_spill.tolist()
        self.caps = market.fund_cap.tolist()
        self.fund = {}
        for fund in range(market.funds):
            for pool in market.fund_pools[market.fund_start[fund] : market.fund_start[fund + 1]]:
                self.fund[int(pool)] = fund
        self.offering = {}
        for offering in range(market.offerings):
            start, end = market.offering_start[offering : offering + 2]
            self.offering.update(dict.fromkeys(range(start, end), offering))
        self.region, self.turn = {}, {}
        for region in range(market.regions):
            start, end = market.region_start[region : region + 2]
            for turn, offering in enumerate(market.region_offerings[start:end].tolist()):
                self.region[offering], self.turn[offering] = region, turn
        self.region_caps = market.region_cap.tolist()
        self.targets = market.offering_target.tolist()
        self.key = market.claim_key.tolist()
        self.pool = market.claim_pool.tolist()
        self.lists = []
        for applicant in range(market.applicants):
            first, end = market.applicant_start[applicant : applicant + 2]
            self.lists.append(list(range(market.contract_start[first], market.contract_start[end])))

    def chooser(self, claim):
        pool = self.pool[claim]
        if pool in self.fund:
            return "fund", self.fund[pool]
        offering = self.offering[pool]
        return ("region", self.region[offering]) if offering in self.region else ("own", offering)

    def chosen(self, claims):
        """What all choosers take from a set, each applicant's claims counted one by one."""
        by_chooser = defaultdict(list)
        for claim in claims:
            by_chooser[self.chooser(claim)].append(claim)
        taken = set()
        for (kind, number), queue in by_chooser.items():
            queue.sort(key=lambda claim: -self.key[claim])
            choose = {"fund": self.by_fund, "own": self.by_pools, "region": self.by_region}[kind]
            taken.update(choose(number, queue))
        return taken

    def by_region(self, region, queue):
        """Turn by turn: an offering takes its next seat if it has one to give and wants it."""
        would = {
            offering: self.by_pools(
                offering, [claim for claim in queue if self.offering[self.pool[claim]] == offering]
            )
            for offering, home in self.region.items()
            if home == region
        }
        given = {offering: min(self.targets[offering], len(own)) for offering, own in would.items()}
        moved = True
        while moved:
            moved = False
            for offering in sorted(would, key=self.turn.get):
                if sum(given.values()) < self.region_caps[region]:
                    more = given[offering] < len(would[offering])
                    given[offering] += more
                    moved |= more
        return [claim for offering, own in would.items() for claim in own[: given[offering]]]

    def by_pools(self, offering, queue):
        extra, taken = defaultdict(int), []
        for pool in sorted(pool for pool, home in self.offering.items() if home == offering):
            seats = self.capacity[pool] + extra[pool]
            best = [claim for claim in queue if self.pool[claim] == pool][:seats]
            taken += best
            if self.spill[pool] >= 0:
                extra[self.spill[pool]] += seats - len(best)
        return taken

    def by_fund(self, fund, queue):
        used, taken = defaultdict(int), set()
        for claim in queue:
            pool = self.pool[claim]
            if len(taken) < self.caps[fund] and used[pool] < self.capacity[pool]:
                taken.add(claim)
                used[pool] += 1
        return taken


def better(small, outcome, applicant):
    """The applicant's claims ranked above the held one."""
    mine, held = small.lists[applicant], outcome[applicant]
    return mine if held < 0 else mine[: mine.index(held)]


def is_lawful(small, outcome):
    """C1–C6 by their definition."""
    held = {claim for claim in outcome if claim >= 0}
    if small.chosen(held) != held:
        return False
    wanted = [
        [*better(small, outcome, applicant), *([claim] if claim >= 0 else [])]
        for applicant, claim in enumerate(outcome)
    ]
    for applicant in range(len(outcome)):
        others = [claim for who, row in enumerate(wanted) if who != applicant for claim in row]
        for claim in better(small, outcome, applicant):
            if claim in small.chosen([*others, claim]):
                return False
    return True


def outcomes(small):
    """Every way to give each applicant one of their claims or nothing."""
    return product(*[[*claims, -1] for claims in small.lists])


def lawful_outcomes(small):
    return [outcome for outcome in outcomes(small) if is_lawful(small, outcome)]


def at_least_as_good(small, outcome, other):
    """Whether every applicant likes the first outcome at least as much as the second."""
    return all(
        mine == theirs or mine in better(small, other, applicant)
        for applicant, (mine, theirs) in enumerate(zip(outcome, other, strict=True))
    )
