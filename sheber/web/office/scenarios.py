"""A plan in scenarios: what is asked, how far it is, ranges and plans beside one another."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sheber.kernel import jobs
from sheber.kernel.refusals import Sentence
from sheber.planning import engine_io, operations
from sheber.planning.engine_io import Share
from sheber.planning.models import Ensemble, Plan
from sheber.registry.models import Occupation, Region
from sheber.web.office.plans import source_in_words
from sheber.web.office.rounds import Progress
from sheber.web.office.watching import trouble
from sheber.web.shared.charts.picture import Picture
from sheber.web.shared.charts.ranges import Reach, ranges
from sheber.web.shared.tables import Column, Table

ENDED = gettext_lazy("The work on the scenarios was ended, and nothing of it was kept.")

ASSUMED = "assumed"

STAGES: dict[str, Sentence] = {
    "planning": gettext_lazy("Plans are made for the scenarios."),
    "trying": gettext_lazy("The plans are tried in every scenario."),
}

NAMES: dict[str, Sentence] = {
    "plan": gettext_lazy("this plan"),
    "means": gettext_lazy("the plan for the mean"),
    "average": gettext_lazy("the plan for a sample of the scenarios"),
}

SPREADS: dict[str, Sentence] = {
    "demand": gettext_lazy("Demand of a sector"),
    "completion": gettext_lazy("Completion of a programme"),
    "migration": gettext_lazy("Moves to other regions"),
    "budget": gettext_lazy("Money of a fund"),
    "late": gettext_lazy("Institutions that open a year later"),
}


def progress(plan: Plan) -> Progress | None:
    """The work that goes on, or the last one if it came to nothing; else nothing."""
    job = operations.scenarios_asked(plan)
    if job is None or job.outcome == jobs.DONE:
        return None
    waits = not job.worker
    said = STAGES.get(job.stage, "")
    if waits or not said:
        said = _("It waits until the worker takes it up, which is a matter of seconds.")
    return Progress(said, job.share, waits, trouble(job, ENDED))


def ask(plan: Plan, given: dict[str, Any], actor: Any, now: Any) -> None:
    """Ask for the scenarios that a form describes."""
    wish = engine_io.wish_of(
        plan,
        scenarios=given["scenarios"],
        seed=given["seed"],
        spreads=given,
        late=given["late"],
        source=Share(1, _source(given["source"]), now.date()),
    )
    operations.ask_scenarios(plan, wish, actor=actor, now=now)


def _source(given: str) -> str:
    """What was typed in; that it is assumed is kept as a code, for readers of every language."""
    return ASSUMED if given == _("assumed") else given


def latest(plan: Plan) -> Ensemble | None:
    """The last ensemble of a plan, if there is one of its problem as it stands."""
    row = Ensemble.objects.filter(plan=plan).first()
    return row if row is not None and engine_io.speaks_of(row, plan) else None


def shown(row: Ensemble) -> dict[str, Any]:
    """Everything that a page says of an ensemble."""
    file = engine_io.stored_ensemble(row)
    found = file.ensemble
    names = {one.name: _name(one.name, one.also) for one in found.candidates}
    own = next((one for one in found.candidates if one.name == "plan"), found.candidates[0])
    pictures = [_picture(found, own.name, of) for of in ("region", "occupation")]
    return {
        "row": row,
        "count": len(found.scenarios),
        "whole": next(one for one in found.ranges if (one.plan, one.of) == (own.name, "all")),
        "best_mean": names[found.best_mean],
        "least_regret": names[found.least_regret],
        "sample": found.sample,
        "plans": _plans(found, names),
        "pictures": [one for one in pictures if one],
        "shocks": _shocks(file.shocks),
        "seed": file.shocks.seed,
    }


def _name(name: str, also: tuple[str, ...] = ()) -> str:
    """A plan by its name, and by those of its others that say what it is for."""
    return ", ".join(_one(one) for one in (name, *(other for other in also if other in NAMES)))


def _one(name: str) -> str:
    if name in NAMES:
        return str(NAMES[name])
    return _("the plan for scenario %(number)s") % {"number": int(name.rpartition(" ")[2]) + 1}


def _plans(found: Any, names: dict[str, str]) -> Table:
    columns = (
        Column(_("Tried")),
        Column(_("Promised"), numeric=True),
        Column(_("Mean"), numeric=True),
        Column(_("Worst"), numeric=True),
        Column(_("Largest regret"), numeric=True),
        Column(_("Mean regret"), numeric=True),
        Column(_("Seats taken back, mean"), numeric=True),
    )
    rows = [
        (
            names[one.name],
            *(
                round(value, 1)
                for value in (
                    *(one.promise, one.mean, one.worst),
                    *(one.regret, one.mean_regret, one.lost),
                )
            ),
        )
        for one in found.candidates
    ]
    return Table(
        _("Plans tried: unmet demand, weighted"), columns, rows, "scenario-plans", stacked=True
    )


def _picture(found: Any, plan: str, of: str) -> Picture | None:
    rows = [one for one in found.ranges if (one.plan, one.of) == (plan, of)]
    kind: Any = Region if of == "region" else Occupation
    known = kind.objects.in_bulk([one.id for one in rows])
    named = [(str(known[one.id].name) if one.id in known else one.id, one) for one in rows]
    if not named:
        return None
    title = _("Unmet people by region") if of == "region" else _("Unmet people by occupation")
    columns = (
        Column(_("Region") if of == "region" else _("Occupation")),
        Column(_("Asked for"), numeric=True),
        Column(_("Promised unmet"), numeric=True),
        Column(_("5 of 100"), numeric=True),
        Column(_("Middle"), numeric=True),
        Column(_("95 of 100"), numeric=True),
        Column(_("Worst"), numeric=True),
    )
    lines = [
        (
            name,
            one.asked,
            *(round(n, 1) for n in (one.promised, one.low, one.middle, one.high, one.worst)),
        )
        for name, one in named
    ]
    reaches = [
        Reach(name, one.low, one.quarter, one.middle, one.three_quarters, one.high, one.promised)
        for name, one in named
    ]
    table = Table(title, columns, lines, f"scenarios-{of}")
    return ranges(f"scenarios-{of}", title, reaches, table)


def _shocks(given: Any) -> Table:
    columns = (
        Column(_("What")),
        Column(_("How far")),
        Column(_("Source")),
        Column(pgettext("heading", "As of")),
    )
    rows = [
        (
            SPREADS.get(one.of, one.of),
            _("%(low)s to %(high)s %% of what is stated")
            % {"low": round(one.low * 100), "high": round(one.high * 100)},
            source_in_words(one.source),
            date_format(one.as_of, "DATE_FORMAT"),
        )
        for one in given.factors
    ]
    rows += [
        (
            SPREADS["late"],
            _("%(chance)s of 100") % {"chance": round(one.chance * 100)},
            source_in_words(one.source),
            date_format(one.as_of, "DATE_FORMAT"),
        )
        for one in given.openings
    ]
    return Table(
        _("What may come differently"), columns, rows, "shocks", downloads=False, stacked=True
    )
