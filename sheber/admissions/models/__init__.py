"""From a campaign's seats to a seat held: pools, applications, the lottery, clearings, results."""

from sheber.admissions.models.campaigns import (
    Application,
    Campaign,
    Clearing,
    ClearingApproval,
    Fund,
    Offering,
    Pool,
    RankedContract,
    RuleUse,
    RunColumn,
    Seat,
    SeatSource,
    VerifiedFact,
)
from sheber.admissions.models.editions import PublicEdition
from sheber.admissions.models.lottery import Lottery, LotteryParty
from sheber.admissions.models.regions import RegionalCap, RegionalTarget

__all__ = [
    "Application",
    "Campaign",
    "Clearing",
    "ClearingApproval",
    "Fund",
    "Lottery",
    "LotteryParty",
    "Offering",
    "Pool",
    "PublicEdition",
    "RankedContract",
    "RegionalCap",
    "RegionalTarget",
    "RuleUse",
    "RunColumn",
    "Seat",
    "SeatSource",
    "VerifiedFact",
]
