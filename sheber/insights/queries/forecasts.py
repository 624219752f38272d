"""What a plan foretold or took for granted, beside what happened: the cases of its scores.

A plan set by hand states no shares and expects no numbers: of it only what employers said of
their lines can be held to what happened.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Count, QuerySet

from sheber.demand.models import Line
from sheber.insights.enums import Foretold
from sheber.insights.models import ForecastScore
from sheber.insights.queries import measured
from sheber.insights.queries.measured import Kept, Measured
from sheber.insights.queries.scores import Case
from sheber.outcomes.models import Employment
from sheber.outcomes.queries import COUNTED
from sheber.planning.engine_io import file_of, line_name
from sheber.planning.models import Coverage, Ensemble, LineOutlook, Plan
from sheber.planning.queries import ASKING
from sheber.training.models import Enrolment

OWN = "plan"
"""By this name an ensemble knows the plan that it was made for."""


def cases(plan: Plan, on: date) -> dict[Foretold, list[Case]]:
    """Every forecast of a plan whose day has come, by what it is of; in a fixed number of queries.

    Shares are between 0 and 1, other numbers are people.
    """
    if plan.made_by_hand:
        return {}
    problem = file_of(plan.problem).problem
    assumed = {one.programme: float(one.completion.share) for one in problem.intakes}
    moving = {f"{one.study}>{one.work}": float(one.rate.share) for one in problem.propensity}
    cohorts = _cohorts(plan)
    asked = {one.id: one.number for one in problem.lines}
    lines = _lines_over(plan, asked, on)
    return {
        Foretold.COMPLETION: _shares(assumed, measured.completion(on, cohorts)),
        Foretold.PROPENSITY: _shares(moving, measured.propensity(on, cohorts)),
        Foretold.GRADUATES: _graduates(plan, lines, on),
        Foretold.DEMAND: [
            Case(name, asked[name], line.number if line.state in ASKING else 0)
            for name, line in lines.items()
        ],
    }


def kept(plan: Plan, on: date) -> list[Kept]:
    """What became of the need that employers stated, in the lines that a plan means seats for."""
    covered = Coverage.objects.filter(allocation__plan=plan).values("line")
    return measured.confidence(on, Line.objects.filter(pk__in=covered))


def latest_scores(until: date) -> dict[Foretold, ForecastScore]:
    """The last stored score of each kind, of any plan, until a day: what to know of a forecast."""
    rows = ForecastScore.objects.filter(as_of__lte=until).select_related("plan")
    return {Foretold(one.kind): one for one in rows.order_by("as_of", "pk")}


def _cohorts(plan: Plan) -> QuerySet[Enrolment]:
    """Everybody who entered the intakes that a plan gives seats to."""
    return Enrolment.objects.filter(
        capacity__intake_year__gte=plan.first_year, capacity__intake_year__lte=plan.last_year
    )


def _lines_over(plan: Plan, asked: Iterable[str], on: date) -> dict[str, Line]:
    """Lines of a plan's problem whose year is over, by the name that its file knows them by."""
    calls = {name.rpartition("/")[0] for name in asked}
    rows = Line.objects.filter(call__code__in=calls, year__lt=on.year).select_related("call")
    found = {line_name(one): one for one in rows.order_by("pk")}
    return {name: found[name] for name in asked if name in found}


def _shares(assumed: Mapping[str, float], found: Iterable[Measured]) -> list[Case]:
    return [
        Case(one.key, assumed[one.key], float(one.share)) for one in found if one.key in assumed
    ]


def _graduates(plan: Plan, lines: Mapping[str, Line], on: date) -> list[Case]:
    """People whom the plan expected on a line, beside those who began to work on it by a day."""
    names = {one.pk: name for name, one in lines.items()}
    jobs = Employment.objects.filter(
        line__in=names, state__in=COUNTED, starts_on__lte=on
    ).order_by()
    began = dict(jobs.values_list("line").annotate(Count("person", distinct=True)))
    ranges = _ranges(plan, min((one.year for one in lines.values()), default=on.year))
    return [
        Case(names[line], expected, began.get(line, 0), ranges.get(names[line]))
        for line, expected in LineOutlook.objects.filter(plan=plan, line__in=names)
        .order_by("line")
        .values_list("line", "expected")
    ]


def _ranges(plan: Plan, before: int) -> dict[str, tuple[float, float]]:
    """People expected on each line over the plan's scenarios, from the twentieth to the nineteen
    twentieths of them; empty where the plan's problem was not tried in scenarios before this
    year: what is drawn once people are at work foretells nothing.

    The file of an ensemble states unmet people of a line; the others of those asked for are met.
    """
    digest = hashlib.sha256(plan.problem.encode()).hexdigest()
    foretold = Ensemble.objects.filter(plan=plan, made_at__year__lt=before)
    found = foretold.filter(problem_digest=digest).order_by("-pk").first()
    if found is None:
        return {}
    rows = json.loads(found.content).get("ranges", [])
    return {
        one["id"]: (one["asked"] - one["high"], one["asked"] - one["low"])
        for one in rows
        if one["plan"] == OWN and one["of"] == "line"
    }
