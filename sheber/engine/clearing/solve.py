"""The one way to a result: lint, clear, certify, check. An unverified result cannot be returned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from sheber.engine.clearing.certificate import Certificate
from sheber.engine.clearing.certify import certify
from sheber.engine.clearing.checker import (
    PROPERTIES,
    Broken,
    check_certificate,
    check_claims,
)
from sheber.engine.clearing.lint import Coverage, lint
from sheber.engine.clearing.market import Integers, Market
from sheber.engine.clearing.rising import rising_cutoffs
from sheber.engine.clearing.solver import held_claims
from sheber.engine.errors import PropertyViolated

ENGINE = "sheber.clearing 0.1.0"
"""What a result names as its maker. Any change that could change a result changes this."""


@dataclass(frozen=True, eq=False)
class Outcome:
    """A matching that has been checked. `properties` says which were, C7 only on demand."""

    certificate: Certificate
    coverage: Coverage
    properties: Mapping[str, bool]

    @property
    def held_claim(self) -> Integers:
        """(A) the claim each applicant holds, or −1."""
        return self.certificate.held_claim


def solve(market: Market, *, prove_best: bool = False) -> Outcome:
    """The applicants' best outcome that satisfies C1–C6, with its certificate.

    `prove_best` also runs the rising cut-offs and compares (C7). Raises InvalidMarket if no
    theorem covers the market, PropertyViolated if the result fails its check, which would be an
    error of this engine.
    """
    coverage = lint(market)
    certificate = certify(market, held_claims(market))
    verify(market, certificate, prove_best=prove_best)
    proven = [*PROPERTIES, "C7"] if prove_best else PROPERTIES
    return Outcome(certificate, coverage, dict.fromkeys(proven, True))


def cleared(market: Market, *, prove_best: bool = False) -> tuple[Integers, Coverage]:
    """What `solve` would hold and claim, checked alike, without a certificate: for whoever clears
    many times and explains nobody. (A) held claims, or −1. Raises as `solve` does."""
    coverage = lint(market)
    held_claim = held_claims(market)
    violations = as_violations(check_claims(market, held_claim))
    if prove_best and not violations:
        violations = check_best(market, held_claim)
    if violations:
        raise violations[0]
    return held_claim, coverage


def verify(market: Market, certificate: Certificate, *, prove_best: bool = False) -> None:
    """Raise the first property that does not hold for these held claims and numbers."""
    broken = check_claims(market, certificate.held_claim)
    broken = broken or check_certificate(market, certificate)
    violations = as_violations(broken)
    if prove_best and not violations:
        violations = check_best(market, certificate.held_claim)
    if violations:
        raise violations[0]


def as_violations(broken: Iterable[Broken]) -> list[PropertyViolated]:
    """What the checker says, as errors of the engine."""
    return [PropertyViolated(one.code, one.facts) for one in broken]


def check_best(market: Market, held_claim: Integers) -> list[PropertyViolated]:
    """C7: the result equals that of the rising cut-offs, applicant by applicant."""
    best = rising_cutoffs(market)
    different = np.flatnonzero(best != held_claim)
    if not len(different):
        return []
    applicant = int(different[0])
    facts = {"applicant": applicant, "held": int(held_claim[applicant])}
    return [
        PropertyViolated("C7", {**facts, "best": int(best[applicant]), "cases": len(different)})
    ]
