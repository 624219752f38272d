"""Verbs of contracts: written out, signed or refused, changed, ended, broken."""

from sheber.contracts.operations.breaking import (
    Amount,
    NewBreach,
    breach,
    price_breach,
    refuse_as_customer,
    settle_claim,
)
from sheber.contracts.operations.changing import (
    amend,
    amend_many,
    fulfil,
    fulfil_many,
    release,
    resume,
    supersede,
    suspend,
    terminate,
)
from sheber.contracts.operations.intending import (
    NewContract,
    intend,
    intend_many,
    redraft,
    redraft_many,
)
from sheber.contracts.operations.signing import (
    lapse_many,
    refuse_amendment,
    refuse_as_citizen,
    refuse_as_guardian,
    settle_guardians,
    sign,
    sign_many,
    sign_scan,
)

__all__ = [
    "Amount",
    "NewBreach",
    "NewContract",
    "amend",
    "amend_many",
    "breach",
    "fulfil",
    "fulfil_many",
    "intend",
    "intend_many",
    "lapse_many",
    "price_breach",
    "redraft",
    "redraft_many",
    "refuse_amendment",
    "refuse_as_citizen",
    "refuse_as_customer",
    "refuse_as_guardian",
    "release",
    "resume",
    "settle_claim",
    "settle_guardians",
    "sign",
    "sign_many",
    "sign_scan",
    "supersede",
    "suspend",
    "terminate",
]
