"""What a plan comes to, in sentences: who will come, who will not, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sheber.flows.plan_lines import Stated
from sheber.kernel.refusals import Sentence
from sheber.planning.models import Plan
from sheber.web.office.stages import HUNDRED, PROVEN, stored_stages
from sheber.web.office.summing import NOTICED


@dataclass(frozen=True)
class Headline:
    """The first two sentences of a plan: what it reaches, and what is proven of it."""

    reached: Sentence
    proven: Sentence


def headline(plan: Plan, lines: Sequence[Stated]) -> Headline:
    """The result in words, from the rows of the plan."""
    return Headline(_reached(plan, lines), _proven(plan))


def _reached(plan: Plan, lines: Sequence[Stated]) -> Sentence:
    """In whole people; a part of one who is lacking counts as one, if it is to be noticed."""
    asked = sum(one.line.number for one in lines)
    if not asked:
        return _("No confirmed line of demand is planned for here.")
    exact = sum(one.unmet for one in lines)
    lacking = max(1, round(exact)) if exact >= NOTICED else 0
    facts = {"asked": _whole(asked), "coming": _whole(asked - lacking), "lacking": _whole(lacking)}
    if not lacking:
        said = ngettext(
            "The one person asked for is expected to come.",
            "All %(asked)s people asked for are expected to come.",
            asked,
        )
    elif plan.made_by_hand:
        said = ngettext(
            "Of the %(asked)s person asked for, %(coming)s have a seat meant for them and "
            "%(lacking)s have none.",
            "Of the %(asked)s people asked for, %(coming)s have a seat meant for them and "
            "%(lacking)s have none.",
            asked,
        )
    else:
        said = ngettext(
            "Of the %(asked)s person asked for, %(coming)s can be expected and %(lacking)s cannot.",
            "Of the %(asked)s people asked for, %(coming)s can be expected and %(lacking)s cannot.",
            asked,
        )
    return said % facts


def _proven(plan: Plan) -> Sentence:
    """How near the best the plan is, by its first aim: unmet demand, each person weighted."""
    if plan.made_by_hand:
        return _("The plan is made by hand: how near it is to the best, nobody has proven.")
    first = stored_stages(plan)[0]
    gap = first["gap"]
    if gap <= PROVEN:
        return _("Proven: within the same limits no plan leaves fewer people unmet.")
    facts = {
        "gap": number_format(max(HUNDRED * gap, 0.01), decimal_pos=2),
        "value": _one_place(first["value"]),
        "bound": _one_place(first["bound"]),
    }
    return (
        _(
            "Proven: within the same limits no plan is better by more than %(gap)s %%. Counted by "
            "weight, this one leaves %(value)s unmet, and none can leave less than %(bound)s."
        )
        % facts
    )


def _whole(number: int) -> str:
    return str(number_format(number, decimal_pos=0, force_grouping=True))


def _one_place(number: float) -> str:
    return str(number_format(number, decimal_pos=1, force_grouping=True))
