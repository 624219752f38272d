"""What an office can do with a plan: each act with its form and its verb."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.kernel.access import Actor
from sheber.planning import operations, rules
from sheber.planning.models import Allocation, Coverage, Override, Plan
from sheber.registry.models import Organisation
from sheber.web.office import forms, opinions, plans
from sheber.web.office.acts import Act


def acts(found: Plan, who: Actor, digest: str) -> list[Act]:
    """What this actor can do with a plan as it stands."""
    if not rules.can_plan(who):
        return []
    answers = opinions.answers(found, who)
    if found.state == "draft":
        return [*answers, *_of_draft(found)]
    if found.state == "proposed":
        return [*answers, *_of_proposed(found, who, digest)]
    return [_supersede(found)] if found.state == "approved" else []


def _of_draft(found: Plan) -> list[Act]:
    acts = [
        Act(
            "propose",
            _("Put the plan before both offices"),
            _("Propose"),
            lambda _given, actor, now: operations.propose(found, actor=actor, now=now),
            _("The plan stands before both offices."),
        )
    ]
    if found.made_by_hand:
        acts.append(
            Act(
                "allocate",
                _("Give seats to a programme"),
                _("Give"),
                lambda given, actor, now: _allocate(found, given, actor, now),
                _("The seats were given."),
                make=lambda data, prefix: forms.Allocation(data, prefix=prefix, plan=found),
                hint=_("0 seats take the row out of the plan."),
            )
        )
    else:
        acts.append(
            Act(
                "solve",
                _("Solve the plan again with what offices have fixed"),
                _("Solve again"),
                lambda _given, actor, now: operations.ask_solve(found, actor=actor, now=now),
                _("The search has begun."),
                to=lambda job: reverse("plan_search", args=[job.pk]),
            )
        )
    acts.append(
        Act(
            "override",
            _("Fix the seats of a programme, with a reason"),
            _("Fix"),
            lambda given, actor, now: operations.override(
                found,
                given["capacity"],
                given["fund"],
                given["seats"],
                office=_office(actor),
                reason=given["reason"],
                actor=actor,
                now=now,
            ),
            _("The number is fixed; your reason stands in the log."),
            make=lambda data, prefix: forms.Override(data, prefix=prefix, plan=found),
        )
    )
    return [*acts, *map(_lift, plans.overrides(found)), _supersede(found)]


def _of_proposed(found: Plan, who: Actor, digest: str) -> list[Act]:
    mine = any(
        who.acts_for(one.office.pk) and one.at is None for one in plans.words_of_offices(found)
    )
    approve = Act(
        "approve",
        _("Approve exactly this plan"),
        _("Approve"),
        lambda _given, actor, now: operations.approve(
            found, office=_office(actor), digest=digest, actor=actor, now=now
        ),
        _("Your office has approved the plan."),
        hint=_("You approve what stands on this page, to the last number."),
        open=True,
    )
    reopen = Act(
        "reopen",
        _("Take the plan back into work"),
        _("Take back"),
        lambda given, actor, now: operations.reopen(
            found, reason=given["reason"], actor=actor, now=now
        ),
        _("The plan is a draft again; approvals of it no longer count."),
        make=forms.Reason,
    )
    return [*([approve] if mine else []), reopen, _supersede(found)]


def _supersede(found: Plan) -> Act:
    return Act(
        "supersede",
        _("Put the plan aside for a later one"),
        _("Put aside"),
        lambda given, actor, now: operations.supersede(
            found, reason=given["reason"], actor=actor, now=now
        ),
        _("The plan was put aside. Offers on its seats stand until they are withdrawn."),
        make=forms.Reason,
        danger=True,
    )


def _lift(row: Override) -> Act:
    facts = {"seats": row.seats, "programme": row.capacity.programme.name}
    return Act(
        f"lift-{row.pk}",
        _("Lift: %(seats)s seats of %(programme)s") % facts,
        _("Lift"),
        lambda given, actor, now: operations.lift(
            row, reason=given["reason"], actor=actor, now=now
        ),
        _("The fixed number was lifted."),
        make=forms.Reason,
    )


def _allocate(found: Plan, given: dict[str, Any], actor: Actor, now: datetime) -> None:
    """One row of a plan by hand, with its lines; the others stay, and so do their lines."""
    kept = [
        one
        for one in _given(found)
        if (one.capacity.pk, one.fund) != (given["capacity"].pk, given["fund"])
    ]
    if given["seats"]:
        kept.append(
            operations.Given(given["capacity"], given["fund"], given["seats"], given["lines"])
        )
    operations.allocate(found, kept, actor=actor, now=now)


def _given(found: Plan) -> list[operations.Given]:
    rows = Allocation.objects.filter(plan=found).select_related("capacity").order_by("pk")
    covered: dict[int, list[tuple[Any, int]]] = {}
    for one in Coverage.objects.filter(allocation__plan=found).select_related("line"):
        covered.setdefault(one.allocation_id, []).append((one.line, one.seats))
    return [
        operations.Given(one.capacity, one.fund, one.seats, tuple(covered.get(one.pk, ())))
        for one in rows
    ]


def beginnings() -> list[Act]:
    return [
        Act(
            "by_hand",
            _("Begin a plan by hand"),
            _("Begin"),
            lambda given, actor, now: operations.draft_by_hand(
                given["code"], given["first_year"], given["last_year"], actor=actor, now=now
            ),
            _("The plan was begun. Give seats to programmes."),
            make=forms.NewPlan,
        ),
    ]


def _office(actor: Actor) -> Organisation:
    return Organisation.objects.get(pk=actor.organisation)
