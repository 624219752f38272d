"""Drawn markets as files."""


def document_of(draft, seed="00ff"):
    """A drawn market as a file of `sheber.market/1`; its lottery comes from the seed anew."""
    names = [
        [f"O{number}/{place}" for place in range(len(pools))]
        for number, pools in enumerate(draft.pools)
    ]
    pools = [name for own in names for name in own]
    document = {
        "format": "sheber.market/1",
        "offerings": [
            {
                "id": f"O{number}",
                "pools": [_pool_of(*one, pools) for one in zip(own, seats, strict=True)],
            }
            for number, (own, seats) in enumerate(zip(names, draft.pools, strict=True))
        ],
        "funds": [
            {"id": f"F{number}", "cap": cap, "pools": [pools[one] for one in members]}
            for number, (cap, members) in enumerate(draft.funds)
        ],
        "regions": [
            {"id": f"R{number}", "cap": cap, "order": [f"O{one}" for one in members]}
            for number, (cap, members) in enumerate(draft.regions)
        ],
        "applicants": [
            {
                "id": f"A{who}",
                "contracts": [
                    {
                        "id": f"A{who}:{place}",
                        "claims": [
                            {"pool": pools[pool], "score": score, "ties": list(ties)}
                            for pool, score, ties in contract
                        ],
                    }
                    for place, contract in enumerate(contracts)
                ],
            }
            for who, contracts in enumerate(draft.applicants)
        ],
        "lottery": {"seed": seed},
    }
    for number, (_, members) in enumerate(draft.regions):
        for offering in members:
            target = draft.targets[offering]
            document["offerings"][offering] |= {"region": f"R{number}", "target": target}
    return document


def _pool_of(name, seats, pools):
    capacity, target = seats
    return {"id": name, "capacity": capacity} | ({"spill_to": pools[target]} if target >= 0 else {})
