"""A student whose contract came to nothing is kept by the institution, with a reason."""

import pytest

from sheber.flows.keeping import keep, kept
from sheber.kernel.refusals import Refused
from sheber.registry.enums import OrganisationKind, Role
from sheber.training.models import Enrolment
from tests.registry import build as registry
from tests.training import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def refused() -> Enrolment:
    one = build.enrolment(with_contract=True)
    type(one.contract).objects.filter(pk=one.contract_id).update(state="lapsed")
    return Enrolment.objects.select_related("contract", "capacity").get(pk=one.pk)


def code_of(one: Enrolment, **given) -> str:
    stated = {"reason": "a paid seat is free", "actor": build.college_actor(), "now": build.NOW}
    with pytest.raises(Refused) as refusal:
        keep(one, **{**stated, **given})
    return refusal.value.code


def test_kept_is_known_and_others_are_not(refused):
    other = build.enrolment()
    keep(refused, reason="a paid seat", actor=build.college_actor(), now=build.NOW)
    assert kept([refused, other]) == {refused.pk}


def test_another_college_may_not(refused):
    stranger = registry.organisation("demo-college-9", OrganisationKind.COLLEGE, "RU")
    assert code_of(refused, actor=registry.actor(Role.COLLEGE, stranger)) == "not_allowed"


def test_reason_is_needed(refused):
    assert code_of(refused, reason=" ") == "missing_reason"


def test_whose_contract_stands_is_not_kept():
    assert code_of(build.enrolment(with_contract=True)) == "contract_not_refused"


def test_whoever_was_expelled_is_not_kept(refused):
    Enrolment.objects.filter(pk=refused.pk).update(state="expelled")
    assert code_of(Enrolment.objects.get(pk=refused.pk)) == "not_studying"
