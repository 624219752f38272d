"""Accounts: opened where a role is at home, given a new password, closed; by whoever may."""

import pytest
from django.contrib.auth import authenticate

from sheber.kernel.models import Event
from sheber.registry import operations
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Account
from sheber.registry.operations import NewAccount
from tests.offers.build import refused
from tests.registry import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FIRST, SECOND = "the first password", "the second password"


def firm(country: str = "RU"):
    return build.organisation(f"demo-works-{country}", OrganisationKind.ENTERPRISE, country)


def office(country: str = "RU"):
    of = build.organisation(f"demo-office-{country}", OrganisationKind.PROGRAMME_OFFICE, country)
    return build.actor(Role.OFFICE, of)


def opened(role: str = Role.EMPLOYER, of=None, actor=build.ADMINISTRATOR, **given) -> Account:
    new = NewAccount("somebody", role, of or firm(), password=FIRST, **given)
    return operations.open_account(new, actor=actor, now=build.NOW)


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        (Role.EMPLOYER, OrganisationKind.UNIVERSITY),
        (Role.COLLEGE, OrganisationKind.ENTERPRISE),
        (Role.REGION, OrganisationKind.PROGRAMME_OFFICE),
        (Role.OFFICE, OrganisationKind.COLLEGE),
        (Role.APPLICANT, OrganisationKind.ENTERPRISE),
    ],
)
def test_a_role_is_not_held_where_it_is_not_at_home(role, kind):
    of = build.organisation("demo-body", kind)
    with refused("role_does_not_fit"):
        opened(role, of)
    account = opened(Role.ADMINISTRATOR, office_of())
    with refused("role_does_not_fit"):
        operations.grant_roles([(account, role, of)], actor=build.ADMINISTRATOR, now=build.NOW)


def office_of():
    return build.organisation("demo-office-RU", OrganisationKind.PROGRAMME_OFFICE)


def test_an_office_opens_accounts_of_its_own_country_and_no_administrator():
    opened(actor=office("RU"))
    with refused("not_allowed"):
        opened(of=firm("KZ"), actor=office("RU"))
    with refused("not_allowed"):
        opened(Role.ADMINISTRATOR, office_of(), actor=office("RU"))


def test_an_office_opens_accounts_of_people_at_home_in_its_country():
    person = build.person("KZ")
    new = NewAccount("young", Role.APPLICANT, person=person)
    with refused("not_allowed"):
        operations.open_account(new, actor=office("RU"), now=build.NOW)
    account = operations.open_account(new, actor=office("KZ"), now=build.NOW)
    with refused("not_allowed"):
        operations.close_account(account, actor=office("RU"), now=build.NOW)


def test_a_lost_password_gives_way_to_a_new_one():
    account = opened()
    operations.renew_password(account, password=SECOND, actor=office("RU"), now=build.NOW)
    assert authenticate(username="somebody", password=FIRST) is None
    assert authenticate(username="somebody", password=SECOND) == account
    event = Event.objects.get(verb="registry.account.renew_password")
    assert (event.subject_key, event.facts) == (str(account.pk), {})


def test_nobody_signs_in_with_a_closed_account():
    account = opened()
    operations.close_account(account, actor=office("RU"), now=build.NOW)
    assert authenticate(username="somebody", password=FIRST) is None
    for act in (operations.close_account, renewed):
        with refused("account_closed"):
            act(account, actor=office("RU"), now=build.NOW)


def test_whoever_may_not_open_an_account_neither_renews_nor_closes_it():
    account = opened()
    for actor in (office("KZ"), build.actor(Role.EMPLOYER, firm())):
        for act in (operations.close_account, renewed):
            with refused("not_allowed"):
                act(account, actor=actor, now=build.NOW)


def test_an_office_has_no_hand_in_the_account_of_an_administrator():
    account = opened(Role.ADMINISTRATOR, office_of())
    with refused("not_allowed"):
        renewed(account, actor=office("RU"), now=build.NOW)


def test_nobody_locks_oneself_out():
    account = opened(Role.ADMINISTRATOR, office_of())
    himself = type(build.ADMINISTRATOR)(
        key=f"account:{account.pk}", roles=frozenset({Role.ADMINISTRATOR})
    )
    with refused("account_is_ones_own"):
        operations.close_account(account, actor=himself, now=build.NOW)


def renewed(account: Account, **given):
    return operations.renew_password(account, password=SECOND, **given)
