"""Exchange files for tests, as Python values that can be spoilt and written."""

from copy import deepcopy

EXAMPLE = {
    "format": "sheber.exchange/1",
    "procedure": "trading-cycles",
    "balance": {"institution": 0, "country": 0},
    "institutions": [
        {
            "id": "H1",
            "country": "RU",
            "send_cap": 2,
            "host_cap": 2,
            "send_order": ["p2", "p1"],
            "host_order": ["p4", "p3"],
        },
        {"id": "H2", "country": "RU", "send_cap": 1, "host_cap": 1},
        {"id": "H3", "country": "KZ", "send_cap": 2, "host_cap": 2, "opening_balance": 0},
    ],
    "people": [
        {"id": "p1", "home": "H1", "places": ["H3"]},
        {"id": "p2", "home": "H1", "places": ["H3", "H2"]},
        {"id": "p3", "home": "H3", "places": ["H2", "H1"]},
        {"id": "p4", "home": "H3", "places": ["H1"]},
        {"id": "p5", "home": "H2", "places": []},
    ],
}


def example():
    """A copy that may be changed: p1 and p2 change places with p3 and p4; p5 goes nowhere, so
    that nobody goes to H2."""
    return deepcopy(EXAMPLE)
