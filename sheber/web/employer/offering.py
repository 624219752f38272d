"""What the pages of offers need: free seats, terms in and out of a form, rules, differences."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from sheber.flows.own_data.promises import own_promises, promise_words, room_of_promises
from sheber.kernel.access import Actor
from sheber.kernel.money import MINOR_UNITS, Money
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import LANGUAGES, in_reader_language
from sheber.offers import queries
from sheber.offers.enums import Question
from sheber.offers.models import Answer, ClauseTemplate, Offer, Terms
from sheber.offers.operations import NewTerms
from sheber.offers.queries import Need
from sheber.planning.models import Coverage
from sheber.registry import queries as registry
from sheber.registry.models import Region, Rule
from sheber.registry.queries import RuleValue
from sheber.web.accords import labels
from sheber.web.employer.words import language_name
from sheber.web.public.places import by_country

MINOR = 100


@dataclass(frozen=True)
class Promise:
    """Seats that a plan means for a line of the firm, and how many no offer shows yet."""

    coverage: Coverage
    free: int

    @property
    def key(self) -> str:
        return f"{self.coverage.allocation_id}:{self.coverage.line_id}"

    @property
    def words(self) -> str:
        return promise_words(self.coverage)


@dataclass(frozen=True)
class Needed:
    """A rule on which an offer rests: its question, whether it stands in the way, and why."""

    country: str
    code: str
    label: str
    allows: bool
    said: str
    assumed: bool = False


def promises(actor: Actor) -> list[Promise]:
    found = list(own_promises(int(actor.organisation or 0)))
    room = room_of_promises(found)
    return [Promise(one, max(0, room[one.allocation_id, one.line_id])) for one in found]


def rules_of(offer: Offer, on: date) -> list[Needed]:
    """Each rule that publication needs, with its answer as it stands."""
    return [_needed(need, on) for need in queries.rules_needed(offer, on)]


def _needed(need: Need, on: date) -> Needed:
    country, code, permission = need
    row = Rule.objects.filter(pack__country_id=country, code=code).order_by("-pack__valid_from")
    found = row.first()
    label = in_reader_language(found, "label") if found else code
    try:
        value = registry.rule(country, code, on)
    except Refused as refusal:
        return Needed(country, code, label, False, str(refusal))
    if permission and not value.value:
        return Needed(country, code, label, False, _("The answer is no."))
    said = _said(value, permission)
    if value.carried_forward:
        said = _("%(said)s; the rules of the latest known year, unconfirmed") % {"said": said}
    return Needed(country, code, label, True, said, value.assumed)


def _said(value: RuleValue, permission: bool) -> str:
    if permission:
        return _("yes; rests on an assumption of the offices") if value.assumed else _("yes")
    return _("known; rests on an assumption of the offices") if value.assumed else _("known")


def obstacles(offer: Offer, terms: Terms | None, on: date) -> list[str]:
    """What stands in the way of publication, each with what to do."""
    found: list[str] = []
    if terms is None:
        found.append(str(Refused("offer_without_terms", offer=offer.code)))
    if offer.line.state != "confirmed":
        found.append(str(Refused("offer_line_not_confirmed", offer=offer.code)))
    if offer.allocation.plan.state != "approved":
        found.append(str(Refused("offer_plan_not_approved", offer=offer.code)))
    if terms is not None:
        found += _regime(offer, terms, on)
        found += [
            str(Refused("offer_draft_would_prevail", clause=str(one)))
            for one in terms.clauses.all()
            if queries.draft_would_prevail(terms, one)
        ]
    found += [one.said for one in rules_of(offer, on) if not one.allows]
    return found


def _regime(offer: Offer, terms: Terms, on: date) -> list[str]:
    capacity = offer.allocation.capacity
    known = queries.regimes(capacity.provider.country_id, on)
    fault = queries.regime_fault(capacity, terms.regime, terms.months_owed, on, known)
    return [str(Refused(fault[0], **fault[1]))] if fault else []


def lists(offer: Offer, on: date) -> dict[str, Any]:
    """What may be picked in the form of terms."""
    regions = [(one.pk, one.name) for _country, rows in by_country() for one in rows]
    return {
        "regions": regions or [(one.pk, one.name) for one in Region.objects.all()],
        "regimes": [
            (one.code, f"{one.code} · {labels.value(one.code)}")
            for one in queries.open_regimes(offer.allocation.capacity, on)
        ],
        "currencies": list(MINOR_UNITS),
        "clauses": [(str(one.pk), _clause(one)) for one in newest_clauses()],
    }


def newest_clauses() -> list[ClauseTemplate]:
    newest = {one.code: one for one in ClauseTemplate.objects.order_by("code", "version")}
    return list(newest.values())


def _clause(one: ClauseTemplate) -> str:
    text = in_reader_language(one, "text")
    return f"{one.code}: {text}"


def initial(offer: Offer, terms: Terms | None) -> dict[str, Any]:
    """What stands in the form: the terms in force, or what follows from the line."""
    if terms is None:
        country = offer.line.call.employer.country
        clauses = [str(one.pk) for one in newest_clauses()]
        return {
            "work_region": offer.line.region_id,
            "currency": country.currency,
            "clauses": clauses,
        }
    given: dict[str, Any] = {
        "months_owed": terms.months_owed,
        "work_region": terms.work_region_id,
        "regime": terms.regime,
        "currency": terms.currency,
        "monthly": _units(terms.monthly_minor),
        "bed": terms.bed,
        "bed_price": _units(terms.bed_price_minor),
        "teaching_language": terms.teaching_language,
        "contact_office": terms.contact_office,
        "prevailing_language": terms.prevailing_language,
        "clauses": [str(one.pk) for one in terms.clauses.all()],
    }
    for answer in Answer.objects.filter(terms=terms):
        for language in LANGUAGES:
            given[f"{answer.question}_{language}"] = getattr(answer, f"text_{language}")
    return given


def new_terms(offer: Offer, form: Any) -> NewTerms:
    """The terms as the verbs take them."""
    given = form.cleaned_data
    clauses = {str(one.pk): one for one in newest_clauses()}
    return NewTerms(
        offer=offer,
        months_owed=given["months_owed"],
        work_region=given["work_region"],
        currency=given["currency"],
        regime=given["regime"],
        monthly_minor=_minor(given["monthly"]),
        bed=given["bed"],
        bed_price_minor=_minor(given["bed_price"]),
        teaching_language=given["teaching_language"],
        contact_office=given["contact_office"],
        prevailing_language=given["prevailing_language"],
        clauses=tuple(clauses[key] for key in given["clauses"] if key in clauses),
        answers=form.answers,
    )


def described(terms: Terms) -> list[tuple[str, str]]:
    """The terms in words; an empty text is “not stated”."""
    beds = {True: _("yes"), False: _("no"), None: ""}
    return [
        (_("Months of work owed"), str(terms.months_owed)),
        (_("Region of the work owed"), terms.work_region.name),
        (_("Regime of the obligation"), f"{terms.regime} · {labels.value(terms.regime)}"),
        (_("Money a month"), _money(terms.monthly_minor, terms.currency)),
        (_("A bed is given"), beds[terms.bed]),
        (_("Price of the bed a month"), _money(terms.bed_price_minor, terms.currency)),
        (_("Language of teaching"), language_name(terms.teaching_language)),
        (_("Office that answers questions"), terms.contact_office),
        (_("Text that prevails"), language_name(terms.prevailing_language)),
        (_("Clauses"), " ".join(in_reader_language(one, "text") for one in terms.clauses.all())),
    ]


def differences(older: Terms, newer: Terms) -> Iterator[tuple[str, str, str]]:
    """What an amendment changed: (what, before, now)."""
    for (what, before), (_what, now) in zip(described(older), described(newer), strict=True):
        if before != now:
            yield what, before, now
    old, new = _answers(older), _answers(newer)
    for question in Question:
        if old.get(question) != new.get(question):
            yield str(question.label), old.get(question, ""), new.get(question, "")


def _answers(terms: Terms) -> dict[str, str]:
    rows = Answer.objects.filter(terms=terms)
    return {one.question: in_reader_language(one, "text") for one in rows}


def _money(minor: int | None, currency: str) -> str:
    return "" if minor is None else str(Money(minor, currency))


def _units(minor: int | None) -> Decimal | None:
    return None if minor is None else Decimal(minor) / MINOR


def _minor(units: Decimal | None) -> int | None:
    return None if units is None else int(units * MINOR)
