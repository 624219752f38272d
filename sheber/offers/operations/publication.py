"""An offer is published when every rule it needs is known, and amended by a new version."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from sheber.kernel import states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.offers import queries, rules
from sheber.offers.models import Offer, RuleUse, Terms
from sheber.offers.operations.offers import refuse_more_than_allocated
from sheber.offers.operations.terms import NewTerms, refuse_bad_terms, write_terms
from sheber.offers.states import OFFER
from sheber.registry import queries as registry

BATCH = 500
NEEDS = (
    "line__call__employer",
    "line__region",
    "allocation__plan",
    "allocation__capacity__provider",
    "open_to",
)


def publish(offer: Offer, *, actor: Actor, now: datetime) -> Offer:
    """Publish one offer."""
    return publish_many([offer], actor=actor, now=now)[0]


def publish_many(offers: Sequence[Offer], *, actor: Acting, now: datetime) -> list[Offer]:
    """Publish offers, and record on what each rule that they needed rested.

    A prevailing language may still be open: without one nothing is signed, but all is read.
    """
    offers = list(offers)
    prefetch(offers, *NEEDS)
    for one, who in zip(offers, each(actor, len(offers)), strict=True):
        require(rules.can_move(who, one, "publish"), "offers.offer.publish")
    terms = queries.current_terms(offers)
    for one in offers:
        _refuse_unready(one, terms.get(one.pk))
    _refuse_terms(offers, terms, now.date())
    uses = _rule_uses(offers, terms, now.date())
    facts = [{"version": terms[one.pk].version} for one in offers]
    with transaction.atomic():
        refuse_more_than_allocated(offers)
        states.move_many(OFFER, offers, "publish", actor=actor, now=now, facts=facts)
        RuleUse.objects.bulk_create(uses, batch_size=BATCH)
    return offers


def amend(offer: Offer, terms: NewTerms, *, reason: str, actor: Actor, now: datetime) -> Terms:
    """Say new terms of a published offer, as its next version, with a reason.

    Who ranked an older version keeps that rank and must be told: admissions knows whom.
    """
    prefetch([offer], *NEEDS)
    require(rules.can_move(actor, offer, "amend"), "offers.offer.amend")
    refuse_bad_terms(terms)
    with transaction.atomic():
        last = queries.current_terms([offer])[offer.pk]
        facts = {"from": last.version, "to": last.version + 1}
        states.move(OFFER, offer, "amend", actor=actor, now=now, facts=facts, reason=reason)
        row = write_terms([terms], {offer.pk: last.version + 1}, now=now)[0]
        _refuse_terms([offer], {offer.pk: row}, now.date())
        known = set(RuleUse.objects.filter(offer=offer).values_list("country_id", "code"))
        RuleUse.objects.bulk_create(
            [
                use
                for use in _rule_uses([offer], {offer.pk: row}, now.date())
                if (use.country_id, use.code) not in known
            ]
        )
    return row


def _refuse_unready(offer: Offer, terms: Terms | None) -> None:
    if terms is None:
        raise Refused("offer_without_terms", offer=offer.code)
    if offer.line.state != "confirmed":
        raise Refused("offer_line_not_confirmed", offer=offer.code)
    if offer.allocation.plan.state != "approved":
        raise Refused("offer_plan_not_approved", offer=offer.code)


def _refuse_terms(offers: Sequence[Offer], terms: Mapping[int, Terms], on: date) -> None:
    """Refuse months that the regime does not know, and drafts that do not say so."""
    rows = [terms[one.pk] for one in offers]
    prefetch(rows, "clauses")
    allowed: dict[tuple[str, str], tuple[int, int] | None] = {}
    for offer, row in zip(offers, rows, strict=True):
        key = (offer.allocation.capacity.provider.country_id, row.regime)
        if key not in allowed:
            allowed[key] = queries.months_allowed(*key, on)
        _refuse_months(row, allowed[key])
        for clause in row.clauses.all():
            if queries.lacks_warning(clause):
                raise Refused("offer_clause_without_warning", clause=str(clause))


def _refuse_months(terms: Terms, allowed: tuple[int, int] | None) -> None:
    if allowed and not allowed[0] <= terms.months_owed <= allowed[1]:
        raise Refused(
            "offer_months_outside_regime",
            regime=terms.regime,
            minimum=allowed[0],
            maximum=allowed[1],
            months=terms.months_owed,
        )


def _rule_uses(offers: Iterable[Offer], terms: Mapping[int, Terms], on: date) -> list[RuleUse]:
    """What each offer rests on. Raises `rule_unknown` while an office has not answered."""
    known: dict[tuple[str, str], dict[str, object]] = {}
    uses = []
    for offer in offers:
        for country, code in queries.rules_needed(offer, terms[offer.pk]):
            if (country, code) not in known:
                known[country, code] = _ground(country, code, on)
            uses.append(RuleUse(offer=offer, country_id=country, code=code, **known[country, code]))
    return uses


def _ground(country: str, code: str, on: date) -> dict[str, object]:
    """On what the value of a rule rests; refused if the value forbids the offer."""
    found = registry.rule(country, code, on)
    if not found.value:
        raise Refused("offer_forbidden_by_rule", country=country, code=code)
    basis = found.certainty
    if registry.answers_to(country, code):
        basis = "assumption" if found.assumed else "document"
    return {"basis": basis, "pack": found.pack, "carried_forward": found.carried_forward}
