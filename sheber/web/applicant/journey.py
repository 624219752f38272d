"""What came after the seat: study, leave, practice, stays abroad, awards, recognition, jobs."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sheber.contracts.queries import IN_FORCE
from sheber.credentials import queries as credentials
from sheber.credentials.enums import Outcome, Purpose
from sheber.credentials.models import Award, Recognition
from sheber.kernel.refusals import Sentence
from sheber.mobility import queries as mobility
from sheber.mobility.models import Stay
from sheber.mobility.queries import Learning
from sheber.outcomes.models import Employment
from sheber.training import queries as training
from sheber.training.models import Enrolment, Expulsion, Leave
from sheber.training.queries import PracticeHours
from sheber.training.states import ENROLMENT
from sheber.web.applicant.mine import Mine
from sheber.web.applicant.reasons import reason
from sheber.web.shared.work import Step

STANDINGS: dict[str, Sentence] = {
    "not_started": gettext_lazy("the study has not started"),
    "studying": gettext_lazy("studying"),
    "on_leave": gettext_lazy("on academic leave"),
    "expelled": gettext_lazy("expelled"),
    "graduated": gettext_lazy("graduated"),
}
STAYS: dict[str, Sentence] = {
    "nominated": gettext_lazy("nominated by the home institution"),
    "agreed": gettext_lazy("agreed by both sides"),
    "on_site": gettext_lazy("under way"),
    "returned": gettext_lazy("returned"),
    "ended_early": gettext_lazy("ended early"),
    "recognised": gettext_lazy("recognised at home"),
    "cancelled": gettext_lazy("called off"),
}
RECOGNITIONS: dict[str, Sentence] = {
    "submitted": gettext_lazy("asked for"),
    "complete": gettext_lazy("papers complete, waiting for the decision"),
    "decided": gettext_lazy("decided"),
    "appealed": gettext_lazy("appealed"),
}
JOBS: dict[str, Sentence] = {
    "reported": gettext_lazy("reported, not yet confirmed"),
    "confirmed": gettext_lazy("confirmed"),
    "disputed": gettext_lazy("disputed: an office decides"),
    "rejected": gettext_lazy("not recognised as work"),
    "ended": gettext_lazy("ended"),
}


@dataclass(frozen=True)
class Expelled:
    """An expulsion with the reason that was given; `binds` if a contract is still in force."""

    row: Expulsion
    reason: str
    binds: bool


@dataclass(frozen=True)
class Study:
    enrolment: Enrolment
    standing: Sentence
    practice: str
    leaves: tuple[Leave, ...]
    expulsions: tuple[Expelled, ...]


@dataclass(frozen=True)
class Abroad:
    stay: Stay
    state: Sentence
    days: int
    left: date
    learning: Learning | None


@dataclass(frozen=True)
class Earned:
    """An award, and what bodies decided about it: (decision, state, outcome in words)."""

    award: Award
    decisions: tuple[tuple[Recognition, Sentence, str], ...]


def studies(mine: Mine) -> list[Study]:
    rows = list(
        Enrolment.objects.filter(person=mine.person)
        .select_related("capacity__programme", "capacity__provider", "contract")
        .order_by("-starts_on")
    )
    standings = training.standings(rows, mine.today)
    practice = training.practice_hours(rows)
    leaves = list(Leave.objects.filter(enrolment__in=rows).order_by("starts_on"))
    return [
        Study(
            one,
            STANDINGS[standings[one.pk]],
            _practice(practice[one.pk]),
            tuple(leave for leave in leaves if leave.enrolment_id == one.pk),
            tuple(_expelled(one)),
        )
        for one in rows
    ]


def _expelled(one: Enrolment) -> Iterator[Expelled]:
    """Each expulsion; the log keeps the reason of the last one beside it."""
    rows = list(Expulsion.objects.filter(enrolment=one).order_by("on", "pk"))
    for row in rows:
        why = reason(ENROLMENT.subject, one.pk, "expel") if row == rows[-1] else ""
        contract = one.contract if row.reinstated_on is None else None
        yield Expelled(row, why, contract is not None and contract.state in IN_FORCE)


def abroad(mine: Mine) -> list[Abroad]:
    rows = list(mobility.of_person(mine.person.pk).order_by("-starts_on"))
    learning = mobility.learning(rows, mine.today)
    return [
        Abroad(
            one,
            STAYS.get(one.state, one.state),
            mobility.days_abroad(one, mine.today),
            mobility.left_on(one),
            learning.get(one.pk),
        )
        for one in rows
    ]


def earned(mine: Mine) -> list[Earned]:
    """Awards of the person, revoked ones too: whoever held one learns of it here."""
    rows = Award.objects.filter(person=mine.person).select_related("programme", "awarding")
    return [
        Earned(award, tuple(_decision(one) for one in credentials.decisions_on(award)))
        for award in rows.order_by("awarded_on", "pk")
    ]


def jobs(mine: Mine) -> list[tuple[Employment, Sentence]]:
    rows = Employment.objects.filter(person=mine.person)
    rows = rows.select_related("employer", "region", "occupation").order_by("-starts_on")
    return [(one, JOBS.get(one.state, one.state)) for one in rows]


def stations(mine: Mine) -> list[Step]:
    """The whole way on one line, as dated so far."""
    found: list[Step] = []
    for study in studies(mine):
        provider = study.enrolment.capacity.provider.name
        found.append(_station(mine, _("Study begins"), study.enrolment.starts_on, provider))
        if study.enrolment.state == "graduated" and study.enrolment.ended_on:
            found.append(_station(mine, _("Graduation"), study.enrolment.ended_on, provider))
    found += [
        _station(mine, _("Abroad"), one.stay.starts_on, one.stay.host.name) for one in abroad(mine)
    ]
    found += [
        _station(mine, _("Award"), one.award.awarded_on, one.award.programme.name)
        for one in earned(mine)
    ]
    found += [
        _station(mine, _("Work begins"), one.starts_on, one.employer.name)
        for one, _state in jobs(mine)
    ]
    return sorted(found, key=lambda step: step.when or date.max)


def _station(mine: Mine, title: str, when: date, detail: str) -> Step:
    return Step(title, when, detail, "done" if when <= mine.today else "ahead")


def _decision(row: Recognition) -> tuple[Recognition, Sentence, str]:
    state = RECOGNITIONS.get(row.state, row.state)
    purpose = str(Purpose(row.purpose).label)
    if row.state != "decided" or not row.outcome:
        return row, state, purpose
    said = str(Outcome(row.outcome).label)
    if row.outcome == Outcome.PARTIAL:
        said += " " + _("(%(hours)d of %(of)d hours)") % {
            "hours": row.hours_recognised or 0,
            "of": row.hours_of or 0,
        }
    return row, said, purpose


def _practice(found: PracticeHours) -> str:
    """Hours of practice done, of those planned."""
    if not found.planned_minutes:
        return ""
    number = found.planned_minutes // 60
    return ngettext(
        "%(done)d of %(number)d planned hour, confirmed by mentors",
        "%(done)d of %(number)d planned hours, confirmed by mentors",
        number,
    ) % {"done": found.done_minutes // 60, "number": number}
