"""The stand-alone checker alone, in plain NumPy, on one market and its certificate."""

from __future__ import annotations

import time
from typing import Any

from benchmarks.legs.markets import Size, draw
from benchmarks.legs.speed import forget_peak, peak
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import check_certificate, check_claims
from sheber.engine.clearing.clear_compiled import clear_compiled


def measure(size: Size) -> dict[str, Any]:
    """Seconds to check C1–C6 and every number of the certificate, once."""
    market = draw(size)
    started = time.perf_counter()
    certificate = certify(market, clear_compiled(market))
    certified = time.perf_counter()
    forget_peak()
    broken = check_claims(market, certificate.held_claim)
    claims = time.perf_counter()
    broken = broken or check_certificate(market, certificate)
    ended = time.perf_counter()
    if broken:
        raise SystemExit(f"the checker finds {broken[0].code} broken")
    return {
        "properties_s": round(claims - certified, 2),
        "certificate_s": round(ended - claims, 2),
        "making_the_certificate_s": round(certified - started, 2),
        "wishes": len(certificate.wish_contract),
        "peak_bytes_per_applicant": peak() // market.applicants,
    }
