"""What regions and employers think of plans, what waits for an answer, and whose word is due."""

from collections.abc import Iterable

from django.db.models import Case, IntegerField, QuerySet, Value, When

from sheber.planning.enums import Moment, View
from sheber.planning.models import Allocation, Opinion, Plan
from sheber.planning.queries.plans import digest
from sheber.planning.queries.touching import plans_of_employer, plans_of_region
from sheber.registry.enums import Role
from sheber.registry.models import Organisation
from sheber.registry.rules import ROLES_OF_KIND

WORST_FIRST = (View.ADVERSE, View.RESERVED, View.FAVOURABLE)
ASKED = ("draft", "proposed")


def plans_of(organisation: Organisation) -> QuerySet[Plan]:
    """Plans, not put aside, that touch a body: a region by its work and seats, a firm by lines."""
    roles = ROLES_OF_KIND.get(organisation.kind, ())
    if Role.EMPLOYER in roles:
        return plans_of_employer(organisation.pk)
    if Role.REGION in roles and organisation.region_id:
        return plans_of_region(organisation.region_id)
    return Plan.objects.none()


def touches(plan: Plan, organisation: Organisation) -> bool:
    return plans_of(organisation).filter(pk=plan.pk).exists()


def moments(plan: Plan) -> tuple[str, ...]:
    """At which moments an opinion can be given now, the one that is due first.

    Of a draft without seats there are no numbers yet to be consulted on.
    """
    if plan.state == "proposed":
        return (Moment.FINAL.value,)
    if plan.state != "draft":
        return ()
    has_seats = Allocation.objects.filter(plan=plan).exists()
    return (Moment.CONSULTATIVE.value, Moment.PRIOR.value) if has_seats else (Moment.PRIOR.value,)


def opinions(plan: Plan) -> QuerySet[Opinion]:
    """Everybody's opinions of a plan, adverse ones first, then the latest."""
    place = Case(
        *(When(view=view, then=Value(number)) for number, view in enumerate(WORST_FIRST)),
        output_field=IntegerField(),
    )
    rows = Opinion.objects.filter(plan=plan).select_related("organisation", "answered_by", "plan")
    return rows.order_by(place, "-given_at", "pk")


def unanswered(plan: Plan) -> QuerySet[Opinion]:
    """Adverse opinions that no office has answered."""
    return opinions(plan).filter(view=View.ADVERSE, answered_at=None)


def own_opinions(plans: Iterable[Plan], organisation: Organisation) -> list[Opinion]:
    """What a body has said of these plans."""
    rows = Opinion.objects.filter(plan__in=[one.pk for one in plans], organisation=organisation)
    return list(rows.select_related("plan", "organisation", "answered_by").order_by("-given_at"))


def waiting_for(organisation: Organisation) -> list[Plan]:
    """Plans in work or proposed of which this body has not given the opinion that is due.

    A proposed plan waits again when its numbers are others than those seen; a draft changes all
    the time, and asks once.
    """
    asked = list(plans_of(organisation).filter(state__in=ASKED))
    said: dict[int, set[tuple[str, str]]] = {}
    for one in own_opinions(asked, organisation):
        said.setdefault(one.plan_id, set()).add((one.moment, one.digest))
    return [plan for plan in asked if not _said(plan, said.get(plan.pk, set()))]


def seen_digest(plan: Plan) -> str:
    """The digest of what is to be seen of a plan now."""
    return plan.digest if plan.state == "proposed" else digest(plan)


def _said(plan: Plan, said: set[tuple[str, str]]) -> bool:
    if plan.state == "proposed":
        return (Moment.FINAL.value, plan.digest) in said
    given = {moment for moment, _digest in said}
    due = moments(plan)[0]
    return due in given or (due == Moment.PRIOR and Moment.CONSULTATIVE in given)
