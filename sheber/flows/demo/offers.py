"""Employers offer the seats that the plan means for their lines; the calendar freezes them."""

import tomllib
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings

from sheber.flows.demand import withdraw_line
from sheber.flows.demo import projects
from sheber.flows.demo.world import World, at
from sheber.offers import operations
from sheber.offers.models import ClauseTemplate, Offer
from sheber.offers.operations import NewOffer, NewTerms
from sheber.offers.queries import open_regimes
from sheber.planning.models import Coverage
from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Organisation

# Invented money of invented employers, a month: minor units from, to, in steps of.
MONTHLY = {"RUB": (500_000, 1_500_000, 50_000), "KZT": (3_000_000, 9_000_000, 500_000)}
BED_PRICE = {"RUB": 120_000, "KZT": 700_000}
MONTHS = (36, 36, 48)
OPEN_TO = ("KZ", "RU")
# Seats of an allocation at a university that stay for the special and the separate quota.
RESERVED = 4


def build(world: World) -> None:
    """A year's offers with the clauses of the seeds, drafted, published and frozen."""
    world.clauses = tuple(ClauseTemplate.objects.order_by("pk"))
    answers = read_answers()
    for year in world.size.years:
        offers = _draft(world, year, answers)
        _amend(world, offers, answers, year)
        offers = _take_back(world, offers, year)
        if year == world.size.years[-1]:
            projects.delay(world)
        world.act(operations.freeze_many, offers, actor=world.calendar(), now=at(year, 6, 10))
        world.offers[year] = offers


def read_answers() -> dict[str, Any]:
    """What is asked of an offer, and what invented employers answer, by question."""
    answers = tomllib.loads((settings.SEEDS / "demo" / "answers.toml").read_text("utf-8"))
    answers.pop("source")
    return answers


def _draft(world: World, year: int, answers: dict[str, Any]) -> list[Offer]:
    """Every employer drafts and publishes an offer for each line that the plan covers."""
    offers = draft(world, room(year), at(year, 4, 6))
    terms = new_terms(world, offers, answers, at(year, 4, 8).date())
    actors = [world.of(one.line.call.employer) for one in offers]
    world.act(operations.set_terms_many, terms, actor=actors, now=at(year, 4, 8))
    return world.act(operations.publish_many, offers, actor=actors, now=at(year, 5, 12))


def _amend(world: World, offers: list[Offer], answers: dict[str, Any], year: int) -> None:
    """Some employers say other terms before the offers are frozen."""
    amended = world.some(offers, "offer_amended")
    now = at(year, 5, 20)
    for terms in new_terms(world, amended, answers, now.date()):
        actor = world.of(terms.offer.line.call.employer)
        reason = "Demo: the pay was set anew"
        operations.amend(terms.offer, terms, reason=reason, actor=actor, now=now)


def _take_back(world: World, offers: list[Offer], year: int) -> list[Offer]:
    """Some lines are withdrawn after seats were planned; their offers go with them."""
    lines = {one.line_id: one.line for one in offers}
    for line in world.some(list(lines.values()), "line_withdrawn_after_planning"):
        actor = world.of(line.call.employer)
        reason = "Demo: the plant is closed"
        withdraw_line(line, reason=reason, actor=actor, now=at(year, 5, 25))
    standing = set(Offer.objects.filter(state="published").values_list("pk", flat=True))
    return [one for one in offers if one.pk in standing]


def draft(world: World, found: Sequence[tuple[Coverage, int]], now: datetime) -> list[Offer]:
    """Each employer drafts an offer of so many seats on a coverage."""
    new = [
        NewOffer(
            f"demo-offer-{one.allocation.plan.first_year}-{one.pk}",
            one.line,
            one.allocation,
            seats,
            OPEN_TO,
        )
        for one, seats in found
    ]
    actors = [world.of(one.line.call.employer) for one, _ in found]
    return world.act(operations.draft_many, new, actor=actors, now=now)


def room(year: int) -> list[tuple[Coverage, int]]:
    """Each coverage with the seats that may be offered: universities keep room for quotas."""
    coverages = Coverage.objects.filter(
        allocation__plan__first_year=year, allocation__plan__state="approved"
    ).select_related(
        "line__call__employer",
        "line__region__country",
        "allocation__plan",
        "allocation__capacity__provider",
        "allocation__capacity__programme",
    )
    left: dict[int, int] = {}
    found = []
    for one in coverages.order_by("pk"):
        of = one.allocation
        kept = RESERVED if of.capacity.provider.kind == OrganisationKind.UNIVERSITY else 0
        seats = min(one.seats, left.setdefault(of.pk, max(0, of.seats - kept)))
        left[of.pk] -= seats
        if seats:
            found.append((one, seats))
    return found


def new_terms(
    world: World, offers: list[Offer], answers: dict[str, Any], on: date
) -> list[NewTerms]:
    """What employers say of their offers, money and answers drawn anew."""
    regimes = _regimes(offers, on)
    return [_terms(world, one, regimes[one.allocation.capacity_id], answers) for one in offers]


def _regimes(offers: list[Offer], on: date) -> dict[int, str]:
    """By capacity, the first open regime that a contract creates: an offer is nothing else."""
    capacities = {one.allocation.capacity_id: one.allocation.capacity for one in offers}
    return {
        key: next(one.code for one in open_regimes(capacity, on) if one.created_by == "contract")
        for key, capacity in capacities.items()
    }


def _terms(world: World, offer: Offer, regime: str, answers: dict[str, Any]) -> NewTerms:
    provider, line = offer.allocation.capacity.provider, offer.line
    currency = line.region.country.currency
    return NewTerms(
        offer=offer,
        months_owed=world.random.choice(MONTHS),
        work_region=line.region_id,
        currency=currency,
        regime=regime,
        monthly_minor=_monthly(world, currency),
        bed=world.happens("bed_offered"),
        bed_price_minor=BED_PRICE[currency],
        teaching_language=world.random.choice(provider.teaching_languages),
        contact_office=_contact(line.call.employer),
        prevailing_language="ru",
        clauses=world.clauses,
        answers=_answers(world, answers),
    )


def _monthly(world: World, currency: str) -> int:
    return world.random.randrange(*MONTHLY[currency])


def _contact(employer: Organisation) -> str:
    return f"{employer.code}, personnel office"


def _answers(world: World, answers: dict[str, Any]) -> dict[str, tuple[str, str, str]]:
    return {
        question: (one["en"], one["ru"], one["kk"])
        for question, one in answers.items()
        if world.random.randrange(1000) < one["stated_of_1000"]
    }
