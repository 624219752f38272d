"""Target offers of the employer's own firm, as drafts with terms. A code stands for one offer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.demand.models import Line
from sheber.flows.own_data import names
from sheber.flows.own_data.kind import Fault, Finding, Kind, Row, Values
from sheber.flows.own_data.lines import may
from sheber.flows.own_data.offer_columns import COLUMNS
from sheber.flows.own_data.promises import line_code, own_promises, room_of_promises
from sheber.kernel.access import Actor
from sheber.kernel.trilingual import LANGUAGES
from sheber.offers import operations, queries
from sheber.offers.enums import Question
from sheber.offers.models import Offer
from sheber.offers.operations import NewOffer, NewTerms
from sheber.offers.queries import Regime
from sheber.planning.models import Coverage
from sheber.registry.models import Country, Organisation


@dataclass
class Facts:
    """What is looked up once for a file. `room`: seats left, by allocation and by promise.

    `regimes`: by country of training, those that its rule pack lists.
    """

    actor: Actor
    now: datetime
    employer: Organisation
    regions: names.Names
    countries: dict[str, Country]
    lines: dict[str, Line]
    promises: dict[tuple[int, int], Coverage]
    codes: dict[str, int]
    own_codes: dict[str, int]
    room: dict[int, int]
    room_of_promise: dict[tuple[int, int], int]
    regimes: dict[str, dict[str, Regime]]
    seen: set[str] = field(default_factory=set)

    @property
    def open_regimes(self) -> list[str]:
        """Codes of the regimes that are open to at least one of the promised programmes."""
        on = self.now.date()
        seats = [one.allocation.capacity for one in self.promises.values()]
        return sorted({one.code for of in seats for one in queries.open_regimes(of, on)})


def prepare(actor: Actor, choices: Mapping[str, Any], now: datetime) -> Facts:
    employer = Organisation.objects.select_related("country").get(pk=actor.organisation)
    promises = list(own_promises(employer.pk))
    offered = queries.seats_offered({one.allocation_id for one in promises})
    offers = Offer.objects.filter(line__call__employer=employer)
    return Facts(
        actor=actor,
        now=now,
        employer=employer,
        regions=names.regions(),
        countries={one.pk: one for one in Country.objects.all()},
        lines={line_code(one.line): one.line for one in promises},
        promises={(one.allocation_id, one.line_id): one for one in promises},
        codes=dict(Offer.objects.values_list("code", "pk")),
        own_codes=dict(offers.values_list("code", "pk")),
        room={
            one.allocation_id: one.allocation.seats - offered.get(one.allocation_id, 0)
            for one in promises
        },
        room_of_promise=room_of_promises(promises),
        regimes={
            country: queries.regimes(country, now.date())
            for country in {one.allocation.capacity.provider.country_id for one in promises}
        },
    )


def look(rows: Sequence[Row], facts: Facts) -> list[Finding]:
    return [_look(row.values, facts) for row in rows]


def write(rows: Sequence[Values], facts: Facts) -> list[str]:
    """Draft all offers, then say the terms of all."""
    drafted = operations.draft_many(
        [
            NewOffer(
                code=row["code"],
                line=facts.lines[row["line"]],
                allocation=_promise(row, facts).allocation,
                seats=row["seats"],
                open_to=row["open_to"],
            )
            for row in rows
        ],
        actor=facts.actor,
        now=facts.now,
    )
    operations.set_terms_many(
        [_terms(offer, row, facts) for offer, row in zip(drafted, rows, strict=True)],
        actor=facts.actor,
        now=facts.now,
    )
    return [str(one.pk) for one in drafted]


def filled(facts: Facts) -> list[dict[str, str]]:
    """A row for each promise that has room, with what follows from it."""
    return [
        {
            "code": f"{line_code(one.line).replace('/', '-')}-{one.allocation_id}"[:40],
            "line": line_code(one.line),
            "allocation": str(one.allocation_id),
            "seats": str(facts.room_of_promise[key]),
            "open_to": one.allocation.capacity.provider.country_id,
            "work_region": one.line.region_id,
            "currency": facts.employer.country.currency,
        }
        for key, one in facts.promises.items()
        if facts.room_of_promise[key] > 0
    ]


def _look(values: Values, facts: Facts) -> Finding:
    code = values["code"]
    if code in facts.own_codes:
        stands: Fault = ("", "offer_stands", {"code": code})
        return Finding((stands,), code, became=str(facts.own_codes[code]))
    faults = list(_faults(values, facts))
    facts.seen.add(code)
    if not faults:
        key = (values["allocation"], facts.lines[values["line"]].pk)
        facts.room[key[0]] -= values["seats"]
        facts.room_of_promise[key] -= values["seats"]
    return Finding(tuple(faults), code)


def _faults(values: Values, facts: Facts) -> Iterable[Fault]:
    code = values["code"]
    if code in facts.codes:
        yield "code", "offer_code_taken", {"given": code}
    if code in facts.seen:
        yield "code", "code_twice_in_file", {"given": code}
    line = facts.lines.get(values["line"])
    if line is None:
        yield "line", "offer_line_has_no_seats", {"given": values["line"]}
        return
    promise = facts.promises.get((values["allocation"], line.pk))
    if promise is None:
        yield "allocation", "offer_seats_not_for_line", {"given": values["allocation"]}
        return
    room = min(
        facts.room[promise.allocation_id], facts.room_of_promise[promise.allocation_id, line.pk]
    )
    if values["seats"] > room:
        yield "seats", "offer_beyond_promise", {"seats": values["seats"], "room": max(0, room)}
    yield from _regime_fault(values, promise, facts)
    yield from _half_answers(values)


def _regime_fault(values: Values, promise: Coverage, facts: Facts) -> Iterable[Fault]:
    capacity, on = promise.allocation.capacity, facts.now.date()
    known = facts.regimes[capacity.provider.country_id]
    fault = queries.regime_fault(capacity, values["regime"], values["months_owed"], on, known)
    if fault is not None:
        months = fault[0] == "offer_months_outside_regime"
        yield ("months_owed" if months else "regime", *fault)


def _half_answers(values: Values) -> Iterable[Fault]:
    for question in Question.values:
        given = [bool(values[f"{question}_{language}"]) for language in LANGUAGES]
        if any(given) and not all(given):
            empty = LANGUAGES[given.index(False)]
            yield f"{question}_{empty}", "answer_in_all_languages", {}


def _promise(row: Values, facts: Facts) -> Coverage:
    return facts.promises[row["allocation"], facts.lines[row["line"]].pk]


def _terms(offer: Offer, row: Values, facts: Facts) -> NewTerms:
    answers = {
        question: tuple(row[f"{question}_{language}"] for language in LANGUAGES)
        for question in Question.values
        if row[f"{question}_en"]
    }
    return NewTerms(
        offer=offer,
        months_owed=row["months_owed"],
        work_region=row["work_region"],
        currency=row["currency"] or facts.employer.country.currency,
        regime=row["regime"],
        monthly_minor=row["monthly_money"],
        bed=row["bed"],
        bed_price_minor=row["bed_price"],
        teaching_language=row["teaching_language"],
        contact_office=row["contact_office"],
        prevailing_language=row["prevailing_language"],
        answers=answers,
    )


KIND = Kind(
    code="offers",
    title=_("Target offers"),
    about=_(
        "What your firm offers on seats that an approved plan means for its lines. They are "
        "entered as drafts; you publish them one by one."
    ),
    columns=COLUMNS,
    may=may,
    prepare=prepare,
    look=look,
    write=write,
    filled=filled,
)
