"""A region and a firm read what a plan means for them and give opinions; an office answers."""

import pytest
from django.test import Client
from django.urls import reverse

from sheber.planning import operations, queries
from sheber.planning.models import Approval, Opinion
from sheber.registry.enums import OrganisationKind, Role
from tests.demand import build as demand
from tests.planning import build as plans
from tests.registry import build as registry
from tests.web.auditor.build import signed_in
from tests.web.office.build import act, check, office, said, with_line

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def firm_of(client, plan):
    line = queries.lines_of(plan).select_related("call__employer").get()
    return signed_in(client, Role.EMPLOYER, line.call.employer)


def region_of(client, plan):
    region = queries.lines_of(plan).get().region_id
    kind = OrganisationKind.REGIONAL_AUTHORITY
    body = registry.organisation(f"demo-authority-{region}", kind, region[:2], region)
    return signed_in(client, Role.REGION, body)


def give(client, plan, view: str = "adverse", words: str = "Too few", **changes):
    fields = {"moment": "final", "view": view, "words": words, "digest": plan.digest, **changes}
    return client.post(reverse("opinion", args=[plan.pk]), fields, follow=True)


def test_a_firm_sees_its_lines_and_gives_an_opinion_of_exactly_this_plan(client):
    plan = with_line()
    client = firm_of(client, plan)
    assert "Give your opinion of the proposed plan" in check(client, "opinions")["en"]
    text = check(client, "opinion", plan.pk)["en"]
    assert "Your lines in this plan" in text
    assert "Seats in your region" not in text
    assert "Your opinion stands beside the plan" in said(give(client, plan))
    assert Opinion.objects.get().view == "adverse"
    assert "Too few" in check(client, "opinion", plan.pk)["en"]


def test_a_firm_sees_no_line_of_another(client):
    plan = with_line()
    other = registry.organisation("demo-other", OrganisationKind.ENTERPRISE)
    plans.line(number=7, of=demand.call(of=other, code="CALL-2"))
    employer = queries.lines_of(plan).first().call.employer
    client = signed_in(client, Role.EMPLOYER, employer)
    shown = check(client, "opinion", plan.pk)["en"]
    assert "20 people" in shown
    assert "7 people" not in shown


def test_a_region_sees_work_and_seats_and_has_it_on_its_list(client):
    plan = with_line()
    client = region_of(client, plan)
    assert "Plans that wait for your opinion" in check(client, "my_region")["en"]
    assert "Seats in your region" in check(client, "opinion", plan.pk)["en"]
    give(client, plan, "favourable", "")
    assert "Plans that wait for your opinion" not in check(client, "my_region")["en"]


def test_a_plan_that_does_not_touch_somebody_is_not_there(client):
    plan = with_line()
    body = registry.organisation("demo-other", OrganisationKind.ENTERPRISE)
    client = signed_in(client, Role.EMPLOYER, body)
    assert client.get(reverse("opinion", args=[plan.pk])).status_code == 404
    assert "No plan touches you yet." in check(client, "opinions")["en"]


def test_an_adverse_opinion_without_words_is_told_beside_the_form(client):
    plan = with_line()
    answer = give(firm_of(client, plan), plan, words="")
    assert answer.status_code == 409
    assert "Say in words" in said(answer)


def test_a_stale_opinion_shows_what_differs_and_writes_nothing(client):
    plan = with_line()
    seen = plan.digest
    operations.reopen(plan, reason="too many", actor=plans.office_actor("KZ"), now=plans.NOW)
    operations.allocate(plan, [plans.given(22)], actor=plans.office_actor(), now=plans.NOW)
    operations.propose(plan, actor=plans.office_actor(), now=plans.NOW)
    answer = give(firm_of(client, plan), plan, digest=seen)
    assert answer.status_code == 409
    assert "Lines that differ" in said(answer)
    assert "Seats that differ" not in said(answer)
    assert not Opinion.objects.exists()


def test_an_own_opinion_is_taken_back_and_no_other(client):
    plan = with_line()
    firm = firm_of(client, plan)
    give(firm, plan)
    url = reverse("opinion_withdraw", args=[Opinion.objects.get().pk])
    assert region_of(Client(), plan).post(url).status_code == 404
    assert "Your opinion was taken back." in said(firm.post(url, follow=True))
    assert not Opinion.objects.exists()


def test_an_office_answers_before_it_approves(client):
    plan = with_line()
    give(firm_of(client, plan), plan)
    client = office(client)
    assert "Answer adverse opinions of the plan" in check(client, "office")["en"]
    text = check(client, "plan", plan.pk)["en"]
    assert "Opinions of regions and employers" in text
    assert "Too few" in text
    refused = act(client, "plan", plan.pk, act="approve", digest=plan.digest)
    assert "Answer each with a reason first" in said(refused)
    assert not Approval.objects.exists()
    key = Opinion.objects.get().pk
    act(client, "plan", plan.pk, act=f"answer-{key}", reason="No hall is free")
    assert "No hall is free" in check(client, "plan", plan.pk)["en"]
    done = act(client, "plan", plan.pk, act="approve", digest=plan.digest)
    assert "Your office has approved the plan." in said(done)


def test_what_a_firm_said_is_not_shown_to_a_region(client):
    plan = with_line()
    give(firm_of(client, plan), plan, words="Only for the offices")
    assert "Only for the offices" not in check(region_of(client, plan), "plan", plan.pk)["en"]
