"""Verbs of offers: an employer drafts, says the terms, publishes, amends; the calendar freezes."""

from sheber.offers.operations.clauses import NewClause, load_clauses, write_clauses
from sheber.offers.operations.offers import (
    NewOffer,
    draft,
    draft_many,
    expire_many,
    freeze_many,
    withdraw,
    withdraw_many,
)
from sheber.offers.operations.publication import amend, publish, publish_many, restate
from sheber.offers.operations.terms import NewTerms, set_terms, set_terms_many

__all__ = [
    "NewClause",
    "NewOffer",
    "NewTerms",
    "amend",
    "draft",
    "draft_many",
    "expire_many",
    "freeze_many",
    "load_clauses",
    "publish",
    "publish_many",
    "restate",
    "set_terms",
    "set_terms_many",
    "withdraw",
    "withdraw_many",
    "write_clauses",
]
