"""What a breach costs: computed by the rules of the year of admission, filled in, settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from sheber.contracts import operations as contracts
from sheber.contracts.enums import BreachGround
from sheber.contracts.models import Breach
from sheber.contracts.operations import Amount
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.offers.queries import regimes
from sheber.outcomes import engine_io
from sheber.outcomes import operations as outcomes
from sheber.outcomes.models import Obligation
from sheber.registry.queries import RuleValue

# ISCED-F 2013, narrow field 091 “Health”: medicine and pharmacy have a formula of their own.
HEALTH = "091"


@dataclass(frozen=True)
class Penalty:
    """The education organisation's figures: each year's cost in minor units, its coefficient."""

    currency: str
    years: Sequence[tuple[int, Fraction]]


@dataclass(frozen=True)
class Compensation:
    """Medicine and pharmacy: what a year costs in minor units, and for how many it is paid back."""

    currency: str
    annual_minor: int
    years: int


@dataclass(frozen=True)
class Support:
    """What was received a month, in minor units, and for how many months."""

    currency: str
    monthly_minor: int
    months: int


Figures = Penalty | Compensation | Support


def is_medical(breach: Breach) -> bool:
    """Whether the formula of medicine and pharmacy holds for the programme of this contract."""
    programme = breach.contract.seat.pool.offering.capacity.programme
    return programme.field_id.startswith(HEALTH)


def formula(breach: Breach) -> RuleValue:
    """The rule that says how the sum is counted: that of the regime, or of who did not finish."""
    country, admitted = _rules_of(breach)
    regime = regimes(country, admitted).get(breach.regime)
    needs = [code for code in engine_io.FORMULAS if regime is not None and code in regime.needs]
    return engine_io.formula(
        country,
        on=admitted,
        dropped_out=breach.ground == BreachGround.DROPPED_OUT,
        codes=needs or engine_io.FORMULAS,
    )


def computed(breach: Breach, figures: Figures) -> Amount:
    """The sum by the rules of the institution's country in the year of admission; nothing written.

    Refused while a rule that the sum needs is not known.
    """
    country, admitted = _rules_of(breach)
    if isinstance(figures, Compensation):
        return engine_io.medical_amount(
            country,
            on=admitted,
            currency=figures.currency,
            annual_minor=figures.annual_minor,
            years=figures.years,
        )
    if isinstance(figures, Support):
        return engine_io.support_amount(
            formula(breach),
            currency=figures.currency,
            monthly_minor=figures.monthly_minor,
            months=figures.months,
        )
    return engine_io.quota_amount(
        country,
        on=admitted,
        currency=figures.currency,
        years=figures.years,
        unserved_share=_unserved(breach),
        by=formula(breach),
    )


def obstacle(breach: Breach) -> Refused | None:
    """The rule that is missing for any sum of this breach, as a refusal; None if none is."""
    if is_medical(breach):
        return None
    try:
        if not returns_support(breach):
            computed(breach, Penalty("XXX", ((0, Fraction(1)),)))
    except Refused as refusal:
        return refusal
    return None


def returns_support(breach: Breach) -> bool:
    """Whether the support that was received is returned, and nothing more."""
    return bool(formula(breach).value == engine_io.SUPPORT)


def price(breach: Breach, figures: Figures, *, actor: Actor, now: datetime) -> Breach:
    """Compute what a breach costs and fill it in, as the education organisation."""
    amount = computed(breach, figures)
    return contracts.price_breach(breach, amount=amount, actor=actor, now=now)


def settle(breach: Breach, *, document: str, actor: Actor, now: datetime) -> Breach:
    """Close the claim of a breach and, in the same act, the obligation that was broken with it."""
    with transaction.atomic():
        contracts.settle_claim(breach, document=document, actor=actor, now=now)
        for broken in Obligation.objects.filter(contract=breach.contract_id, state="breached"):
            outcomes.settle(broken, document=document, actor=actor, now=now)
    return breach


def _rules_of(breach: Breach) -> tuple[str, date]:
    """Whose rules hold, and of what day: the institution's country, the year of admission."""
    seat = breach.contract.seat
    admitted: date = seat.campaign.opens_at.date()
    return seat.pool.offering.capacity.provider.country_id, admitted


def _unserved(breach: Breach) -> Fraction | None:
    """The share of days not served on the day of the breach; None where no day was served."""
    obligation = Obligation.objects.filter(contract=breach.contract_id).first()
    if obligation is None:
        return None
    share = engine_io.standing(obligation, breach.on).unserved_share
    return share if share < 1 else None
