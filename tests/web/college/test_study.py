"""The college's work: enrol, sign, leave, expel, reinstate, keep, mark, graduate."""

import pytest
from django.urls import reverse
from django.utils import translation

from sheber.contracts.models import Contract
from sheber.credentials.models import Award
from sheber.kernel import events
from sheber.programmes.models import Partner, Programme
from sheber.training.models import Enrolment, Expulsion, Leave, ModuleResult
from tests.contracts import build as contracts
from tests.registry.build import organisation
from tests.training import build as training
from tests.web import build as site
from tests.web import pages
from tests.web.college import build
from tests.web.college.build import REASON, TODAY, iso

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _site():
    site.demo()


@pytest.fixture
def college(client):
    return build.sign_in(client)


def post(client, view: str, *args, **data):
    return client.post(reverse(view, args=args), data)


def titles(client) -> str:
    """The work list in English, whatever language the last page was asked for in."""
    with translation.override("en"):
        page = client.get(reverse("college_home"))
        return " | ".join(str(task.title) for task in page.context["tasks"])


def test_empty_college_is_told_how_to_begin(college):
    contracts.offer()
    texts = pages.check(college, "college_home")
    assert "Nothing waits for you." in texts["en"]


def test_consented_people_are_enrolled_and_get_their_contracts(college):
    seats = [contracts.seat(state="consented"), contracts.seat(state="consented")]
    contracts.terms()
    assert "Enrol those who consented" in titles(college)
    pages.check(college, "college_enrol")
    answer = post(college, "college_enrol", rows=[one.pk for one in seats], sign_by=iso(2031, 3, 1))
    assert answer.status_code == 302
    assert Enrolment.objects.count() == 2
    assert set(Contract.objects.values_list("state", flat=True)) == {"intended"}
    assert "Enrol those who consented" not in titles(college)


def test_contracts_are_signed_in_one_press(college):
    contracts.intended()
    assert "Sign the contracts" in titles(college)
    pages.check(college, "college_sign")
    post(college, "college_sign", rows=[Contract.objects.get().pk])
    assert "Sign the contracts" not in titles(college)
    signed = events.of("contracts.contract", [Contract.objects.get().pk])
    assert "contracts.contract.sign" in {event.verb for event in signed}


def test_leave_begins_and_ends(college):
    one = build.enrolled()
    pages.check(college, "college_leave", one.pk)
    post(college, "college_leave", one.pk, ground="illness", starts_on=iso(2031, 1, 10))
    texts = pages.check(college, "college_student", one.pk)
    assert "on leave" in texts["en"]
    pages.check(college, "college_return", one.pk)
    post(college, "college_return", one.pk, on=TODAY.isoformat())
    assert Leave.objects.get().ends_on == TODAY


def test_leave_that_ends_before_it_starts_is_told_beside_the_form(college):
    one = build.enrolled()
    days = {"starts_on": iso(2031, 1, 10), "ends_on": iso(2031, 1, 9)}
    answer = post(college, "college_leave", one.pk, ground="illness", **days)
    assert answer.status_code == 400
    assert "A leave ends after it starts" in answer.content.decode()
    assert not Leave.objects.exists()


def test_expulsion_keeps_ground_and_reason_and_can_be_undone(college):
    one = build.enrolled()
    pages.check(college, "college_expel", one.pk)
    empty = post(college, "college_expel", one.pk, ground="failed", on=TODAY.isoformat())
    assert empty.status_code == 400
    post(college, "college_expel", one.pk, ground="failed", on=TODAY.isoformat(), **REASON)
    one.refresh_from_db()
    assert (one.state, Expulsion.objects.get().ground) == ("expelled", "failed")
    pages.check(college, "college_student", one.pk)
    pages.check(college, "college_reinstate", one.pk)
    post(college, "college_reinstate", one.pk, on=TODAY.isoformat(), **REASON)
    one.refresh_from_db()
    assert one.state == "enrolled"


def test_refused_contract_asks_expel_or_keep_and_keeping_is_recorded(college):
    one = build.refused()
    assert "expel or keep" in titles(college)
    texts = pages.check(college, "college_student", one.pk)
    assert "Decide whether the student stays" in texts["en"]
    pages.check(college, "college_keep", one.pk)
    post(college, "college_keep", one.pk, **REASON)
    assert "expel or keep" not in titles(college)
    assert events.of("training.enrolment", [one.pk])[-1].verb == "training.enrolment.keep"


def test_nobody_is_kept_whose_contract_stands(college):
    one = build.enrolled(with_contract=True)
    answer = post(college, "college_keep", one.pk, **REASON)
    assert answer.status_code == 400
    assert "nothing to decide" in " ".join(answer.content.decode().split())


def test_result_is_recorded_for_those_who_are_chosen(college):
    one, other = build.enrolled(), build.enrolled()
    module = training.module()
    assert "Results are missing" in titles(college)
    pages.check(college, "college_results", one.capacity_id)
    mark = {"scale": "ru-5", "mark": "4", "passed": "on", "dated": TODAY.isoformat()}
    post(college, "college_results", one.capacity_id, rows=[one.pk], module=module.pk, **mark)
    assert [row.enrolment_id for row in ModuleResult.objects.all()] == [one.pk]
    assert other.pk != one.pk


def test_graduation_awards_in_one_press_and_asks_a_reason_for_short_practice(college):
    one = build.enrolled()
    Partner.objects.create(
        programme=one.capacity.programme,
        organisation=contracts.college(),
        role="awards",
        valid_from=training.STARTS,
    )
    assert "Graduation is due" in titles(college)
    pages.check(college, "college_graduation", one.capacity_id)
    given = {"rows": [one.pk], "on": TODAY.isoformat(), "series": "D"}
    short = post(college, "college_graduation", one.capacity_id, **given)
    assert short.status_code == 400
    assert not Award.objects.exists()
    post(college, "college_graduation", one.capacity_id, **given, **REASON)
    one.refresh_from_db()
    assert (one.state, Award.objects.get().number) == ("graduated", f"D-{one.pk}")
    assert "Graduation is due" not in titles(college)


def test_where_another_institution_awards_the_study_ends_and_that_one_gives_the_document(client):
    one = build.enrolled()
    giver = organisation("demo-college-9", "college", "RU")
    Partner.objects.create(
        programme=one.capacity.programme,
        organisation=giver,
        role="awards",
        valid_from=training.STARTS,
    )
    college = build.sign_in(client)
    texts = pages.check(college, "college_graduation", one.capacity_id)
    assert "The document is given by" in texts["en"]
    given = {"rows": [one.pk], "on": TODAY.isoformat(), **REASON}
    post(college, "college_graduation", one.capacity_id, **given)
    one.refresh_from_db()
    assert (one.state, Award.objects.count()) == ("graduated", 0)
    other = build.sign_in(client, of=giver, name="giver")
    assert "Give the document to graduates" in titles(other)
    pages.check(other, "college_award")
    post(other, "college_award", rows=[one.pk], on=TODAY.isoformat(), series="D")
    assert Award.objects.get().awarding == giver


def test_cohort_counts_open_to_their_people(college):
    one = build.enrolled()
    texts = pages.check(college, "college_cohort", one.capacity_id, query="?standing=studying")
    assert one.person_id in texts["en"]
    texts = pages.check(college, "college_cohort", one.capacity_id, query="?standing=expelled")
    assert one.person_id not in texts["en"]


def test_another_college_sees_and_does_nothing(client):
    one = build.enrolled()
    other = organisation("demo-college-9", "college", "RU")
    stranger = build.sign_in(client, of=other, name="stranger")
    assert stranger.get(reverse("college_student", args=[one.pk])).status_code == 404
    assert post(stranger, "college_expel", one.pk, **REASON).status_code == 404
    assert one.person_id not in stranger.get(reverse("college_home")).content.decode()


def test_an_employer_has_no_cohorts(client):
    client.force_login(site.account())
    assert client.get(reverse("college_home")).status_code == 403


def test_the_cohort_of_a_suspended_programme_says_so(college):
    cohort = build.enrolled().capacity
    assert "is suspended" not in pages.check(college, "college_cohort", cohort.pk)["en"]
    Programme.objects.update(state="suspended")
    text = pages.check(college, "college_cohort", cohort.pk)["en"]
    assert "This programme is suspended. Left to nobody: leads, delivers, awards" in text
    assert "nobody new comes in until the office resumes it" in text
