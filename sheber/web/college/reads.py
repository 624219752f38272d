"""What an institution sees of its cohorts, and what waits for it. Every list is rows, counted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404

from sheber.admissions.models import Seat
from sheber.contracts import queries as contract_queries
from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Breach, Contract, Party
from sheber.credentials.models import Award
from sheber.flows.keeping import UNSIGNED, kept
from sheber.kernel.access import Actor
from sheber.mobility import rules as mobility_rules
from sheber.mobility.enums import StayKind
from sheber.mobility.models import LearningAgreement, Stay
from sheber.programmes.enums import PartnerRole
from sheber.programmes.models import Capacity, Module, Partner, Programme
from sheber.programmes.queries import partners, ready_on
from sheber.registry.models import Organisation
from sheber.training import queries, rules
from sheber.training.models import Enrolment, ModuleResult, Placement
from sheber.web.offers.clauses import Text, texts

# Marks are asked for when the end of the study is this near.
NEAR = timedelta(days=90)


def house(actor: Actor) -> int:
    """The key of the actor's own institution; 0 without one, which matches nothing."""
    return int(actor.organisation or 0)


def cohorts(actor: Actor) -> QuerySet[Capacity]:
    """The institution's cohorts, the latest first."""
    rows = Capacity.objects.filter(provider_id=house(actor))
    return rows.select_related("programme", "provider").order_by("-intake_year", "pk")


def cohort_for(actor: Actor, key: int) -> Capacity:
    found: Capacity = get_object_or_404(cohorts(actor), pk=key)
    return found


def students(actor: Actor) -> QuerySet[Enrolment]:
    """Everybody enrolled at the actor's own institution."""
    rows = rules.visible(actor).filter(capacity__provider_id=house(actor))
    return rows.select_related("contract", "capacity__programme__cluster").order_by("pk")


def student_for(actor: Actor, key: int) -> Enrolment:
    found: Enrolment = get_object_or_404(students(actor), pk=key)
    return found


def seats(actor: Actor) -> QuerySet[Seat]:
    """Seats that people consented to and nobody has enrolled them on."""
    rows = Seat.objects.filter(
        state="consented", pool__offering__capacity__provider_id=house(actor)
    )
    return rows.select_related("person", "contract", "pool__offering__capacity__programme")


def to_sign(actor: Actor, on: date) -> list[Contract]:
    """Contracts whose next missing word is the institution's, the most urgent first."""
    rows = Contract.objects.filter(
        state__in=("intended", "amended"),
        seat__pool__offering__capacity__provider_id=house(actor),
    ).select_related("person", "terms__offer")
    waiting = contract_queries.whose_turn(list(rows), on)
    own = [row for row in rows if any(_is_own(actor, party) for party in waiting[row.pk])]
    return sorted(own, key=lambda row: (row.sign_by, row.pk))


def texts_of(contracts: Iterable[Contract], on: date) -> list[Text]:
    """The clauses of contracts as they wait or stand, each wording once."""
    rows = list(contracts)
    terms = [one.terms for one in contract_queries.sides(rows, on).values()]
    prefetch_related_objects(terms, "offer", "clauses")
    return texts(terms)


def _is_own(actor: Actor, party: object) -> bool:
    role = getattr(party, "role", "")
    return role == PartyRole.EDUCATION and actor.acts_for(getattr(party, "organisation_id", None))


def unplaced(actor: Actor) -> list[Enrolment]:
    """Those who study, owe practice by their programme, and have none planned."""
    rows = students(actor).filter(state="enrolled", capacity__programme__practice_hours__gt=0)
    held = Placement.objects.filter(state__in=queries.LIVE).values("enrolment_id")
    return list(rows.exclude(pk__in=held))


def to_close(actor: Actor) -> QuerySet[Placement]:
    """Placements whose mentor has confirmed the hours."""
    rows = Placement.objects.filter(
        state="confirmed", enrolment__capacity__provider_id=house(actor)
    )
    return rows.select_related("host", "enrolment__person").order_by("ends_on", "pk")


def due(actor: Actor, on: date) -> list[Enrolment]:
    """Those whose programme has ended and who have not graduated."""
    return [one for one in students(actor).filter(state="enrolled") if _ends(one) <= on]


def awarding(programme: Programme, on: date) -> list[Organisation]:
    """Who gives the document of a programme on a day."""
    parts = partners(programme, on).filter(role=PartnerRole.AWARDS)
    return [one.organisation for one in parts]


def unawarded(actor: Actor, on: date) -> list[Enrolment]:
    """Graduates, here and at partners, who wait for the document of the actor's institution."""
    parts = Partner.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on),
        organisation=house(actor),
        role=PartnerRole.AWARDS,
        valid_from__lte=on,
    )
    rows = Enrolment.objects.filter(
        state="graduated", capacity__programme__in=parts.values("programme")
    ).exclude(pk__in=Award.objects.values("enrolment"))
    return list(rows.select_related("capacity__programme", "capacity__provider").order_by("pk"))


def awards(actor: Actor) -> QuerySet[Award]:
    """Documents that the institution gave, the latest first; revoked ones too."""
    rows = Award.objects.filter(awarding_id=house(actor)).select_related("programme", "awarding")
    return rows.order_by("-awarded_on", "-pk")


def unmarked(actor: Actor, on: date) -> dict[int, list[Module]]:
    """By enrolment near its end: the modules without a passed result."""
    near = [one for one in students(actor).filter(state="enrolled") if _ends(one) - NEAR <= on]
    passed = set(
        ModuleResult.objects.filter(enrolment__in=near, passed=True).values_list(
            "enrolment_id", "module_id"
        )
    )
    modules: dict[int, list[Module]] = {}
    for module in Module.objects.filter(programme__in={one.capacity.programme_id for one in near}):
        modules.setdefault(module.programme_id, []).append(module)
    missing = {
        one.pk: [
            module
            for module in modules.get(one.capacity.programme_id, [])
            if (one.pk, module.pk) not in passed
        ]
        for one in near
    }
    return {key: found for key, found in missing.items() if found}


def refused(actor: Actor) -> list[Enrolment]:
    """Those who study although their contract came to nothing, and of whom nobody has decided."""
    rows = list(students(actor).filter(state="enrolled", contract__state__in=UNSIGNED))
    decided = kept(rows)
    return [one for one in rows if one.pk not in decided]


def breaches(actor: Actor) -> QuerySet[Breach]:
    """Broken contracts of the institution whose sum it has not filled in, the oldest first."""
    own = Party.objects.filter(role=PartyRole.EDUCATION, organisation_id=house(actor))
    rows = Breach.objects.filter(
        contract__in=own.values("contract_id"), amount_minor__isnull=True, settled_on__isnull=True
    )
    return rows.select_related(
        "contract__terms__offer__line__call__employer",
        "contract__seat__campaign",
        "contract__seat__pool__offering__capacity__programme",
        "contract__seat__pool__offering__capacity__provider",
    ).order_by("on", "pk")


def breach_for(actor: Actor, key: int) -> Breach:
    found: Breach = get_object_or_404(breaches(actor), pk=key)
    return found


def stays(actor: Actor) -> QuerySet[Stay]:
    """Stays from the institution and at it."""
    rows = mobility_rules.visible(actor).filter(Q(home=house(actor)) | Q(host=house(actor)))
    return rows.order_by("-starts_on", "pk")


def stay_for(actor: Actor, key: int) -> Stay:
    found: Stay = get_object_or_404(stays(actor), pk=key)
    return found


def side(actor: Actor, stay: Stay) -> str:
    """`home` or `host`: which of both the actor's institution is."""
    return "home" if actor.acts_for(stay.home_id) else "host"


def learning_to_sign(actor: Actor) -> list[tuple[LearningAgreement, str]]:
    """Latest learning agreements that the institution has not signed, with its side."""
    open_stays = stays(actor).filter(state__in=("nominated", "agreed", "on_site"))
    rows = LearningAgreement.objects.filter(stay__in=open_stays).select_related("stay__person")
    last = dict(rows.order_by("stay_id").values_list("stay_id").annotate(Max("version")))
    latest = [row for row in rows.order_by("pk") if row.version == last[row.stay_id]]
    sided = [(row, side(actor, row.stay)) for row in latest]
    return [(row, one) for row, one in sided if getattr(row, f"{one}_signed_at") is None]


def to_recognise(actor: Actor) -> QuerySet[Stay]:
    """Stays of the institution's own students that are over and not yet recognised."""
    over = stays(actor).filter(home=house(actor), state__in=("returned", "ended_early"))
    return over.exclude(kind=StayKind.SECONDMENT)


@dataclass(frozen=True)
class Standing:
    """A student on a day, with practice in minutes."""

    enrolment: Enrolment
    code: str
    done: int
    planned: int


def standings(rows: list[Enrolment], on: date) -> list[Standing]:
    """Each student's standing and practice."""
    codes, hours = queries.standings(rows, on), queries.practice_hours(rows)
    return [
        Standing(one, codes[one.pk], hours[one.pk].done_minutes, hours[one.pk].planned_minutes)
        for one in rows
    ]


def _ends(one: Enrolment) -> date:
    return ready_on(one.capacity.programme, one.capacity.intake_year)
