"""Who may follow a line to its people: an employer its own lines only, offices and auditors all."""

import pytest

from sheber.flows import trace
from sheber.kernel.refusals import Refused
from sheber.outcomes.models import Employment
from sheber.registry.enums import Role
from tests.contracts import build as contracts
from tests.demand import build as demand
from tests.outcomes import build as outcomes
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def job() -> Employment:
    return outcomes.job()


def test_an_employer_follows_its_own_line_to_its_people(job):
    found = trace.forward(job.line, actor=outcomes.employer(job.contract))
    assert [one.person for one in found.people] == [job.person_id]


def test_an_employer_does_not_follow_the_line_of_another_one(job):
    stranger = registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-9"))
    with pytest.raises(Refused) as refused:
        trace.forward(job.line, actor=stranger)
    assert refused.value.code == "not_allowed"


def test_an_office_follows_the_line_of_any_employer(job):
    found = trace.forward(job.line, actor=contracts.office())
    assert len(found.people) == 1


def test_an_applicant_follows_no_line(job):
    with pytest.raises(Refused) as refused:
        trace.forward(job.line, actor=registry.actor_person(Role.APPLICANT, job.person))
    assert refused.value.code == "not_allowed"


def test_a_college_follows_the_jobs_of_its_own_graduates_only(job):
    stranger = registry.actor(Role.COLLEGE, contracts.college("demo-college-9"))
    with pytest.raises(Refused) as refused:
        trace.back(job, actor=stranger)
    assert refused.value.code == "not_allowed"


def test_a_region_follows_the_jobs_of_its_own(job):
    ministry = registry.organisation("demo-ministry-9", "regional_authority", "KZ", "KZ-27")
    with pytest.raises(Refused):
        trace.back(job, actor=registry.actor(Role.REGION, ministry))


@pytest.mark.parametrize("said", ["line:{}", "demand.line:{}", " Line: {}"])
def test_a_reference_is_read_as_a_trace_prints_it_and_as_people_type_it(job, said):
    assert trace.find(said.format(job.line_id)) == job.line
