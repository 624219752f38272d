"""One job of the small demo, walked in a browser from the employer's line to the obligation.

At each stage somebody whose work it is opens the page: in three languages, narrow and dark or
wide and light, with no error in the console and no violation that axe finds.
"""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import translation

from sheber.flows import trace
from sheber.flows.demo.build import build
from sheber.mobility.models import Stay
from sheber.outcomes.models import Employment, Obligation
from sheber.planning.models import Plan
from sheber.registry.enums import Role
from sheber.registry.models import Account, Membership
from sheber.training.models import Enrolment
from tests.browser.entering import by_session
from tests.browser.pages import LANGUAGES, NARROW, WIDE, inspect

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def river(live_server) -> Iterator[tuple[str, Employment]]:
    """The small demo behind a live site, and a confirmed job in it."""
    build("small", 5, progress=lambda text: None)
    yield live_server.url, trace.any_employment()
    call_command("flush", interactive=False, verbosity=0)


def somebody(role: str, **of: object) -> Account:
    return Membership.objects.filter(role=role, **of).order_by("pk")[0].account


def stations(job: Employment) -> list[tuple[Account | None, str, list[object]]]:
    """(who looks, the page, its arguments), in the order of the river."""
    contract, line = job.contract, job.line
    offer = contract.terms.offer
    provider = offer.allocation.capacity.provider
    enrolment = Enrolment.objects.get(contract=contract)
    stay = Stay.objects.filter(home=provider).order_by("pk")[0]
    employer = somebody(Role.EMPLOYER, organisation=line.call.employer)
    office = somebody(Role.OFFICE)
    college = somebody(Role.COLLEGE, organisation=provider)
    person = Account.objects.get(person=job.person)
    return [
        (employer, "employer_line", [line.pk]),
        (somebody(Role.REGION, organisation__region=line.region), "my_region", []),
        (office, "plan", [Plan.objects.get(pk=offer.allocation.plan_id).pk]),
        (None, "offer", [offer.code]),
        (person, "applicant_list", []),
        (office, "clearing", [contract.seat.clearing_id]),
        (person, "applicant_result", []),
        (person, "applicant_contract", [contract.pk]),
        (college, "college_student", [enrolment.pk]),
        (college, "college_stay", [stay.pk]),
        (person, "applicant_way", []),
        (employer, "employer_job", [job.pk]),
        (employer, "employer_obligation", [Obligation.objects.get(contract=contract).pk]),
        (person, "applicant_debt", []),
        (office, "office_year", [line.call.year]),
        (
            somebody(Role.AUDITOR, organisation__country=job.person.citizenship),
            "trace_job",
            [job.pk],
        ),
        (None, "home", []),
    ]


@pytest.mark.parametrize(("width", "theme"), [(NARROW, "dark"), (WIDE, "light")])
def test_a_job_is_walked_from_the_line_that_asked_for_it(browser, river, width, theme):
    address, job = river
    for account, view, arguments in stations(job):
        context = browser.new_context(reduced_motion="reduce")
        page = context.new_page()
        if account is not None:
            by_session(page, address, account)
        for language in LANGUAGES:
            with translation.override(language):
                path = reverse(view, args=arguments)
            inspect(page, f"{address}{path}", width=width, theme=theme)
        context.close()
