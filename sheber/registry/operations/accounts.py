"""Accounts are opened, given roles, given a new password, closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry import rules
from sheber.registry.models import Account, Membership, Organisation, Person

BATCH = 500


@dataclass(frozen=True)
class NewAccount:
    """An account to be made. Without a password nobody signs in with one."""

    username: str
    role: str
    organisation: Organisation | None = None
    person: Person | None = None
    password: str = field(default="", repr=False)
    demo: bool = False


def open_account(account: NewAccount, *, actor: Actor, now: datetime) -> Account:
    """Open one account with one role."""
    return open_accounts([account], actor=actor, now=now)[0]


def open_accounts(accounts: Sequence[NewAccount], *, actor: Actor, now: datetime) -> list[Account]:
    """Open accounts, each with one role; further roles come with `grant_role`."""
    for one in accounts:
        allowed = rules.can_open_account(actor, one.role, one.organisation, one.person)
        require(allowed, "registry.account.open")
        _refuse_unfit(one.role, one.organisation)
    rows = [
        Account(
            username=one.username,
            person=one.person,
            password=make_password(one.password or None),
            demo=one.demo,
        )
        for one in accounts
    ]
    with transaction.atomic():
        saved = Account.objects.bulk_create(rows, batch_size=BATCH)
        Membership.objects.bulk_create(
            [
                Membership(
                    account=row,
                    role=one.role,
                    organisation=one.organisation,
                    valid_from=now.date(),
                )
                for row, one in zip(saved, accounts, strict=True)
            ],
            batch_size=BATCH,
        )
        events.record_many(
            [
                events.Entry(
                    "registry.account.open",
                    ("registry.account", row.pk),
                    facts={"role": one.role},
                )
                for row, one in zip(saved, accounts, strict=True)
            ],
            actor=actor,
            now=now,
        )
    return saved


def grant_roles(
    grants: Sequence[tuple[Account, str, Organisation]], *, actor: Actor, now: datetime
) -> list[Membership]:
    """Let accounts act in further roles: triples of (account, role, organisation)."""
    for _account, role, of in grants:
        require(rules.can_open_account(actor, role, of), "registry.role.grant")
        _refuse_unfit(role, of)
    rows = [
        Membership(account=account, role=role, organisation=of, valid_from=now.date())
        for account, role, of in grants
    ]
    with transaction.atomic():
        saved = Membership.objects.bulk_create(rows, batch_size=BATCH)
        events.record_many(
            [
                events.Entry(
                    "registry.role.grant",
                    ("registry.account", row.account_id),
                    facts={"role": row.role, "organisation": row.organisation_id},
                )
                for row in saved
            ],
            actor=actor,
            now=now,
        )
    return saved


def renew_password(account: Account, *, password: str, actor: Actor, now: datetime) -> Account:
    """Give somebody who lost a password a new one; sessions under the old one end."""
    require(rules.can_keep_account(actor, account), "registry.account.renew_password")
    if not account.is_active:
        raise Refused("account_closed", username=account.username)
    return _change(account, "renew_password", {"password": make_password(password)}, actor, now)


def close_account(account: Account, *, actor: Actor, now: datetime) -> Account:
    """Let nobody sign in with an account any more; what was done with it stays."""
    require(rules.can_keep_account(actor, account), "registry.account.close")
    if actor.key == f"account:{account.pk}":
        raise Refused("account_is_ones_own")
    if not account.is_active:
        raise Refused("account_closed", username=account.username)
    return _change(account, "close", {"is_active": False}, actor, now)


def _change(
    account: Account, act: str, values: Mapping[str, object], actor: Actor, now: datetime
) -> Account:
    """Change an account that is still open, with one event."""
    entry = events.Entry(f"registry.account.{act}", ("registry.account", account.pk))
    with transaction.atomic():
        if not Account.objects.filter(pk=account.pk, is_active=True).update(**values):
            raise Refused("changed_meanwhile", subject="registry.account")
        events.record(entry, actor=actor, now=now)
    for name, value in values.items():
        setattr(account, name, value)
    return account


def _refuse_unfit(role: str, of: Organisation | None) -> None:
    """A role is held where it is at home: nobody is an employer for a university."""
    if of is not None and role not in rules.ROLES_OF_KIND[of.kind]:
        raise Refused("role_does_not_fit", role=role, organisation=of.name)
