"""`sheber.empty-seats/1`: why seats stay empty, in numbers, ids and words.

How many there are of each kind is for everyone; who they are, only for whoever may read the
market file.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sheber.doors.clearing.explanation_words import LANGUAGES
from sheber.doors.clearing.market import MarketFile
from sheber.doors.fields import Fields
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.market import NOBODY
from sheber.engine.clearing.vacancies import WHY, Vacancy, vacancies

FORMAT = "sheber.empty-seats/1"


def vacancies_document(
    file: MarketFile, certificate: Certificate, pool: str | None = None
) -> Fields:
    """Pools with empty seats (or one of them, by its id), ready to be written as JSON. The
    certificate was checked before."""
    number = None if pool is None else list(file.names.pools).index(pool)
    found = vacancies(file.market, certificate.held_claim, number)
    return {
        "format": FORMAT,
        "market_sha256": file.sha256,
        "pools": [_pool(file, certificate, one) for one in found],
    }


def without_people(document: Any) -> Fields:
    """The same in numbers alone."""
    pools = [
        {key: value for key, value in pool.items() if key != "people"} for pool in document["pools"]
    ]
    return {**document, "pools": pools}


def vacancies_text(told: Any, language: str = "en") -> str:
    """The numbers for a person, one paragraph a pool."""
    words = LANGUAGES[language]
    if not told["pools"]:
        return words.no_empty_seats
    paragraphs = []
    for pool in told["pools"]:
        target = pool["spills_to"]
        lines = [
            words.empty.format(pool=pool["id"], capacity=pool["capacity"], empty=pool["empty"]),
            words.flow_on.format(pool=target) if target else words.stay,
            words.ranked_it.format(number=pool["ranked"]),
        ]
        lines += [f"  {words.why[why]}: {number}" for why, number in pool["why"].items() if number]
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs)


def _pool(file: MarketFile, certificate: Certificate, one: Vacancy) -> Fields:
    names, pool = file.names, one.pool
    target = int(file.market.pool_spill[pool])
    counts = np.bincount(one.why, minlength=len(WHY)).tolist()
    return {
        "id": names.pools[pool],
        "offering": names.offerings[file.market.pool_offering[pool]],
        "capacity": int(file.market.pool_capacity[pool]),
        "occupancy": int(certificate.pool_occupancy[pool]),
        "empty": one.empty,
        "spills_to": None if target == NOBODY else names.pools[target],
        "ranked": len(one.applicant),
        "why": dict(zip(WHY, counts, strict=True)),
        "people": {
            why: [names.applicants[who] for who in one.people(number).tolist()]
            for number, why in enumerate(WHY)
        },
    }
