"""Work at one's own firm: who could be reported, jobs, and what is still owed under contracts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from sheber.contracts.models import Contract
from sheber.contracts.queries import IN_FORCE
from sheber.credentials.models import Award
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused, Sentence
from sheber.outcomes import engine_io
from sheber.outcomes.engine_io import Standing
from sheber.outcomes.models import Employment, EmploymentEvidence, Obligation
from sheber.outcomes.operations import NewEmployment
from sheber.outcomes.states import EMPLOYMENT, EVIDENCE, OBLIGATION
from sheber.training.models import Enrolment

OPEN = ("reported", "confirmed", "disputed")
JOBS: dict[str, tuple[Sentence, str]] = {
    "reported": (gettext_lazy("reported: to be confirmed"), "turn"),
    "confirmed": (gettext_lazy("confirmed"), "done"),
    "disputed": (gettext_lazy("disputed: an office settles it"), "stopped"),
    "rejected": (gettext_lazy("rejected by an office"), "stopped"),
    "ended": (gettext_lazy("ended"), "plain"),
}
PERIODS: dict[str, tuple[Sentence, str]] = {
    "confirmed": (gettext_lazy("counts"), "done"),
    "disputed": (gettext_lazy("disputed: an office settles it"), "stopped"),
    "rejected": (gettext_lazy("rejected by an office"), "stopped"),
}
DEBTS: dict[str, tuple[Sentence, str]] = {
    "not_begun": (gettext_lazy("not begun"), "plain"),
    "running": (gettext_lazy("running"), "done"),
    "paused": (gettext_lazy("the days do not count now"), "turn"),
    "served": (gettext_lazy("served"), "done"),
    "fulfilled": (gettext_lazy("fulfilled"), "done"),
    "released": (gettext_lazy("released"), "plain"),
    "breached": (gettext_lazy("broken"), "stopped"),
    "settled": (gettext_lazy("settled"), "plain"),
}


@dataclass(frozen=True)
class Debt:
    """An obligation and its days; without a standing `refusal` says which rule is missing."""

    row: Obligation
    standing: Standing | None
    refusal: str = ""

    @property
    def state(self) -> str:
        return self.standing.state if self.standing else self.row.state


def own_jobs(actor: Actor) -> QuerySet[Employment]:
    """Jobs at the actor's own firm."""
    return (
        Employment.objects.filter(employer_id=int(actor.organisation or 0))
        .select_related("person", "employer", "line__call", "occupation", "region", "contract")
        .order_by("-pk")
    )


def job_of(actor: Actor, key: int, move: str = "") -> Employment:
    """One own job; refused if the move makes no sense in the state in which it is."""
    found = get_object_or_404(own_jobs(actor), pk=key)
    if move and found.state not in EMPLOYMENT[move].sources:
        raise Refused("wrong_state", subject=EMPLOYMENT.subject, state=found.state, act=move)
    return found


def period_of(actor: Actor, key: int, move: str) -> EmploymentEvidence:
    """One period of work at the own firm."""
    rows = EmploymentEvidence.objects.filter(employment__in=own_jobs(actor))
    found = get_object_or_404(rows.select_related("employment"), pk=key)
    if found.state not in EVIDENCE[move].sources:
        raise Refused("wrong_state", subject=EVIDENCE.subject, state=found.state, act=move)
    return found


def own_obligations(actor: Actor) -> QuerySet[Obligation]:
    """Obligations under contracts of which the actor's firm is the customer."""
    own = int(actor.organisation or 0)
    return (
        Obligation.objects.filter(contract__terms__offer__line__call__employer_id=own)
        .select_related("person", "contract__terms__offer__line__call__employer")
        .order_by("-pk")
    )


def obligation_of(actor: Actor, key: int, move: str = "") -> Obligation:
    """One own obligation; refused if the move makes no sense in the state in which it is."""
    found = get_object_or_404(own_obligations(actor), pk=key)
    if move and found.state not in OBLIGATION[move].sources:
        raise Refused("wrong_state", subject=OBLIGATION.subject, state=found.state, act=move)
    return found


def debts(rows: Sequence[Obligation], on: date) -> list[Debt]:
    """Each obligation with its days. Where a rule of counting is unknown nothing is guessed."""
    try:
        found = engine_io.standings(rows, on)
    except Refused:
        return [_debt(row, on) for row in rows]
    return [Debt(row, found[row.pk]) for row in rows]


def graduates(actor: Actor) -> list[Enrolment]:
    """Graduates under a contract in force with this firm, for whom no job is reported."""
    reported = Employment.objects.filter(contract__isnull=False, state__in=OPEN)
    rows = Enrolment.objects.filter(
        state="graduated",
        contract__state__in=IN_FORCE,
        contract__terms__offer__line__call__employer_id=int(actor.organisation or 0),
    ).exclude(contract__in=reported.values("contract_id"))
    return list(
        rows.select_related(
            "person",
            "contract__person",
            "contract__terms__offer__line__call__employer",
            "contract__terms__offer__line__region",
            "contract__terms__offer__line__occupation",
        ).order_by("pk")
    )


def new_job(one: Enrolment, contract: Contract, starts_on: date) -> NewEmployment:
    """A job on the very line that the contract promises."""
    line = contract.terms.offer.line
    return NewEmployment(
        person=contract.person,
        employer=line.call.employer,
        region=line.region,
        occupation=line.occupation,
        starts_on=starts_on,
        line=line,
        contract=contract,
        award=Award.objects.filter(enrolment=one).order_by("-pk").first(),
    )


def without_obligation(actor: Actor) -> list[Employment]:
    """Confirmed jobs under a contract of this firm whose days nobody counts yet."""
    counted = Obligation.objects.values("contract_id")
    rows = own_jobs(actor).filter(state="confirmed", contract__state__in=IN_FORCE)
    own = rows.filter(contract__terms__offer__line__call__employer_id=int(actor.organisation or 0))
    return list(own.exclude(contract__in=counted))


def _debt(row: Obligation, on: date) -> Debt:
    try:
        return Debt(row, engine_io.standing(row, on))
    except Refused as refusal:
        return Debt(row, None, str(refusal))
