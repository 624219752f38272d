"""The stages of a plan's objective in words: what was reached, and what cannot be beaten."""

import json
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from sheber.kernel.refusals import Sentence
from sheber.planning import phrases
from sheber.planning.models import Plan

MINOR = 100
HUNDRED = 100
PROVEN = 1e-9


@dataclass(frozen=True)
class Stage:
    """A stage: its name, the value of the plan in hand, the bound, the gap, all in words."""

    name: Sentence
    value: Sentence
    bound: Sentence
    gap: Sentence


def stage(name: str, value: float | None, bound: float) -> Stage:
    """A stage in words; `value` is None as long as no plan is in hand."""
    gap = None if value is None else _gap(value, bound)
    return Stage(
        str(phrases.Stage(name)),
        _("none yet") if value is None else _number(name, value),
        _number(name, bound),
        _("none yet") if gap is None else gap_in_words(gap),
    )


def stored_stages(plan: Plan) -> list[dict[str, Any]]:
    """The stages as the stored solution states them; a plan by hand has none."""
    return json.loads(plan.solution)["stages"] if plan.solution else []


def stages(plan: Plan) -> list[Stage]:
    """The same in words."""
    return [stage(one["name"], one["value"], one["bound"]) for one in stored_stages(plan)]


def gap_in_words(gap: float) -> Sentence:
    """How much better a plan could be at most."""
    if gap <= PROVEN:
        return _("proven the best")
    shown = number_format(max(gap * HUNDRED, 0.01), decimal_pos=2, use_l10n=True)
    return _("within %(gap)s %%") % {"gap": shown}


def _gap(value: float, bound: float) -> float:
    return max(0.0, value - bound) / abs(value) if value else 0.0


def _number(name: str, value: float) -> str:
    """A value in the unit of its stage: a share as per cent, money in whole units."""
    kind = name.partition("[")[0]
    if kind in ("share", "region"):
        return f"{number_format(value * HUNDRED, decimal_pos=1)}\u00a0%"
    if kind == "total":
        return number_format(round(value / MINOR), decimal_pos=0, force_grouping=True)
    return number_format(value, decimal_pos=1, force_grouping=True)
