"""Somebody of an office signed in, beside the offices of both countries; what they approve."""

from django.test import Client
from django.urls import reverse
from django.utils import translation

from sheber.admissions.models import Clearing
from sheber.planning import operations
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from tests.admissions import build as admissions
from tests.planning import build as plans
from tests.web import pages
from tests.web.build import account


def office(client: Client, country: str = "RU") -> Client:
    """The client as somebody of this country's office; both offices exist."""
    for one in ("KZ", "RU"):
        plans.office(one)
    of = plans.office(country)
    client.force_login(account(f"demo-office-account-{country}", Role.OFFICE, of))
    return client


def act(client: Client, view: str, *args: object, act: str, **given: object):
    """Send one act of a page: its fields carry the act's name before theirs."""
    plain = {"digest"}
    fields = {key if key in plain else f"{act}-{key}": value for key, value in given.items()}
    return client.post(reverse(view, args=args), {"act": act, **fields}, follow=True)


def check(client: Client, view: str, *args: object) -> dict[str, str]:
    """`pages.check`, and then English again: the last language asked for stays switched on."""
    texts = pages.check(client, view, *args)
    translation.activate("en")
    return texts


def said(answer) -> str:
    """The words of an answer, without line ends."""
    return " ".join(answer.content.decode().split())


def with_line() -> Plan:
    """A proposed plan of 25 seats, 18 of them for a line of 20."""
    plan = plans.draft()
    given = plans.given(25, "state-RU", None, (plans.line(number=20), 18))
    operations.allocate(plan, [given], actor=plans.office_actor(), now=plans.NOW)
    return operations.propose(plan, actor=plans.office_actor(), now=plans.NOW)


def computed() -> Clearing:
    """A round of two people for one seat."""
    campaign = admissions.campaign()
    to = admissions.offering(campaign)
    admissions.open_(campaign)
    for score in (200, 180):
        admissions.apply(campaign, score, admissions.wish(to))
    return admissions.compute(admissions.close(campaign))


def in_force(year: int = 2031) -> Plan:
    """A plan in force for a coming intake: 25 seats, 18 of them for a line of 20."""
    plan = plans.draft(first_year=year, last_year=year)
    of = plans.capacity(year=year)
    given = plans.given(25, "state-RU", of, (plans.line(number=20, year=2034), 18))
    operations.allocate(plan, [given], actor=plans.office_actor(), now=plans.NOW)
    operations.propose(plan, actor=plans.office_actor(), now=plans.NOW)
    return plans.approve(plan)
