"""A plan as files to read and to change: its seats, its lines, and what the sheets mean."""

from datetime import datetime

from django.utils.translation import gettext as _

from sheber.flows import plan_lines
from sheber.flows.own_data import files, plan_seats
from sheber.flows.own_data.plan_standing import VERSION_LENGTH
from sheber.flows.telling import words
from sheber.kernel import tables
from sheber.kernel.access import Actor, require
from sheber.kernel.tables import Page
from sheber.planning import queries, rules
from sheber.planning.engine_io import line_name
from sheber.planning.models import Plan

FORMATS = ("csv", "xlsx")


def seats(plan: Plan, form: str, *, note: str = "", actor: Actor, now: datetime) -> bytes:
    """The seats of a plan as a table that may come back changed; as a workbook with its lines.

    `form` is csv or xlsx; a `note` is a last line below the table.
    """
    require(rules.can_read(actor), "planning.plan.read")
    kind = plan_seats.KIND
    facts = kind.prepare(actor, {"plan": plan.pk}, now)
    if form == "csv":
        return files.template(kind, form, facts, with_rows=True, note=note)
    table, *help_ = files.pages(kind, files.rows_of(kind, facts, note), facts)
    return tables.as_xlsx([table, _lines(plan), _readme(plan, now), *help_])


def lines(plan: Plan, *, actor: Actor) -> bytes:
    """Lines of demand as the plan leaves them, in CSV."""
    require(rules.can_read(actor), "planning.plan.read")
    page = _lines(plan)
    return tables.as_csv([page.head, *page.rows])


def _lines(plan: Plan) -> Page:
    head = [
        _("Line of demand"),
        _("Employer"),
        _("Region"),
        _("Occupation"),
        _("Year in which work starts"),
        _("Asked for"),
        _("Seats meant for it"),
        _("Expected at work"),
        _("Still lacking"),
        _("What limits it"),
    ]
    rows = [
        (
            line_name(one.line),
            one.line.call.employer.name,
            one.line.region.name,
            one.line.occupation.name,
            one.line.year,
            one.line.number,
            one.meant,
            "" if one.expected is None else round(one.expected, 1),
            round(one.unmet, 1),
            str(one.limit),
        )
        for one in plan_lines.stated(plan)
    ]
    return Page(_("Lines of demand"), head, rows)


def _readme(plan: Plan, now: datetime) -> Page:
    made = _("by hand") if plan.made_by_hand else _("by the engine")
    changed = (
        _("A changed number becomes the number of the plan. With a reason it is fixed as well.")
        if plan.made_by_hand
        else _(
            "A changed number needs a reason: it is fixed with it. Then have the plan solved again."
        )
    )
    rows = [
        (_("Plan"), plan.code),
        (_("How it was made"), made),
        (_("State"), str(words.state(plan.state))),
        (_("Intakes"), f"{plan.first_year}–{plan.last_year}"),
        (_("Version"), queries.digest(plan)[:VERSION_LENGTH]),
        (_("File made on"), now.date().isoformat()),
        (_("What to change"), _("Write into the two last columns of the first sheet only.")),
        (_("What becomes of it"), changed),
        (_("Rows left out"), _("A row that you delete or leave as it is changes nothing.")),
        (
            _("How to hand it in"),
            _(
                "On the page of the plan. Each row is checked first and comes back with a verdict; "
                "a row that has changed in the plan since is shown, not written."
            ),
        ),
    ]
    return Page(_("Read me"), [_("What"), _("Meaning")], rows)
