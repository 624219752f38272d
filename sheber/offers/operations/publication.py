"""An offer is published when every rule it needs is known, and amended by a new version."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from sheber.kernel import events, states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.offers import queries, rules
from sheber.offers.models import Offer, RuleUse, Terms
from sheber.offers.operations.offers import refuse_more_than_allocated
from sheber.offers.operations.terms import NewTerms, refuse_bad_terms, write_terms
from sheber.offers.queries import Need, Regime
from sheber.offers.states import CLOSED, OFFER
from sheber.registry import queries as registry

BATCH = 500
RESTATE = "offers.offer.restate"
NEEDS = (
    "line__call__employer",
    "line__region",
    "allocation__plan",
    "allocation__capacity__provider",
    "allocation__capacity__programme",
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
        _keep_new_uses(offer, row, now.date())
    return row


def restate(terms: NewTerms, *, reason: str, actor: Actor, now: datetime) -> Terms:
    """Write newer terms for the contracts of an offer that is closed, with a reason.

    The offer goes on showing what people ranked. Nobody is bound by these terms before the
    contract is redrawn on them or amended to them, and signed by all its parties.
    """
    offer = terms.offer
    prefetch([offer], *NEEDS)
    require(rules.can_draft(actor, offer.line), RESTATE)
    if not reason.strip():
        raise Refused("missing_reason", act=RESTATE)
    refuse_bad_terms(terms)
    with transaction.atomic():
        closed = Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
        if closed.state not in CLOSED:
            raise Refused("wrong_state", subject=OFFER.subject, state=closed.state, act="restate")
        last = Terms.objects.filter(offer=offer).aggregate(Max("version"))["version__max"] or 0
        row = write_terms([terms], {offer.pk: last + 1}, now=now, for_contracts=True)[0]
        _refuse_terms([offer], {offer.pk: row}, now.date())
        _keep_new_uses(offer, row, now.date())
        entry = events.Entry(
            RESTATE,
            (OFFER.subject, offer.pk),
            facts={"from": last, "to": row.version},
            reason=reason.strip(),
        )
        events.record(entry, actor=actor, now=now)
    return row


def _refuse_unready(offer: Offer, terms: Terms | None) -> None:
    if terms is None:
        raise Refused("offer_without_terms", offer=offer.code)
    if offer.line.state != "confirmed":
        raise Refused("offer_line_not_confirmed", offer=offer.code)
    if offer.allocation.plan.state != "approved":
        raise Refused("offer_plan_not_approved", offer=offer.code)


def _refuse_terms(offers: Sequence[Offer], terms: Mapping[int, Terms], on: date) -> None:
    """Refuse a regime that is not open to the seats, and a draft that would prevail."""
    rows = [terms[one.pk] for one in offers]
    prefetch(rows, "clauses")
    known = _regimes(offers, on)
    for offer, row in zip(offers, rows, strict=True):
        capacity = offer.allocation.capacity
        lists = known[capacity.provider.country_id]
        fault = queries.regime_fault(capacity, row.regime, row.months_owed, on, lists)
        if fault is not None:
            raise Refused(fault[0], **fault[1])
        for clause in row.clauses.all():
            if queries.draft_would_prevail(row, clause):
                raise Refused("offer_draft_would_prevail", clause=str(clause))


def _regimes(offers: Iterable[Offer], on: date) -> dict[str, dict[str, Regime]]:
    """By country of training, the regimes that its pack lists."""
    countries = {one.allocation.capacity.provider.country_id for one in offers}
    return {country: queries.regimes(country, on) for country in countries}


def _rule_uses(offers: Sequence[Offer], terms: Mapping[int, Terms], on: date) -> list[RuleUse]:
    """What each offer rests on. Raises `rule_unknown` while an office has not answered."""
    known: dict[Need, dict[str, object]] = {}
    regimes = _regimes(offers, on)
    uses = []
    for offer in offers:
        lists = regimes[offer.allocation.capacity.provider.country_id]
        for need in queries.rules_needed(offer, on, terms[offer.pk], lists):
            if need not in known:
                known[need] = _ground(need, on)
            uses.append(
                RuleUse(offer=offer, country_id=need.country, code=need.code, **known[need])
            )
    return uses


def _keep_new_uses(offer: Offer, terms: Terms, on: date) -> None:
    """Record on what a later version rests, beside what the offer rested on already."""
    known = set(RuleUse.objects.filter(offer=offer).values_list("country_id", "code"))
    uses = _rule_uses([offer], {offer.pk: terms}, on)
    RuleUse.objects.bulk_create([one for one in uses if (one.country_id, one.code) not in known])


def _ground(need: Need, on: date) -> dict[str, object]:
    """On what the value of a rule rests; refused if the value forbids the offer."""
    found = registry.rule(need.country, need.code, on)
    if need.permission and not found.value:
        raise Refused("offer_forbidden_by_rule", country=need.country, code=need.code)
    basis = found.certainty
    if found.answered:
        basis = "assumption" if found.assumed else "document"
    return {"basis": basis, "pack": found.pack, "carried_forward": found.carried_forward}
