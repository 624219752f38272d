"""The year on paper: what is agreed, by whom, what is late, what is missing; PDF and XLSX."""

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sheber.accords import queries as accords
from sheber.admissions.models import Campaign
from sheber.contracts import queries as contracts
from sheber.flows.telling import words
from sheber.insights import queries
from sheber.insights.queries import STAGES, Scope
from sheber.kernel import clock
from sheber.kernel.tables import Page, as_xlsx
from sheber.kernel.trilingual import reader_language
from sheber.planning.models import Plan
from sheber.planning.queries import approvals
from sheber.registry.enums import AnswerBasis
from sheber.registry.queries import offices
from sheber.web.accords import standing
from sheber.web.accords.views.rules import Question, open_questions
from sheber.web.office import rivers
from sheber.web.shared import demo

TEMPLATE = Path(__file__).parent / "paper.typ"
PAGES, MOST_ON_PAPER, FEWEST_ON_PAPER = 2, 29, 3


@dataclass(frozen=True)
class Section:
    """A part of the paper. `widths` are shares of its columns, 0 for as wide as their words.

    On paper only some rows are shown, unless it must be `whole`.
    """

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[Any, ...], ...]
    empty: str
    whole: bool = False


def sections(scope: Scope) -> list[Section]:
    """All parts, in the order of the paper."""
    return [_river(scope), _plans(scope), _agreed(), _late(scope), _gaps(), _unanswered()]


def pdf(scope: Scope, assumptions: str) -> bytes:
    """Two pages, each with the demo's mark where there is one.

    Fewer rows are shown until both pages hold what is on them; what was left out is counted. What
    would fill one page alone is set on two: what is agreed and late, and what is missing.
    `assumptions` is the address of the page that lists what is assumed.
    """
    parts = sections(scope)
    for most in range(MOST_ON_PAPER, FEWEST_ON_PAPER, -2):
        paper = _compiled(scope, parts, most, assumptions)
        if _pages(paper) == PAGES:
            return paper
        if _pages(paper) < PAGES:
            return _compiled(scope, parts, most, assumptions, apart=True)
    return _compiled(scope, parts, FEWEST_ON_PAPER, assumptions)


def xlsx(scope: Scope, assumptions: str) -> bytes:
    """A sheet for each part, whole; the demo's mark is the last row of each.

    The last sheet says what is assumed and at which address it is listed.
    """
    mark = demo.note()
    pages = []
    for one in [*sections(scope), _assumed(assumptions)]:
        last = [(mark,)] if mark else []
        # A sheet’s name holds no colon.
        title = one.title.replace(":", " –")
        pages.append(Page(title, one.columns, [*one.rows, *last]))
    return as_xlsx(pages)


def _compiled(
    scope: Scope, parts: list[Section], most: int, assumptions: str, *, apart: bool = False
) -> bytes:
    """The paper with at most so many rows a part. Its type is built in: every machine has it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "paper.typ"
        source.write_text(TEMPLATE.read_text("utf-8"), "utf-8")
        noted = {"address": assumptions, "assumed": _note() if open_assumptions() else ""}
        content = json.dumps({**_content(scope, parts, most), **noted, "apart": apart})
        (Path(folder) / "paper.json").write_text(content, "utf-8")
        return bytes(typst.compile(str(source), ignore_system_fonts=True))


def _pages(paper: bytes) -> int:
    """How many pages a PDF has: what its tree of pages counts at the root."""
    return max(map(int, re.findall(rb"/Count (\d+)", paper)))


def _content(scope: Scope, parts: list[Section], most: int) -> dict[str, Any]:
    return {
        "language": reader_language(),
        "title": _("The year %(year)s of the programme") % {"year": scope.year},
        "as_of": _("As of %(day)s") % {"day": date_format(scope.as_of, "DATE_FORMAT")},
        "mark": demo.note(),
        "said_by": _("Independent open-source software; not a paper of any government."),
        "sections": [_on_paper(one, most) for one in parts],
    }


def _on_paper(one: Section, most: int) -> dict[str, Any]:
    shown = one.rows if one.whole else one.rows[:most]
    left = len(one.rows) - len(shown)
    more = ngettext(
        "and %(number)d more: see the workbook", "and %(number)d more: see the workbook", left
    )
    return {
        "title": one.title,
        "columns": list(one.columns),
        "widths": list(one.widths),
        "numeric": [
            bool(shown) and all(isinstance(row[place], int) for row in shown)
            for place in range(len(one.columns))
        ],
        "rows": [[_written(cell) for cell in row] for row in shown],
        "more": more % {"number": left} if left else "",
        "empty": one.empty,
    }


def _written(cell: Any) -> str:
    """A cell as the reader writes it: thousands apart."""
    return number_format(cell, force_grouping=True) if isinstance(cell, int) else str(cell)


def _river(scope: Scope) -> Section:
    counted = queries.river(scope)
    return Section(
        _("The river"),
        (_("Stage"), _("How many"), _("What is counted")),
        (0, 0, 1),
        tuple(
            (str(rivers.WORDS[name]), counted[name], str(rivers.DEFINITIONS[name]))
            for name in STAGES
        ),
        "",
        whole=True,
    )


def _plans(scope: Scope) -> Section:
    rows = []
    for plan in Plan.objects.filter(first_year__lte=scope.year, last_year__gte=scope.year):
        given = {one.office_id: one.approved_at for one in approvals(plan)}
        said = "; ".join(
            f"{office.name}: "
            + (
                date_format(given[office.pk], "DATE_FORMAT")
                if office.pk in given
                else str(_("has not approved"))
            )
            for office in offices()
        )
        rows.append((plan.code, str(words.state(plan.state)), said))
    return Section(
        _("Agreed between the offices, and by whom"),
        (_("Plan"), _("State"), _("Approved by")),
        (0, 0, 1),
        tuple(rows),
        _("There is no plan for this year."),
    )


def _agreed() -> Section:
    """Commitments with whose words they are.

    In a demo their names are left out: no invented figure stands beside the name of a real body.
    """
    invented = clock.is_demo()
    rows = tuple(
        (
            one.commitment.code,
            *(() if invented else (one.commitment.name,)),
            str(standing.shown(one.commitment).text),
            _other(one, invented),
        )
        for one in sorted(accords.commitments(), key=lambda one: not one.agreed)
    )
    said = (_("State"), _("The other side"))
    return Section(
        _("What was stated, and by whom"),
        (_("Code in the register"), *said) if invented else (_("Code"), _("Commitment"), *said),
        (0, 1, 1) if invented else (0, 4, 3, 3),
        rows,
        _("The register is empty."),
    )


def _other(one: accords.Standing, invented: bool) -> str:
    if invented and one.commitment.confirmed_by_other:
        return _("confirmed by the other side")
    return str(standing.other_side(one.commitment))


def _late(scope: Scope) -> Section:
    rows: list[tuple[Any, ...]] = []
    late = contracts.late(scope.as_of).count()
    if late:
        rows.append((_("Contracts late for signing"), late, _("the parties")))
    for campaign in Campaign.objects.filter(year=scope.year):
        for title, day, state in (
            (_("to be opened"), campaign.opens_at, "prepared"),
            (_("to be closed"), campaign.closes_at, "open"),
            (_("to be ended"), campaign.ends_at, "published"),
        ):
            if campaign.state == state and day.date() < scope.as_of:
                days = (scope.as_of - day.date()).days
                late_by = _("days late")
                rows.append((f"{campaign.name}: {title}, {late_by}", days, _("the offices")))
    for one in queries.stuck(scope):
        if one.number:
            text, on = rivers.stuck_words(one)
            rows.append((str(text), one.number, str(on) or "—"))
    return Section(
        _("Late, or stuck"),
        (_("What"), _("How many"), _("On whom it waits")),
        (4, 0, 2),
        tuple(rows),
        _("Nothing is late."),
    )


def _unanswered() -> Section:
    rows = []
    for question in open_questions():
        silent = [office.name for office, answer, _value in question.answers if answer is None]
        if silent:
            all_silent = len(silent) == len(question.answers)
            whom = _("both offices") if all_silent else ", ".join(silent)
            rows.append((question.shown.question, question.shown.asked_of, whom))
    return Section(
        _("Missing: answers to rules that nobody knows"),
        (_("Question"), _("Asked of"), _("Who has not answered")),
        (5, 3, 2),
        tuple(rows),
        _("Every question is answered."),
    )


def _note() -> str:
    return str(_("What is assumed, and what rests on it"))


def open_assumptions() -> list[Question]:
    """Questions that an office answered without a document."""
    return [one for one in open_questions() if _is_assumed(one)]


def _is_assumed(one: Question) -> bool:
    return any(
        given and given.basis == AnswerBasis.ASSUMPTION for _who, given, _said in one.answers
    )


def _assumed(address: str) -> Section:
    rows = tuple(
        (
            one.shown.question,
            one.country.name,
            "; ".join(f"{office.name}: {value}" for office, given, value in one.answers if given),
            f"{address}#{one.country.pk}-{one.shown.rule.code}",
        )
        for one in open_assumptions()
    )
    return Section(
        _("Assumed"),
        (_("Question"), _("Country"), _("Answer"), _("Where it is listed")),
        (5, 2, 3, 4),
        rows,
        _("Nothing is assumed."),
    )


def _gaps() -> Section:
    """What nobody has stated, by commitment and project."""
    missing: dict[str, list[str]] = {}
    for gap in accords.open_gaps():
        holder = gap.commitment or gap.project
        missing.setdefault(holder.code if holder else "", []).append(gap.kind.name)
    return Section(
        _("Missing: gaps in the register"),
        (_("Code"), _("What nobody has stated")),
        (0, 1),
        tuple((code, ", ".join(kinds)) for code, kinds in sorted(missing.items())),
        _("Nothing is missing."),
    )
