"""A country's people: entered and checked by offices in batches, one transaction a batch.

The same verbs and checks as everywhere, in their many-row form. People are of age and have no
accounts: an admissions office of their country hands in what they filled in on paper.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db import transaction

from sheber.admissions import operations as admissions
from sheber.admissions.models import Application, Campaign
from sheber.admissions.operations import NewFact, NewWish
from sheber.flows.begin import INSTALLER
from sheber.flows.demo.world import World, at
from sheber.kernel.access import Actor
from sheber.registry import operations as registry
from sheber.registry.models import Person

COUNTRIES = ("RU", "KZ")


def enter_people(world: World, draw: Callable[..., registry.NewPerson], year: int) -> None:
    """As many people as the size says, half of each country."""
    number = world.size.applicants[year]
    for first in range(0, number, world.size.batch):
        new = [
            draw(COUNTRIES[one % 2], year, of_age=True)
            for one in range(first, min(first + world.size.batch, number))
        ]
        registry.enter_people(new, actor=INSTALLER, now=at(year, 3, 1))


def apply(
    campaign: Campaign,
    offices: Mapping[str, Actor],
    wishes: Callable[[Person], list[NewWish]],
    facts: Callable[[Person], list[NewFact]],
    *,
    size: int,
) -> None:
    """Everybody's list is handed in, and what it needs is checked."""
    for people in _batches(size):
        with transaction.atomic():
            _hand_in(campaign, people, offices, wishes, facts)


def _batches(size: int) -> Iterator[Sequence[Person]]:
    """People in a stable order, so many at a time."""
    last = ""
    rows = Person.objects.order_by("pk").select_related("home_region")
    while people := list(rows.filter(pk__gt=last)[:size]):
        yield people
        last = people[-1].pk


def _hand_in(
    campaign: Campaign,
    people: Sequence[Person],
    offices: Mapping[str, Actor],
    wishes: Callable[[Person], list[NewWish]],
    facts: Callable[[Person], list[NewFact]],
) -> None:
    year = campaign.year
    actors = [offices[one.home_region.country_id] for one in people]
    applications: list[Application] = admissions.draft_many(
        campaign, people, actor=actors, now=at(year, 6, 22)
    )
    lists = [(row, wishes(person)) for row, person in zip(applications, people, strict=True)]
    admissions.rank_contracts_many(lists, actor=actors, now=at(year, 6, 25))
    admissions.submit_many(applications, actor=actors, now=at(year, 7, 6))
    found = [fact for person in people for fact in facts(person)]
    checking = [offices[fact.person.home_region.country_id] for fact in found]
    admissions.record_facts_many(campaign, found, actor=checking, now=at(year, 7, 10))
    admissions.verify_many(applications, actor=actors, now=at(year, 7, 14))
