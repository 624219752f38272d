"""What offers say: the terms in force, what is published, cards for pages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery, Sum

from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import KazakhStatus, in_reader_language
from sheber.offers.enums import Question
from sheber.offers.models import Answer, ClauseTemplate, Offer, RuleUse, Terms
from sheber.offers.rules import SHOWN
from sheber.programmes.models import Programme
from sheber.registry.models import Occupation, Organisation

LIVE = ("draft", "published", "frozen")


@dataclass(frozen=True)
class Stated:
    """A question of every applicant, and the offer's answer; None is “not stated”."""

    question: Question
    text: str | None


@dataclass(frozen=True)
class OfferCard:
    """An offer with its terms in force, as a page shows it.

    `open_to` are codes of countries. `rule_uses` are the rules that publication rested on:
    those with the basis *assumption* are shown as such wherever the offer is.
    """

    offer: Offer
    terms: Terms
    employer: Organisation
    provider: Organisation
    programme: Programme
    occupation: Occupation
    open_to: tuple[str, ...]
    answers: tuple[Stated, ...]
    rule_uses: tuple[RuleUse, ...]

    @property
    def not_stated(self) -> tuple[Question, ...]:
        return tuple(one.question for one in self.answers if one.text is None)

    @property
    def assumed(self) -> bool:
        """Whether the offer rests on an office's assumption."""
        return any(use.basis == "assumption" for use in self.rule_uses)


def shown_terms() -> QuerySet[Terms]:
    """Versions that offers show, without those that were written for contracts only."""
    return Terms.objects.filter(for_contracts=False)


def current_terms(offers: Iterable[Offer]) -> dict[int, Terms]:
    """The latest version of each offer's terms, by offer; none for an offer without terms."""
    rows = (
        shown_terms()
        .filter(offer__in=list(offers))
        .select_related("work_region")
        .order_by("offer_id", "version")
    )
    return {row.offer_id: row for row in rows}


def draft_would_prevail(terms: Terms, clause: ClauseTemplate) -> bool:
    """Whether the terms let a Kazakh text prevail that nobody has checked yet."""
    return terms.prevailing_language == "kk" and clause.kk_status == KazakhStatus.DRAFT


def seats_offered(allocations: Iterable[int]) -> dict[int, int]:
    """How many seats of each allocation stand in offers that live, drafts included."""
    rows = (
        Offer.objects.filter(allocation_id__in=list(allocations), state__in=LIVE)
        .order_by("allocation_id")
        .values("allocation_id")
        .annotate(total=Sum("seats"))
    )
    return {row["allocation_id"]: row["total"] for row in rows}


def published(
    *,
    sector: str = "",
    region: str = "",
    country: str = "",
    open_to: str = "",
    months_maximum: int | None = None,
    language: str = "",
) -> QuerySet[Offer]:
    """Offers on show, frozen ones included; each filter is left out if empty.

    `region` and `country` are where the work is, `open_to` a citizenship, `months_maximum` the
    most months of work owed, `language` that of the teaching.
    """
    latest = shown_terms().filter(offer=OuterRef("pk")).order_by("-version").values("pk")[:1]
    terms = Terms.objects.all()
    if region:
        terms = terms.filter(work_region_id=region)
    if country:
        terms = terms.filter(work_region__country_id=country)
    if months_maximum is not None:
        terms = terms.filter(months_owed__lte=months_maximum)
    if language:
        terms = terms.filter(teaching_language=language)
    offers = Offer.objects.filter(state__in=SHOWN)
    if sector:
        offers = offers.filter(line__occupation__sectors=sector)
    if open_to:
        offers = offers.filter(open_to=open_to)
    found = offers.annotate(latest=Subquery(latest)).filter(latest__in=terms.values("pk"))
    return _with_context(found).order_by("code")


def cards(offers: Iterable[Offer]) -> list[OfferCard]:
    """Offers that have terms, with every question and its answer or “not stated”."""
    rows = list(offers)
    terms = current_terms(rows)
    answers = _answers(list(terms.values()))
    uses: dict[int, list[RuleUse]] = defaultdict(list)
    for use in RuleUse.objects.filter(offer__in=rows).order_by("country_id", "code"):
        uses[use.offer_id].append(use)
    return [
        _card(row, terms[row.pk], answers[terms[row.pk].pk], uses[row.pk])
        for row in rows
        if row.pk in terms
    ]


def card(offer: Offer) -> OfferCard:
    """One offer; refused while it has no terms."""
    found = cards(_with_context(Offer.objects.filter(pk=offer.pk)))
    if not found:
        raise Refused("offer_without_terms", offer=offer.code)
    return found[0]


def rests_on_assumption(offers: Iterable[int]) -> bool:
    """Whether one of these offers, by key, used a rule whose answer an office only assumed."""
    return RuleUse.objects.filter(basis="assumption", offer_id__in=set(offers)).exists()


def resting_on_assumptions() -> QuerySet[RuleUse]:
    """Rules that offers on show use although an office only assumed the answer."""
    return (
        RuleUse.objects.filter(basis="assumption", offer__state__in=SHOWN)
        .select_related("offer", "country")
        .order_by("country_id", "code", "offer_id")
    )


def _with_context(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    return offers.select_related(
        "line__call__employer",
        "line__occupation",
        "line__region",
        "allocation__capacity__provider",
        "allocation__capacity__programme",
    ).prefetch_related("open_to")


def _answers(terms: Sequence[Terms]) -> dict[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = {one.pk: {} for one in terms}
    for row in Answer.objects.filter(terms__in=terms):
        found[row.terms_id][row.question] = in_reader_language(row, "text")
    return found


def _card(offer: Offer, terms: Terms, answers: dict[str, str], uses: list[RuleUse]) -> OfferCard:
    return OfferCard(
        offer=offer,
        terms=terms,
        employer=offer.line.call.employer,
        provider=offer.allocation.capacity.provider,
        programme=offer.allocation.capacity.programme,
        occupation=offer.line.occupation,
        open_to=tuple(sorted(one.pk for one in offer.open_to.all())),
        answers=tuple(Stated(one, answers.get(one)) for one in Question),
        rule_uses=tuple(uses),
    )
