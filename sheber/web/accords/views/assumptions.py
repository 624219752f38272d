"""What is assumed: each office's answers to rules that nobody knows, and what rests on them."""

from collections import Counter, defaultdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from sheber.admissions import queries as admissions
from sheber.kernel.trilingual import sort_key
from sheber.offers import queries
from sheber.offers.models import RuleUse
from sheber.registry.enums import AnswerBasis
from sheber.registry.models import RuleAnswer
from sheber.web.accords.views.rules import Question, open_questions
from sheber.web.shared import tables
from sheber.web.shared.tables import Column, Table


def assumptions(request: HttpRequest) -> HttpResponse:
    """Answers with their basis, and the offers that rest on those that are assumed."""
    resting: dict[tuple[str, str], list[RuleUse]] = defaultdict(list)
    for use in queries.resting_on_assumptions():
        resting[use.country_id, use.code].append(use)
    pools = _pools()
    answered = [one for one in open_questions() if any(given for _, given, _ in one.answers)]
    found = [
        (one, _offers(resting[_key(one)]), sorted(pools[_key(one)].items())) for one in answered
    ]
    carried = RuleUse.objects.filter(carried_forward=True).values("pack").distinct()
    table = _table(answered)
    context = {
        "found": found,
        "table": table,
        "assumed": sum(_is_assumed(one) for one in answered),
        "offers": len({use.offer_id for uses in resting.values() for use in uses}),
        "carried": sorted(one["pack"] for one in carried),
    }
    return tables.requested(request, [table]) or render(
        request, "accords/assumptions.html", context
    )


def _key(question: Question) -> tuple[str, str]:
    return question.country.pk, question.shown.rule.code


def _pools() -> dict[tuple[str, str], Counter[str]]:
    """By rule, in how many offerings of which campaign the pools rest on an assumed answer."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for use in admissions.resting_on_assumptions():
        found[use.country_id, use.code][use.offering.campaign.name] += 1
    return found


def _offers(uses: list[RuleUse]) -> list[str]:
    return sorted({use.offer.code for use in uses}, key=sort_key)


def _is_assumed(question: Question) -> bool:
    return any(given and given.basis == AnswerBasis.ASSUMPTION for _, given, _ in question.answers)


def _table(answered: list[Question]) -> Table:
    columns = (
        Column(_("Question")),
        Column(_("Country")),
        Column(_("Code")),
        Column(_("Office")),
        Column(_("Answer")),
        Column(_("Rests on")),
        Column(_("Document")),
        Column(_("Answered on")),
    )
    rows = [
        (
            one.shown.question,
            one.country.name,
            one.shown.rule.code,
            office.name,
            value,
            given.get_basis_display(),
            given.document,
            given.answered_at.date().isoformat(),
        )
        for one in answered
        for office, given, value in one.answers
        if isinstance(given, RuleAnswer)
    ]
    return Table(_("Answers of the offices"), columns, rows, "assumptions")
