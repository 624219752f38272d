"""Market files for tests, as Python values that can be spoilt and written."""

import json
from copy import deepcopy

EXAMPLE = {
    "format": "sheber.market/1",
    "offerings": [
        {
            "id": "G",
            "pools": [
                {"id": "G/target-E1", "capacity": 2, "spill_to": "G/main"},
                {"id": "G/main", "capacity": 1},
            ],
        },
        {"id": "U1", "pools": [{"id": "U1/grant", "capacity": 1}]},
    ],
    "funds": [{"id": "B071", "cap": 1, "pools": ["U1/grant"]}],
    "applicants": [
        {
            "id": "A1",
            "contracts": [
                {
                    "id": "A1:U1",
                    "terms": "grant",
                    "claims": [{"pool": "U1/grant", "score": 90, "ties": [4.7]}],
                },
                {
                    "id": "A1:G:target",
                    "terms": "target E1",
                    "claims": [{"pool": "G/target-E1", "score": 231, "ties": [4.8]}],
                },
                {
                    "id": "A1:G:state",
                    "terms": "state",
                    "claims": [{"pool": "G/main", "score": 231}],
                },
            ],
        },
        {
            "id": "A2",
            "contracts": [
                {
                    "id": "A2:U1",
                    "terms": "grant",
                    "claims": [{"pool": "U1/grant", "score": 90, "ties": [4.9]}],
                }
            ],
        },
        {
            "id": "A3",
            "contracts": [
                {"id": "A3:G", "terms": "state", "claims": [{"pool": "G/main", "score": 219.5}]}
            ],
        },
    ],
    "lottery": {"seed": "00ff"},
}


def example():
    """A copy that may be changed: A2 wins the grant, A1 the target seat, A3 a spilled seat."""
    return deepcopy(EXAMPLE)


def text(document):
    return json.dumps(document, ensure_ascii=False).encode()


def changed(document, path, value):
    """The document with the value at `path` (a tuple of keys and indices) replaced."""
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    holder[path[-1]] = value
    return document
