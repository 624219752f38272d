"""Builders of outcomes for tests, by the real verbs."""

from datetime import UTC, date, datetime

from sheber.contracts.models import Contract
from sheber.kernel.access import Actor
from sheber.outcomes import operations
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation
from sheber.registry.enums import Role
from sheber.registry.models import Organisation, Rule, RulePack
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.registry import build as registry

START = date(2029, 8, 1)
NOW = datetime(2029, 8, 1, 9, tzinfo=UTC)
LATER = datetime(2032, 2, 15, 9, tzinfo=UTC)
COUNTING = {
    "obligation.count.term": "calendar_months_as_actual_days",
    "obligation.count.suspension": "not_counted_end_moves",
    "obligation.count.overlaps": "counted_once",
}


def rules(country: str = "RU", **others: object) -> RulePack:
    """A pack that says how days are counted, made once; `others` are more rules by code."""
    registry.country(country)
    pack, _ = RulePack.objects.get_or_create(
        code=f"{country}-2026",
        defaults={
            "country_id": country,
            "valid_from": date(2026, 1, 1),
            "valid_to": date(2027, 1, 1),
            "sha256": "0" * 64,
        },
    )
    for code, value in (COUNTING | others).items():
        labels = {"label_en": code, "label_ru": code, "label_kk": code}
        Rule.objects.get_or_create(
            pack=pack,
            code=code,
            defaults={
                "kind": "unknown" if value is None else "text_code",
                "value": value,
                "source": "test",
                "certainty": "inferred",
                **labels,
            },
        )
    return pack


def obligation(contract: Contract | None = None, **given) -> Obligation:
    """36 months from 1 August 2029, as in test vector TV-4."""
    rules()
    contract = contract or contracts.signed()
    new = operations.NewObligation(contract=contract, starts_on=START, **given)
    return operations.oblige(new, actor=employer(contract), now=NOW)


def employer(contract: Contract) -> Actor:
    return contracts.side(contract, "customer")


def job(contract: Contract | None = None, **given) -> Employment:
    """A confirmed job on the line that the contract promises."""
    contract = contract or contracts.signed()
    row = reported(contract, **given)
    return operations.confirm(row, actor=employer(contract), now=NOW)


def reported(contract: Contract | None = None, now: datetime = NOW, **given) -> Employment:
    """A job that the employer has reported."""
    contract = contract or contracts.signed()
    line = contract.terms.offer.line
    stated = {
        "person": contract.person,
        "employer": line.call.employer,
        "region": line.region,
        "occupation": line.occupation,
        "starts_on": START,
        "line": line,
        "contract": contract,
        **given,
    }
    new = operations.NewEmployment(**stated)
    return operations.report(new, actor=registry.actor(Role.EMPLOYER, new.employer), now=now)


def without_contract(of: Organisation | None = None, no_line: str = "no_contract") -> Employment:
    """A confirmed job of somebody with no target contract, on no line."""
    line = contracts.offer().line
    of = of or demand.employer("demo-enterprise-7")
    actor = registry.actor(Role.EMPLOYER, of)
    new = operations.NewEmployment(
        person=registry.person(),
        employer=of,
        region=line.region,
        occupation=line.occupation,
        starts_on=START,
        no_line=no_line,
    )
    return operations.confirm(operations.report(new, actor=actor, now=NOW), actor=actor, now=NOW)


def worked(
    of: Employment, starts_on: date, ends_on: date, kind: str = "employer_order"
) -> EmploymentEvidence:
    """A period of work that the employer proves by an order."""
    new = operations.NewEvidence(of, kind, "Order 7", starts_on, ends_on)
    actor = registry.actor(Role.EMPLOYER, of.employer)
    return operations.add_evidence(new, actor=actor, now=LATER)
