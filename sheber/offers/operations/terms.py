"""What an offer says: months owed and where, money, bed, language, clauses, answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.kernel.trilingual import LANGUAGES
from sheber.offers import rules
from sheber.offers.enums import Question
from sheber.offers.models import Answer, ClauseTemplate, Offer, Terms
from sheber.offers.states import OFFER

BATCH = 500
FIRST = 1


@dataclass(frozen=True)
class NewTerms:
    """The terms of an offer. None and an empty text mean “not stated”.

    Money is in minor units a month. `regime` is the code of the obligation's legal basis.
    `answers`: question → (English, Russian, Kazakh).
    """

    offer: Offer
    months_owed: int
    work_region: str
    currency: str
    regime: str
    monthly_minor: int | None = None
    bed: bool | None = None
    bed_price_minor: int | None = None
    teaching_language: str = ""
    contact_office: str = ""
    prevailing_language: str = ""
    clauses: tuple[ClauseTemplate, ...] = ()
    answers: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)


def set_terms(terms: NewTerms, *, actor: Actor, now: datetime) -> Terms:
    """Say the terms of one draft offer; what was said before is replaced."""
    return set_terms_many([terms], actor=actor, now=now)[0]


def set_terms_many(terms: Sequence[NewTerms], *, actor: Acting, now: datetime) -> list[Terms]:
    """Say the terms of draft offers, as version 1."""
    offers = [one.offer for one in terms]
    prefetch(offers, "line__call__employer")
    for one, who in zip(terms, each(actor, len(terms)), strict=True):
        require(rules.can_draft(who, one.offer.line), "offers.offer.set_terms")
        refuse_bad_terms(one)
    with transaction.atomic():
        _refuse_unless_draft(offers)
        Terms.objects.filter(offer__in=offers).delete()
        rows = write_terms(terms, {one.pk: FIRST for one in offers}, now=now)
        events.record_many(
            [
                events.Entry(
                    "offers.offer.set_terms",
                    (OFFER.subject, row.offer_id),
                    facts={"version": row.version, "months_owed": row.months_owed},
                )
                for row in rows
            ],
            actor=actor,
            now=now,
        )
    return rows


def refuse_bad_terms(terms: NewTerms) -> None:
    """Refuse terms that contradict themselves, before anything is written."""
    if terms.months_owed < 1:
        raise Refused("offer_owes_no_month")
    if any(
        money is not None and money < 0 for money in (terms.monthly_minor, terms.bed_price_minor)
    ):
        raise Refused("offer_money_negative")
    if terms.prevailing_language and terms.prevailing_language not in LANGUAGES:
        raise Refused("offer_language_unknown", language=terms.prevailing_language)
    for question, texts in terms.answers.items():
        if question not in Question.values:
            raise Refused("offer_answer_unknown", question=question)
        if not all(text.strip() for text in texts):
            raise Refused("offer_answer_empty", question=Question(question).label)


def write_terms(
    terms: Sequence[NewTerms],
    versions: Mapping[int, int],
    *,
    now: datetime,
    for_contracts: bool = False,
) -> list[Terms]:
    """Write a version of the terms of each offer with its clauses and answers."""
    rows = Terms.objects.bulk_create(
        [_row(one, versions[one.offer.pk], now, for_contracts) for one in terms], batch_size=BATCH
    )
    links = Terms.clauses.through
    pairs = list(zip(rows, terms, strict=True))
    links.objects.bulk_create(
        [
            links(terms_id=row.pk, clausetemplate_id=clause.pk)
            for row, one in pairs
            for clause in one.clauses
        ],
        batch_size=BATCH,
    )
    Answer.objects.bulk_create(
        [
            Answer(
                terms=row, question=question, text_en=texts[0], text_ru=texts[1], text_kk=texts[2]
            )
            for row, one in pairs
            for question, texts in one.answers.items()
        ],
        batch_size=BATCH,
    )
    return rows


def _row(one: NewTerms, version: int, now: datetime, for_contracts: bool) -> Terms:
    return Terms(
        offer=one.offer,
        version=version,
        months_owed=one.months_owed,
        work_region_id=one.work_region,
        monthly_minor=one.monthly_minor,
        bed=one.bed,
        bed_price_minor=one.bed_price_minor,
        currency=one.currency,
        teaching_language=one.teaching_language,
        regime=one.regime,
        contact_office=one.contact_office,
        prevailing_language=one.prevailing_language,
        dated=now,
        for_contracts=for_contracts,
    )


def _refuse_unless_draft(offers: Sequence[Offer]) -> None:
    """As the rows stand now, not as the caller saw them."""
    keys = [one.pk for one in offers]
    found = Offer.objects.select_for_update().filter(pk__in=keys).exclude(state=OFFER.start)
    for row in found[:1]:
        raise Refused("wrong_state", subject=OFFER.subject, state=row.state, act="set_terms")
