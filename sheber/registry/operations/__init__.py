"""Verbs of the registry: organisations, people, accounts, answers to unknown rules, erasure."""

from sheber.registry.operations.accounts import (
    NewAccount,
    close_account,
    grant_roles,
    open_account,
    open_accounts,
    renew_password,
)
from sheber.registry.operations.answering import answer_rule
from sheber.registry.operations.entering import (
    NewOrganisation,
    NewPerson,
    enter_organisations,
    enter_people,
    enter_person,
    name_guardians,
)
from sheber.registry.operations.erasing import erase_person
from sheber.registry.operations.naming import NewAlias, NewBranch, enter_alias, enter_branch

__all__ = [
    "NewAccount",
    "NewAlias",
    "NewBranch",
    "NewOrganisation",
    "NewPerson",
    "answer_rule",
    "close_account",
    "enter_alias",
    "enter_branch",
    "enter_organisations",
    "enter_people",
    "enter_person",
    "erase_person",
    "grant_roles",
    "name_guardians",
    "open_account",
    "open_accounts",
    "renew_password",
]
