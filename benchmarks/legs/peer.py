"""Runs one peer on one market: `python peer.py NAME < market.json`, in the peers' environment.

The market is {"lists": [offerings of each applicant, best first], "orders": [applicants of each
offering, best first], "seats": [of each offering]}. Prints {"seconds": …, "held": {applicant:
offering}}. The seconds are those of the peer's own objects and algorithm, without reading the
market. Nothing of Sheber is imported here.
"""

import json
import sys
import threading
import time
import types
from importlib.util import find_spec


def matching(market):
    """`matching`: HospitalResident from dictionaries, resident-optimal."""
    from matching.games import HospitalResident

    residents = dict(enumerate(market["lists"]))
    hospitals = {number: order for number, order in enumerate(market["orders"]) if order}
    seats = {number: market["seats"][number] for number in hospitals}
    game = HospitalResident.create_from_dictionaries(residents, hospitals, seats)
    found = game.solve(optimal="resident")
    return {one.name: offering.name for offering, ones in found.items() for one in ones}


def algmatch(market):
    """`algmatch`: HospitalResidentsProblem, resident-optimal. The package's own start loads a
    commercial solver, too, which this problem has no use for, so that start is passed over."""
    package = types.ModuleType("algmatch")
    package.__path__ = find_spec("algmatch").submodule_search_locations
    sys.modules["algmatch"] = package
    from algmatch.hospitalResidentsProblem import HospitalResidentsProblem

    hospitals = {
        number: {"capacity": market["seats"][number], "preferences": order}
        for number, order in enumerate(market["orders"])
        if order
    }
    instance = {"residents": dict(enumerate(market["lists"])), "hospitals": hospitals}
    found = HospitalResidentsProblem(dictionary=instance).get_stable_matching()
    held = found["resident_sided"].items()
    return {int(one[1:]): int(offering[1:]) for one, offering in held if offering}


def matching_algorithms(market):
    """`matching-algorithms`: deferred acceptance for school choice."""
    from matching_algorithms.main import school_choice_da

    students = {str(number): list(map(str, row)) for number, row in enumerate(market["lists"])}
    schools = {
        str(number): {"priorities": list(map(str, order)), "capacity": seats}
        for number, (order, seats) in enumerate(zip(market["orders"], market["seats"], strict=True))
    }
    found = school_choice_da(students, schools)
    return {int(one): int(school) for school, ones in found.items() for one in ones}


PEERS = {
    "matching": matching,
    "algmatch": algmatch,
    "matching-algorithms": matching_algorithms,
}


def main():
    market = json.load(sys.stdin)
    started = time.perf_counter()
    held = PEERS[sys.argv[1]](market)
    seconds = time.perf_counter() - started
    json.dump({"seconds": seconds, "held": held}, sys.stdout)


if __name__ == "__main__":
    # `matching` copies its players by a recursion as deep as the market is large.
    sys.setrecursionlimit(10**9)
    threading.stack_size(2**30)
    thread = threading.Thread(target=main)
    thread.start()
    thread.join()
