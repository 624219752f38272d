"""From a job back to the line of demand that asked for it, and from a line to its people.

People are pseudonyms here. A name is disclosed by `flows.disclosing.disclose`: to whoever has to
do with the person, for a purpose, with a line in the access log.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q

from sheber.admissions.models import Application, Clearing, Seat
from sheber.contracts import rules as contracts
from sheber.contracts.models import Contract
from sheber.credentials.models import Award, Recognition
from sheber.demand import rules as demand
from sheber.demand.models import Call, Line
from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.models import Event
from sheber.kernel.refusals import Refused
from sheber.mobility.models import Stay
from sheber.offers.models import Offer
from sheber.outcomes import rules as outcomes
from sheber.outcomes.models import Employment, Obligation
from sheber.planning.models import Coverage, Plan
from sheber.training.models import Enrolment, Placement

SUBJECTS: dict[type[models.Model], str] = {
    Call: "demand.call",
    Line: "demand.line",
    Plan: "planning.plan",
    Offer: "offers.offer",
    Application: "admissions.application",
    Clearing: "admissions.clearing",
    Seat: "admissions.seat",
    Contract: "contracts.contract",
    Enrolment: "training.enrolment",
    Placement: "training.placement",
    Stay: "mobility.stay",
    Award: "credentials.award",
    Recognition: "credentials.recognition",
    Employment: "outcomes.employment",
    Obligation: "outcomes.obligation",
}


@dataclass(frozen=True)
class Step:
    """One row on the way and every event of it, in order."""

    subject: str
    key: str
    row: models.Model
    events: tuple[Event, ...]


@dataclass(frozen=True)
class Trace:
    """A way through the programme, upstream first, and whether the log's chain holds.

    `no_line` says why a job does not go back to a line of demand; empty when it does.
    """

    steps: tuple[Step, ...]
    chain: events.Verdict
    person: str = ""
    no_line: str = ""


@dataclass(frozen=True)
class LineTrace:
    """A line of demand and everybody who came through it, one trace a person."""

    line: tuple[Step, ...]
    people: tuple[Trace, ...]
    chain: events.Verdict
    withheld: int = field(default=0)


def any_employment() -> Employment:
    """A confirmed job with a line, as an example."""
    jobs = Employment.objects.filter(line__isnull=False).order_by("pk")
    found = jobs.filter(state="confirmed").first() or jobs.first()
    if found is None:
        raise Refused("nothing_to_trace")
    return found


def back(employment: Employment, *, whole_chain: bool = False, actor: Actor) -> Trace:
    """From one job back to the call that asked for it.

    The links of the log that hold its events are checked, or the whole chain if that is asked.
    """
    require(can_trace(actor, employment), "trace.employment")
    steps = _steps([*_demand_rows(employment.line), *_person_rows(employment)])
    return Trace(
        steps=steps,
        chain=_chain(steps, whole_chain),
        person=employment.person_id,
        no_line=employment.no_line,
    )


def forward(line: Line, *, whole_chain: bool = False, actor: Actor) -> LineTrace:
    """From a line of demand to everybody who signed for it."""
    require(can_trace_line(actor, line), "trace.line")
    signed = Contract.objects.filter(terms__offer__line=line)
    shown = contracts.visible(actor).filter(pk__in=signed).order_by("pk")
    shown = shown.select_related("seat__contract__application", "person")
    of_line = _steps(_demand_rows(line))
    of_people = [(one.person_id, _steps(_contract_rows(one))) for one in shown]
    chain = _chain([*of_line, *(step for _, steps in of_people for step in steps)], whole_chain)
    people = tuple(Trace(steps, chain, person=person) for person, steps in of_people)
    return LineTrace(of_line, people, chain, signed.count() - len(people))


def can_trace(actor: Actor, employment: Employment) -> bool:
    """Whoever may read the job."""
    return outcomes.visible(actor).filter(pk=employment.pk).exists()


def can_trace_line(actor: Actor, line: Line) -> bool:
    """Whoever may read the line."""
    return demand.visible(actor).filter(pk=line.pk).exists()


def find(reference: str) -> Employment | Line:
    """The row of a reference like ``employment:12`` or ``line:3``, or as a trace prints it."""
    kind, _, key = "".join(reference.split()).casefold().rpartition(":")
    kind = kind.rpartition(".")[2]
    if kind not in {"", "employment", "line"} or not key.isdigit():
        raise Refused("not_a_reference", given=reference)
    found: Employment | Line | None
    if kind == "line":
        found = Line.objects.filter(pk=int(key)).first()
    else:
        found = Employment.objects.filter(pk=int(key)).first()
    if found is None:
        raise Refused("no_such_row", given=reference)
    return found


def _chain(steps: Iterable[Step], whole: bool) -> events.Verdict:
    if whole:
        return events.verify()
    return events.verify_of(event for step in steps for event in step.events)


def _demand_rows(line: Line | None) -> Iterator[models.Model]:
    if line is None:
        return
    yield line.call
    yield line
    coverages = Coverage.objects.filter(line=line, allocation__plan__state="approved")
    plans = coverages.values_list("allocation__plan_id", flat=True)
    yield from Plan.objects.filter(pk__in=plans).order_by("pk")


def _person_rows(employment: Employment) -> Iterator[models.Model]:
    if employment.contract is not None:
        yield from _contract_rows(employment.contract)
        return
    if employment.award is not None:
        yield from _enrolment_rows(employment.award.enrolment)
    yield employment


def _contract_rows(contract: Contract) -> Iterator[models.Model]:
    yield contract.terms.offer
    yield contract.seat.contract.application
    if contract.seat.clearing is not None:
        yield contract.seat.clearing
    yield contract.seat
    yield contract
    for enrolment in Enrolment.objects.filter(contract=contract):
        yield from _enrolment_rows(enrolment)
    yield from Employment.objects.filter(contract=contract).order_by("pk")
    yield from Obligation.objects.filter(contract=contract)


def _enrolment_rows(enrolment: Enrolment) -> Iterator[models.Model]:
    yield enrolment
    yield from Placement.objects.filter(enrolment=enrolment).order_by("starts_on")
    yield from Stay.objects.filter(enrolment=enrolment).order_by("starts_on")
    awards = Award.objects.filter(enrolment=enrolment)
    yield from awards
    yield from Recognition.objects.filter(award__in=awards).order_by("pk")


def _steps(rows: Iterable[models.Model]) -> tuple[Step, ...]:
    """Rows with their events, fetched in one query."""
    found = [(SUBJECTS[type(row)], str(row.pk), row) for row in rows]
    keys: dict[str, list[str]] = defaultdict(list)
    for subject, key, _ in found:
        keys[subject].append(key)
    by_subject = _events_by_subject(keys)
    return tuple(
        Step(subject, key, row, tuple(by_subject.get((subject, key), ())))
        for subject, key, row in found
    )


def _events_by_subject(keys: dict[str, list[str]]) -> dict[tuple[str, str], list[Event]]:
    wanted = Q(pk__in=[])
    for subject, some in keys.items():
        wanted |= Q(subject_type=subject, subject_key__in=some)
    grouped: dict[Any, list[Event]] = defaultdict(list)
    for event in Event.objects.filter(wanted).order_by("pk"):
        grouped[event.subject_type, event.subject_key].append(event)
    return grouped
