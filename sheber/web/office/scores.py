"""How well plans foretold, in words: their scores, the reliability of lines, what was measured."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from sheber.demand.enums import Confidence
from sheber.flows.measuring import Beside
from sheber.insights import queries as insights
from sheber.insights.enums import Foretold
from sheber.insights.models import ForecastScore
from sheber.insights.queries import Kept
from sheber.kernel.refusals import Sentence
from sheber.programmes.models import Programme
from sheber.registry.models import Region
from sheber.web.office.outcomes import per_cent
from sheber.web.shared.tables import Column, Table

IN_PEOPLE = (Foretold.GRADUATES, Foretold.DEMAND)
OF: dict[Foretold, Sentence] = {
    Foretold.COMPLETION: gettext_lazy(
        "A case is a programme. Foretold: the share that the plan took for granted. What happened: "
        "of everybody who began in its years and whose programme is over, who has graduated."
    ),
    Foretold.PROPENSITY: gettext_lazy(
        "A case is a region of study and another of work. Foretold: the share that the plan took "
        "for granted. What happened: of graduates trained for a line of the other region, 90 days "
        "after graduation, who has had a confirmed job there."
    ),
    Foretold.GRADUATES: gettext_lazy(
        "A case is a line whose year is over. Foretold: the people whom the plan expected on it. "
        "What happened: the people whose confirmed job on it has begun."
    ),
    Foretold.DEMAND: gettext_lazy(
        "A case is a line whose year is over. Foretold: the people asked for when the plan was "
        "made. What happened: those still asked for in the end, none if it was taken back."
    ),
    Foretold.CONFIDENCE: gettext_lazy(
        "A case is a line of the plan whose year is over; the table below shows what became of it."
    ),
}


def table(rows: Iterable[ForecastScore]) -> Table:
    """Scores with their definitions; every one says how many cases it rests on."""
    columns = (
        Column(_("What was foretold")),
        Column(_("Plan")),
        Column(pgettext("heading", "As of")),
        Column(_("Cases"), numeric=True),
        Column(_("Bias"), numeric=True),
        Column(_("Mean error"), numeric=True),
        Column(_("Left out of it: nothing came"), numeric=True),
        Column(_("Within the range"), numeric=True),
        Column(_("What is compared")),
    )
    lines = [
        (
            one.get_kind_display(),
            one.plan.code,
            date_format(one.as_of, "DATE_FORMAT"),
            one.cases,
            _bias(one),
            _share(one.error),
            "—" if one.kind == Foretold.CONFIDENCE else one.left_out,
            _coverage(one),
            OF[Foretold(one.kind)],
        )
        for one in rows
    ]
    return Table(_("How well it was foretold"), columns, lines, "forecast-scores", stacked=True)


def record(until: date) -> Table | None:
    """The last score of each kind, to stand beside the next forecast; None before the first."""
    rows = list(insights.latest_scores(until).values())
    return replace(table(rows), downloads=False) if rows else None


def reliability(rows: Iterable[ForecastScore]) -> Table | None:
    """What became of lines by the confidence that employers stated; None where it is not scored."""
    scored = next((one for one in rows if one.kind == Foretold.CONFIDENCE), None)
    if scored is None:
        return None
    columns = (
        Column(_("How sure the employer was")),
        Column(_("Lines"), numeric=True),
        Column(_("Of these kept"), numeric=True),
        Column(_("People asked for at first"), numeric=True),
        Column(_("Still asked for in the end"), numeric=True),
        Column(_("Share still asked for"), numeric=True),
        Column(_("Graduates trained for them"), numeric=True),
        Column(_("Of these hired on the line"), numeric=True),
        Column(_("Share hired"), numeric=True),
    )
    lines = []
    for one in (Kept(**stated) for stated in scored.groups):
        share_hired = one.hired / one.graduates if one.graduates else None
        lines.append(
            (
                Confidence(one.confidence).label,
                one.lines,
                one.lines_kept,
                one.asked,
                one.wanted,
                _share(one.wanted / one.asked),
                one.graduates,
                one.hired,
                _share(share_hired),
            )
        )
    return Table(
        _("What became of lines, by confidence"),
        columns,
        lines,
        "forecast-confidence",
        stacked=True,
    )


def measured_table(found: Iterable[Beside]) -> Table:
    """What was measured, on how many cases, and whether a plan may use it."""
    rows = list(found)
    programmes = {one.code: one.name for one in Programme.objects.all()}
    regions = {one.pk: one.name for one in Region.objects.all()}
    columns = (
        Column(_("What was measured")),
        Column(_("Of what")),
        Column(_("Share"), numeric=True),
        Column(_("Cases"), numeric=True),
        Column(_("May a plan use it")),
    )
    lines = [
        (
            Foretold(one.kind).label,
            _named(one, programmes, regions),
            _share(float(one.share)),
            one.cases,
            _("yes") if one.is_enough else _("no, too few cases"),
        )
        for one in rows
    ]
    return Table(_("Measured so far"), columns, lines, "measured", stacked=True)


def _named(one: Beside, programmes: dict[str, str], regions: dict[str, str]) -> str:
    if one.kind == Foretold.PROPENSITY:
        study, _arrow, work = one.key.partition(">")
        return f"{regions.get(study, study)} → {regions.get(work, work)}"
    if one.kind == Foretold.CONFIDENCE:
        return str(Confidence(one.key).label)
    return programmes.get(one.key, one.key) if one.key else _("all programmes together")


def _bias(one: ForecastScore) -> str:
    """Signed, so that it is plain whether too much or too little was foretold."""
    if one.bias is None:
        return "—"
    number = one.bias if one.kind in IN_PEOPLE else 100 * one.bias
    shown = number_format(round(abs(number), 2 if one.kind in IN_PEOPLE else 1), use_l10n=True)
    sign = "" if round(number, 2) == 0 else "+" if number > 0 else "−"
    return f"{sign}{shown}" if one.kind in IN_PEOPLE else _points(f"{sign}{shown}")


def _points(shown: str) -> str:
    return _("%(number)s points") % {"number": shown}


def _coverage(one: ForecastScore) -> str:
    if one.coverage is None:
        return _("no ranges")
    return _("%(share)s of %(cases)s") % {"share": _share(one.coverage), "cases": one.ranged}


def _share(given: float | None) -> str:
    return "—" if given is None else per_cent(given)
