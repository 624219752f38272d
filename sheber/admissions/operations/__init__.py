"""Verbs of admissions, in the order in which a campaign uses them."""

from sheber.admissions.operations.applications import (
    approve_as_guardian,
    approve_many_as_guardian,
    draft,
    draft_many,
    submit,
    submit_many,
    withdraw,
)
from sheber.admissions.operations.asking import Asked, what_if
from sheber.admissions.operations.campaigns import (
    NewCampaign,
    close_campaign,
    draw_lottery,
    end_campaign,
    open_campaign,
    prepare,
)
from sheber.admissions.operations.checking import (
    NewFact,
    record_facts_many,
    refute_fact,
    reject,
    send_back,
    verify,
    verify_many,
)
from sheber.admissions.operations.clearings import approve, compute, publish
from sheber.admissions.operations.offerings import NewOffering, add_funds, add_offerings
from sheber.admissions.operations.ranking import (
    NewWish,
    acknowledge_terms,
    rank_contracts,
    rank_contracts_many,
)
from sheber.admissions.operations.seats import (
    Outcome,
    approve_consent_as_guardian,
    approve_consents_as_guardian,
    consent,
    consent_many,
    enrol,
    enrol_many,
    give_up,
    import_outcomes,
    lapse_many,
    refute,
)
from sheber.admissions.operations.sources import NewSource, set_seat_sources

__all__ = [
    "Asked",
    "NewCampaign",
    "NewFact",
    "NewOffering",
    "NewSource",
    "NewWish",
    "Outcome",
    "acknowledge_terms",
    "add_funds",
    "add_offerings",
    "approve",
    "approve_as_guardian",
    "approve_consent_as_guardian",
    "approve_consents_as_guardian",
    "approve_many_as_guardian",
    "close_campaign",
    "compute",
    "consent",
    "consent_many",
    "draft",
    "draft_many",
    "draw_lottery",
    "end_campaign",
    "enrol",
    "enrol_many",
    "give_up",
    "import_outcomes",
    "lapse_many",
    "open_campaign",
    "prepare",
    "publish",
    "rank_contracts",
    "rank_contracts_many",
    "record_facts_many",
    "refute",
    "refute_fact",
    "reject",
    "send_back",
    "set_seat_sources",
    "submit",
    "submit_many",
    "verify",
    "verify_many",
    "what_if",
    "withdraw",
]
