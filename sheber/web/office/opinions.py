"""What regions and employers think of a plan, as the offices see it, and the answers they owe."""

from django.utils.translation import gettext as _

from sheber.flows.telling.opinions import Told, told
from sheber.kernel.access import Actor
from sheber.planning import operations, queries, rules
from sheber.planning.enums import View
from sheber.planning.models import Opinion, Plan
from sheber.planning.queries import opinions
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.web.office import forms
from sheber.web.office.acts import Act


def of_plan(plan: Plan, who: Actor) -> list[Told]:
    """Every opinion with its words, adverse ones first; offices and auditors alone read them."""
    if not (rules.can_plan(who) or who.has_role(Role.AUDITOR)):
        return []
    return told(list(opinions(plan)))


def counted(rows: list[Told]) -> list[tuple[str, str, int]]:
    """How many hold each view: its words, its tone, the number; adverse ones first."""
    views = [one.row.view for one in rows]
    found = [(view, views.count(view)) for view in queries.WORST_FIRST]
    tones = {one.row.view: one.tone for one in rows}
    return [(str(View(view).label), tones[view], number) for view, number in found if number]


def answers(plan: Plan, who: Actor) -> list[Act]:
    """An act for each adverse opinion that nobody has answered."""
    if not rules.can_plan(who) or plan.state not in queries.ASKED:
        return []
    return [_answer(one) for one in queries.unanswered(plan)]


def _answer(row: Opinion) -> Act:
    facts = {"name": row.organisation.name}
    return Act(
        f"answer-{row.pk}",
        _("Answer the adverse opinion: %(name)s") % facts,
        _("Answer"),
        lambda given, actor, now: operations.answer_opinion(
            row,
            office=Organisation.objects.get(pk=actor.organisation),
            reason=given["reason"],
            actor=actor,
            now=now,
        ),
        _("Your answer stands beside the opinion."),
        make=forms.Reason,
        hint=_("Say why the plan is as it is, or what was changed. It does not bind you."),
    )
