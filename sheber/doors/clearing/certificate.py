"""`sheber.certificate/1`: the certificate beside a result, written and read back to be checked.

It holds every applicant's row, so it is for the two offices and auditors, not for publication.
"""

from __future__ import annotations

from sheber.doors.clearing.market import MarketFile
from sheber.doors.clearing.result import ranking_of
from sheber.doors.faults import Faults, shown
from sheber.doors.fields import Fields, Reader, join, load
from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.checker import check_certificate
from sheber.engine.clearing.market import NOBODY
from sheber.engine.clearing.solve import ENGINE, as_violations
from sheber.engine.errors import PropertyViolated

FORMAT = "sheber.certificate/1"


def certificate_document(file: MarketFile, certificate: Certificate) -> Fields:
    """The certificate in names, ready to be written as JSON."""
    return {
        "format": FORMAT,
        "market_sha256": file.sha256,
        "engine": ENGINE,
        "pools": pool_documents(file, certificate),
        "wishes": [_wish(file, certificate, row) for row in range(len(certificate.wish_claim))],
    }


def pool_documents(file: MarketFile, certificate: Certificate) -> list[Fields]:
    """The numbers of every pool."""
    return [_pool(file, certificate, pool) for pool in range(file.market.pools)]


def _pool(file: MarketFile, certificate: Certificate, pool: int) -> Fields:
    last = int(certificate.pool_last[pool])
    contract = None if last == NOBODY else file.names.contracts[file.market.claim_contract[last]]
    return {
        "id": file.names.pools[pool],
        "capacity": int(file.market.pool_capacity[pool]),
        "inflow": int(certificate.pool_inflow[pool]),
        "occupancy": int(certificate.pool_occupancy[pool]),
        "last": contract,
        "cutoff": ranking_of(file, last),
    }


def _wish(file: MarketFile, certificate: Certificate, row: int) -> Fields:
    claim = int(certificate.wish_claim[row])
    contract = int(certificate.wish_contract[row])
    return {
        "applicant": file.names.applicants[file.market.contract_applicant[contract]],
        "contract": file.names.contracts[contract],
        "pool": file.names.pools[file.market.claim_pool[claim]],
        "own": ranking_of(file, claim),
        "places_short_at_most": int(certificate.wish_short[row]),
    }


def read_certificate(text: bytes) -> Fields:
    """A certificate file as it stands. Raises InvalidMarket if its form is wrong."""
    faults = Faults()
    document = load(text, FORMAT, faults)
    faults.refuse()
    reader = Reader(faults)
    required = ("market_sha256", "engine", "pools", "wishes")
    top = reader.document(document, FORMAT, required)
    faults.refuse()
    assert top is not None  # noqa: S101  (otherwise there is a fault)
    for part in ("pools", "wishes"):
        for path, item in reader.items(top, part, ""):
            if not isinstance(item, dict):
                faults.add("not_object", path, value=shown(item))
    reader.text(top["market_sha256"], join("", "market_sha256"))
    faults.refuse()
    return top


def certificate_violations(
    file: MarketFile, stated: Fields, lawful: Certificate
) -> list[PropertyViolated]:
    """The first number of a certificate file that is not what the held contracts give.

    `lawful` is the certificate of the checked result; it is itself checked first, so that this
    comparison stands on the checker's arithmetic and not on the certifier's.
    """
    found = as_violations(check_certificate(file.market, lawful))
    true = certificate_document(file, lawful)
    for part, key in (("pools", "id"), ("wishes", "contract")):
        found += _differences(part, key, stated[part], true[part])
    if stated["market_sha256"] != true["market_sha256"]:
        facts = {"stated": stated["market_sha256"], "found": true["market_sha256"]}
        found.append(PropertyViolated("market", facts))
    return found[:1]


def _differences(part: str, key: str, stated: object, true: object) -> list[PropertyViolated]:
    assert isinstance(stated, list)  # noqa: S101  (read so)
    assert isinstance(true, list)  # noqa: S101  (made so)
    said = {str(row.get(key)): row for row in stated}
    found = {str(row[key]): row for row in true}
    for name in [*found, *(said.keys() - found.keys())]:
        if said.get(name) != found.get(name):
            facts: Fields = {"number": f"{part} {name}", "stated": said.get(name)}
            return [PropertyViolated("certificate", {**facts, "found": found.get(name)})]
    return []
