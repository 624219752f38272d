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
from sheber.outcomes import engine_io
from sheber.outcomes import operations as outcomes
from sheber.outcomes.models import Obligation

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


def is_medical(breach: Breach) -> bool:
    """Whether the formula of medicine and pharmacy holds for the programme of this contract."""
    programme = breach.contract.seat.pool.offering.capacity.programme
    return programme.field_id.startswith(HEALTH)


def computed(breach: Breach, figures: Penalty | Compensation) -> Amount:
    """The sum by the rules of the institution's country in the year of admission; nothing written.

    Refused while a rule that the sum needs is not known.
    """
    seat = breach.contract.seat
    country = seat.pool.offering.capacity.provider.country_id
    admitted: date = seat.campaign.opens_at.date()
    if isinstance(figures, Compensation):
        return engine_io.medical_amount(
            country,
            on=admitted,
            currency=figures.currency,
            annual_minor=figures.annual_minor,
            years=figures.years,
        )
    return engine_io.quota_amount(
        country,
        on=admitted,
        currency=figures.currency,
        years=figures.years,
        unserved_share=_unserved(breach),
        dropped_out=breach.ground == BreachGround.DROPPED_OUT,
    )


def obstacle(breach: Breach) -> Refused | None:
    """The rule that is missing for any sum of this breach, as a refusal; None if none is."""
    if is_medical(breach):
        return None
    try:
        computed(breach, Penalty("XXX", ((0, Fraction(1)),)))
    except Refused as refusal:
        return refusal
    return None


def price(
    breach: Breach, figures: Penalty | Compensation, *, actor: Actor, now: datetime
) -> Breach:
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


def _unserved(breach: Breach) -> Fraction | None:
    """The share of days not served on the day of the breach; None where no day was served."""
    obligation = Obligation.objects.filter(contract=breach.contract_id).first()
    if obligation is None:
        return None
    share = engine_io.standing(obligation, breach.on).unserved_share
    return share if share < 1 else None
