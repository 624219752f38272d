"""Across the border as the employer's pages: seconded, received, signed for, ended, agreed."""

from datetime import date

import pytest
from django.urls import reverse

from sheber.mobility import operations
from sheber.mobility.models import Agreement, LearningAgreement, Stay
from sheber.outcomes.models import Employment
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from tests.demand import build as demand
from tests.mobility import build as mobility
from tests.outcomes import build as outcomes
from tests.registry import build as registry
from tests.web import build as site
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database]
QUARTER = {"starts_on": date(2031, 1, 15), "ends_on": date(2031, 4, 15)}
OVER = {"starts_on": date(2030, 10, 1), "ends_on": date(2031, 1, 1)}
WHY = {"reason": "the host has no work for a specialist now"}


@pytest.fixture(autouse=True)
def _site():
    site.demo()


@pytest.fixture
def firm(client):
    """Somebody of the firm in Russia at which people of the builders work."""
    client.force_login(site.account("works", of=demand.employer()))
    return client


def partner() -> Organisation:
    return registry.organisation("demo-works-KZ", OrganisationKind.ENTERPRISE, "KZ")


def agreement() -> Agreement:
    return operations.agree(
        demand.employer(),
        partner(),
        valid_from=date(2029, 1, 1),
        valid_to=date(2033, 1, 1),
        document="Agreement 9",
        actor=registry.actor(Role.EMPLOYER, demand.employer()),
        now=outcomes.NOW,
    )


def seconded(job: Employment | None = None, **days) -> Stay:
    """A specialist of the firm who is to go to the partner."""
    job = job or outcomes.job()
    stay = {**QUARTER, **days}
    new = operations.NewStay(job.person, agreement(), "secondment", job.employer, partner(), **stay)
    return operations.nominate(
        new, actor=registry.actor(Role.EMPLOYER, job.employer), now=outcomes.NOW
    )


def practice() -> Stay:
    """A student of a Russian college who is to practise at a firm in Kazakhstan."""
    given = {"agreement": mobility.agreement(second=partner()), "host": partner()}
    return mobility.nominated(kind="practice", **given)


def post(client, view: str, *args, **given):
    return client.post(reverse(f"employer_{view}", args=args), given)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def test_a_specialist_at_work_is_seconded_agreed_to_and_has_arrived(firm):
    job, paper = outcomes.job(), agreement()
    pages.check(firm, "employer_second")
    assert post(firm, "second", job=job.pk, agreement=paper.pk, **QUARTER).status_code == 302
    stay = Stay.objects.get()
    assert (stay.kind, stay.person, stay.host) == ("secondment", job.person, partner())
    assert "Agree to the stay of" in pages.check(firm, "employer_lines")["en"]
    post(firm, "stay_move", stay.pk, "agree")
    assert "Record the arrival of" in pages.check(firm, "employer_stays")["en"]
    post(firm, "stay_move", stay.pk, "arrive")
    assert fresh(stay).state == "on_site"
    pages.check(firm, "employer_stay", stay.pk)


def test_a_secondment_ends_with_the_return_and_nothing_is_recognised(firm):
    stay = seconded(**OVER)
    for step in ("agree", "arrive"):
        post(firm, "stay_move", stay.pk, step)
    assert "Record the return of" in pages.check(firm, "employer_stays")["en"]
    post(firm, "stay_move", stay.pk, "return")
    assert fresh(stay).state == "returned"
    text = pages.check(firm, "employer_stay", stay.pk)["en"]
    assert "back at home" in text
    assert "Recognise" not in text


def test_whoever_works_elsewhere_or_works_no_more_is_not_seconded(firm):
    job, paper = outcomes.job(), agreement()
    Employment.objects.filter(pk=job.pk).update(ended_on=date(2031, 1, 1), state="ended")
    assert post(firm, "second", job=job.pk, agreement=paper.pk, **QUARTER).status_code == 400
    Employment.objects.filter(pk=job.pk).update(
        ended_on=None, state="confirmed", employer=demand.employer("demo-enterprise-9")
    )
    assert post(firm, "second", job=job.pk, agreement=paper.pk, **QUARTER).status_code == 400
    assert not Stay.objects.exists()


def test_a_secondment_outside_the_agreement_is_refused_beside_the_form(firm):
    job, paper = outcomes.job(), agreement()
    days = {**QUARTER, "ends_on": date(2033, 2, 1)}
    shown = post(firm, "second", job=job.pk, agreement=paper.pk, **days)
    assert shown.status_code == 400
    assert "not within the dates of the agreement" in shown.content.decode()


def test_a_secondment_ends_early_with_ground_and_reason(firm):
    stay = seconded()
    for step in ("agree", "arrive"):
        post(firm, "stay_move", stay.pk, step)
    assert "back at work at home" in pages.check(firm, "employer_early", stay.pk)["en"]
    given = {"on": date(2031, 1, 20), "ground": "host"}
    assert post(firm, "early", stay.pk, **given).status_code == 400
    post(firm, "early", stay.pk, **given, **WHY)
    assert (fresh(stay).state, fresh(stay).ended_early) == ("ended_early", "host")
    assert "to be recognised" not in pages.check(firm, "employer_stays")["en"]


def test_a_secondment_is_called_off_before_it_begins(firm):
    stay = seconded()
    pages.check(firm, "employer_stay_cancel", stay.pk)
    assert post(firm, "stay_cancel", stay.pk).status_code == 400
    post(firm, "stay_cancel", stay.pk, **WHY)
    assert fresh(stay).state == "cancelled"


def test_a_firm_across_the_border_signs_what_a_student_is_to_learn_there(client):
    stay = practice()
    row = mobility.drawn_up(stay)
    client.force_login(site.account("host", of=partner()))
    assert "Sign learning agreements" in pages.check(client, "employer_lines")["en"]
    assert "Sign the learning agreement" in pages.check(client, "employer_stay", stay.pk)["en"]
    pages.check(client, "employer_learning_sign")
    assert post(client, "learning_sign", rows=[row.pk]).status_code == 302
    found = LearningAgreement.objects.get()
    assert found.host_signed_at is not None
    assert found.home_signed_at is None
    assert "Sign the learning agreement" not in pages.check(client, "employer_stay", stay.pk)["en"]


def test_practice_that_nobody_has_signed_for_is_not_agreed(client):
    stay = practice()
    mobility.drawn_up(stay)
    client.force_login(site.account("host", of=partner()))
    assert post(client, "stay_move", stay.pk, "agree").status_code == 409
    assert fresh(stay).state == "nominated"
    assert post(client, "stay_move", stay.pk, "vanish").status_code == 404


def test_a_host_says_that_a_student_leaves_early_and_the_college_counts_the_hours(client):
    stay = practice()
    row = mobility.drawn_up(stay)
    actors = [mobility.student(stay), mobility.of_home(), registry.actor(Role.EMPLOYER, partner())]
    sides = [(row, side) for side in ("student", "home", "host")]
    operations.sign_many(sides, actor=actors, now=mobility.NOW)
    client.force_login(site.account("host", of=partner()))
    for step in ("agree", "arrive"):
        post(client, "stay_move", stay.pk, step)
    note = "The college at home says how many hours"
    assert note in pages.check(client, "employer_early", stay.pk)["en"]
    given = {"on": mobility.STARTS, "ground": "illness"}
    post(client, "early", stay.pk, **given, **WHY)
    assert fresh(stay).state == "ended_early"


def test_a_firm_enters_an_agreement_and_can_then_second(firm):
    outcomes.job()
    given = {"partner": partner().pk, "valid_from": "2031-02-01", "document": "Agreement 3"}
    refused = post(firm, "agreement", valid_to="2031-02-01", **given)
    assert refused.status_code == 400
    assert "The end must come after the start." in refused.content.decode()
    pages.check(firm, "employer_agreement")
    text = pages.check(firm, "employer_second")["en"]
    assert "Your firm has no agreement in force with a partner." in text
    assert post(firm, "agreement", valid_to="2034-02-01", **given).status_code == 302
    row = Agreement.objects.get()
    assert (row.first, row.second) == (demand.employer(), partner())
    assert "Agreement 3" in pages.check(firm, "employer_stays")["en"]
    assert "no agreement in force" not in pages.check(firm, "employer_second")["en"]


def test_an_agreement_is_with_an_organisation_of_the_other_country(firm):
    at_home = registry.organisation("demo-works-RU", OrganisationKind.ENTERPRISE, "RU")
    given = {"valid_from": "2031-02-01", "valid_to": "2034-02-01", "document": "Agreement 3"}
    assert post(firm, "agreement", partner=at_home.pk, **given).status_code == 400
    assert not Agreement.objects.exists()


def test_a_firm_without_a_part_in_it_finds_no_such_stay(client):
    stay = seconded()
    client.force_login(site.account("others", of=demand.employer("demo-enterprise-9")))
    assert client.get(reverse("employer_stay", args=[stay.pk])).status_code == 404
    assert post(client, "stay_move", stay.pk, "agree").status_code == 404
    assert fresh(stay).state == "nominated"
