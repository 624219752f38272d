"""Who a request acts as."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse

from sheber.kernel.refusals import Refused
from sheber.registry.enums import OrganisationKind, Role
from sheber.web.shared import actors
from tests.registry.build import organisation
from tests.web import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def asked(rf):
    """A request of an account, or of a visitor."""

    def ask(account=None):
        request = rf.get("/en/")
        request.user = account or AnonymousUser()
        request.session = SessionStore()
        return request

    return ask


def test_visitor_has_no_role_and_no_organisation(asked):
    assert actors.actor(asked()) == actors.ANONYMOUS
    assert not actors.ANONYMOUS.roles


def test_account_acts_for_its_organisation(asked):
    account = build.account()
    actor = actors.actor(asked(account))
    assert actor.key == f"account:{account.pk}"
    assert actor.roles == {Role.EMPLOYER}
    assert actor.organisation


def test_roles_of_two_organisations_are_never_mixed(asked):
    account = build.account()
    college = organisation("demo-college-1", OrganisationKind.COLLEGE, "KZ")
    build.second_role(account, Role.MENTOR, college)
    request = asked(account)
    first = actors.actor(request)
    actors.choose(request, str(college.pk))
    second = actors.actor(request)
    assert (first.roles, second.roles) == ({Role.EMPLOYER}, {Role.MENTOR})
    assert second.acts_for(college.pk)
    assert not second.acts_for(first.organisation)
    assert second.country == "KZ"


def test_roles_of_one_organisation_are_held_together(asked):
    college = organisation("demo-college-1", OrganisationKind.COLLEGE)
    account = build.account(role=Role.COLLEGE, of=college)
    build.second_role(account, Role.MENTOR, college)
    assert actors.actor(asked(account)).roles == {Role.COLLEGE, Role.MENTOR}


def test_ended_membership_gives_no_role(asked):
    account = build.account()
    college = organisation("demo-college-1", OrganisationKind.COLLEGE)
    ended = build.second_role(account, Role.MENTOR, college)
    ended.valid_to = ended.valid_from.replace(month=2)
    ended.save()
    assert [one.key for one in actors.capacities(asked(account))] != [str(college.pk)]
    assert len(actors.capacities(asked(account))) == 1


def page(request):
    return HttpResponse("open")


def test_visitor_is_asked_to_sign_in(asked):
    response = actors.needs_role(Role.EMPLOYER)(page)(asked())
    assert response.status_code == 302
    assert "/sign-in?next=/en/" in response["Location"]


def test_other_role_is_refused(asked):
    with pytest.raises(Refused) as refusal:
        actors.needs_role(Role.OFFICE)(page)(asked(build.account()))
    assert refusal.value.code == "not_allowed"


def test_role_opens_the_page(asked):
    assert actors.needs_role(Role.EMPLOYER)(page)(asked(build.account())).content == b"open"
