from sheber.registry.models.accounts import Account, Membership
from sheber.registry.models.classifiers import Field, Level, NationalCode, Occupation, Sector
from sheber.registry.models.organisations import Alias, Organisation
from sheber.registry.models.people import Person
from sheber.registry.models.places import Country, Region, RegionGroup, RegionGroupMember
from sheber.registry.models.rules import Rule, RuleAnswer, RulePack

__all__ = [
    "Account",
    "Alias",
    "Country",
    "Field",
    "Level",
    "Membership",
    "NationalCode",
    "Occupation",
    "Organisation",
    "Person",
    "Region",
    "RegionGroup",
    "RegionGroupMember",
    "Rule",
    "RuleAnswer",
    "RulePack",
    "Sector",
]
