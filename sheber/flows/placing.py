"""A job that is not the one a contract promised: placed anew, or found without a contract."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from sheber.contracts.models import Contract
from sheber.contracts.queries import IN_FORCE
from sheber.credentials.models import Award
from sheber.demand.models import Line
from sheber.flows import ending
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.outcomes import operations as outcomes
from sheber.outcomes.enums import EndGround, NoLine
from sheber.outcomes.models import Employment, PlacementRight
from sheber.outcomes.operations import NewEmployment
from sheber.registry.models import Occupation, Organisation, Person, Region

OPEN = ("reported", "confirmed", "disputed")
# Why a job goes back to no line, by how the person's latest contract ended.
ENDED = {
    "breached": NoLine.BREACHED,
    "released": NoLine.RELEASED,
    "terminated": NoLine.RELEASED,
    "fulfilled": NoLine.SERVED,
}


@dataclass(frozen=True)
class Begun:
    """Work that somebody has begun; `paper` is what the person says it is proved by.

    `line` is the employer's own line of demand that the job fills, if it fills one.
    """

    person: Person
    employer: Organisation
    region: Region
    occupation: Occupation
    starts_on: date
    line: Line | None = None
    paper: str = ""
    paper_sha256: str = ""


@dataclass(frozen=True)
class Closed:
    """What the closing of a firm ended: jobs, and contracts of people who had no job there."""

    jobs: Sequence[Employment]
    contracts: Sequence[Contract]


def report(begun: Begun, *, actor: Actor, now: datetime) -> Employment:
    """Report a job by whoever may: the employer, the person, an office.

    Whoever has a right to be placed anew goes on serving under the contract of that right; a job
    on the line that the person's own contract promises stands under it. Every other job stands
    without a contract and says why.
    """
    if _holds_already(begun):
        raise Refused("job_reported_already", person=begun.person.pk)
    contract = _served_by(begun)
    line = begun.line
    if contract is not None and _fills(begun, contract.terms.offer.line):
        line = contract.terms.offer.line
    new = NewEmployment(
        person=begun.person,
        employer=begun.employer,
        region=begun.region,
        occupation=begun.occupation,
        starts_on=begun.starts_on,
        line=line,
        no_line="" if line is not None else _why_no_line(begun),
        contract=contract,
        award=Award.objects.filter(person=begun.person).order_by("-pk").first(),
        paper=begun.paper,
        paper_sha256=begun.paper_sha256,
    )
    return outcomes.report(new, actor=actor, now=now)


def close_firm(firm: Organisation, *, on: date, reason: str, actor: Actor, now: datetime) -> Closed:
    """End all jobs at a firm that has closed, and release those who had not begun to work there.

    Who had a job has a right to be placed anew and keeps the contract; `on` is the first day that
    is not worked.
    """
    jobs = list(_jobs().filter(employer=firm))
    contracts = list(_not_begun().filter(terms__offer__line__call__employer=firm))
    if not jobs and not contracts:
        raise Refused("nothing_ends_with_firm", firm=firm.code)
    with transaction.atomic():
        for job in jobs:
            outcomes.end(job, ground=EndGround.FIRM_CLOSED, on=on, actor=actor, now=now)
        for contract in contracts:
            ending.release(contract, reason=reason, actor=actor, now=now)
    return Closed(jobs, contracts)


def binding_firms(country: str) -> QuerySet[Organisation]:
    """Firms of a country at which somebody works, or with which somebody has a contract."""
    own = Q(pk__in=_jobs().order_by().values("employer")) | Q(
        pk__in=_not_begun().order_by().values("terms__offer__line__call__employer")
    )
    return Organisation.objects.filter(own, country_id=country)


def _jobs() -> QuerySet[Employment]:
    return Employment.objects.filter(state="confirmed").order_by("pk")


def _not_begun() -> QuerySet[Contract]:
    """Contracts in force under which nobody has had a job."""
    held = Employment.objects.filter(contract__isnull=False).values("contract")
    return Contract.objects.filter(state__in=IN_FORCE).exclude(pk__in=held).order_by("pk")


def _holds_already(begun: Begun) -> bool:
    rows = Employment.objects.filter(person=begun.person, employer=begun.employer)
    return rows.filter(state__in=OPEN).exists()


def _served_by(begun: Begun) -> Contract | None:
    """The contract under which the job is served: of an open right, or one that promises it."""
    rights = PlacementRight.objects.filter(
        obligation__person=begun.person,
        obligation__state="running",
        placed_on__isnull=True,
        since__lte=begun.starts_on,
    )
    right = rights.select_related("obligation__contract__terms__offer__line__call").first()
    if right is not None and right.obligation.contract.state in IN_FORCE:
        contract: Contract = right.obligation.contract
        return contract
    return _promising(begun)


def _promising(begun: Begun) -> Contract | None:
    """A contract in force whose line this very job fills."""
    place = "terms__offer__line"
    rows = Contract.objects.filter(
        person=begun.person,
        state__in=IN_FORCE,
        **{
            f"{place}__call__employer": begun.employer,
            f"{place}__region": begun.region,
            f"{place}__occupation": begun.occupation,
        },
    )
    return rows.select_related("terms__offer__line__call").order_by("-pk").first()


def _fills(begun: Begun, line: Line) -> bool:
    """Whether this job is the one that the line asks for."""
    job = (begun.employer.pk, begun.region.pk, begun.occupation.pk)
    return job == (line.call.employer_id, line.region_id, line.occupation_id)


def _customer(contract: Contract) -> int:
    return int(contract.terms.offer.line.call.employer_id)


def _why_no_line(begun: Begun) -> NoLine:
    """Why the job goes back to no line, from the person's latest contract."""
    last = (
        Contract.objects.filter(person=begun.person)
        .select_related("terms__offer__line__call")
        .order_by("-pk")
        .first()
    )
    if last is None:
        return NoLine.NO_CONTRACT
    if last.state not in IN_FORCE:
        return ENDED.get(last.state, NoLine.NO_CONTRACT)
    own = _customer(last) == begun.employer.pk
    return NoLine.OTHER_WORK if own else NoLine.OTHER_EMPLOYER
