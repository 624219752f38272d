"""What official channels decided about seats that the programme does not own: who was given one.

Whoever was given nothing needs no line. A person and a seat stand for one outcome for good.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.admissions import operations, queries
from sheber.admissions.enums import PoolKind, TermsKind
from sheber.admissions.models import Campaign, Pool, RankedContract, Seat
from sheber.admissions.operations import Outcome
from sheber.flows.own_data import reading
from sheber.flows.own_data.kind import Choice, Column, Fault, Finding, Kind, Row, Values
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role

CODE = "outcomes"
PSEUDONYM_LENGTH = 12
# Before, applications are still being checked; afterwards no seat is given any more.
TAKEN_IN = ("closed", "published")


@dataclass
class Facts:
    """What is looked up once for a file: seats of the actor's country that are decided elsewhere.

    `wishes` and `seats` are of the people of the file, by person and what they lead to.
    """

    actor: Actor
    now: datetime
    pools: dict[str, Pool]
    wishes: dict[tuple[str, int, str, int | None], RankedContract] = field(default_factory=dict)
    imported: dict[tuple[str, int], Seat] = field(default_factory=dict)
    holding: set[tuple[str, int]] = field(default_factory=set)
    seen: dict[tuple[str, int], int] = field(default_factory=dict)


def may(actor: Actor) -> bool:
    return actor.has_role(Role.OFFICE, Role.ADMISSIONS) and bool(actor.country)


def prepare(actor: Actor, choices: Mapping[str, Any], now: datetime) -> Facts:
    found: dict[str, Pool] = {}
    for campaign in Campaign.objects.filter(state__in=TAKEN_IN):
        rows = queries.pools_decided_elsewhere(campaign).select_related(
            "offering__campaign", "offering__capacity__provider", "offering__capacity__programme"
        )
        own = rows.filter(offering__capacity__provider__country=actor.country)
        found |= {one.code: one for one in own.order_by("code")}
    return Facts(actor=actor, now=now, pools=found)


def look(rows: Sequence[Row], facts: Facts) -> list[Finding]:
    _look_up({str(row.values["person"]) for row in rows}, facts)
    return [_look(row, facts) for row in rows]


def write(rows: Sequence[Values], facts: Facts) -> list[str]:
    """Import the outcomes of each campaign in one go."""
    keys: dict[int, str] = {}
    for campaign in {pool.offering.campaign for pool in facts.pools.values()}:
        own = [
            place
            for place, row in enumerate(rows)
            if _pool(row, facts).offering.campaign_id == campaign.pk
        ]
        outcomes = [Outcome(_wish(rows[place], facts), _pool(rows[place], facts)) for place in own]
        if outcomes:
            seats = operations.import_outcomes(campaign, outcomes, actor=facts.actor, now=facts.now)
            keys |= {place: str(seat.pk) for place, seat in zip(own, seats, strict=True)}
    return [keys[place] for place in range(len(rows))]


def _look_up(people: set[str], facts: Facts) -> None:
    pools = list(facts.pools.values())
    wishes = RankedContract.objects.filter(
        application__person__in=people, offering__in={pool.offering_id for pool in pools}
    )
    facts.wishes = {
        (one.application.person_id, one.offering_id, one.terms_kind, one.offer_id): one
        for one in wishes.select_related("application")
    }
    seats = Seat.objects.filter(
        person__in=people, campaign__in={pool.offering.campaign_id for pool in pools}
    )
    facts.imported = {
        (one.person_id, one.pool_id): one for one in seats.filter(clearing__isnull=True)
    }
    living = seats.filter(state__in=queries.LIVING)
    facts.holding = set(living.values_list("person_id", "campaign_id"))


def _look(row: Row, facts: Facts) -> Finding:
    values, pool = row.values, _pool(row.values, facts)
    content = f"{values['person']} {pool.code}"
    standing = facts.imported.get((values["person"], pool.pk))
    if standing is not None:
        known: Fault = ("", "outcome_stands", {"person": values["person"], "seat": pool.code})
        return Finding((known,), content, became=str(standing.pk))
    return Finding(tuple(_faults(row, pool, facts)), content)


def _faults(row: Row, pool: Pool, facts: Facts) -> Iterable[Fault]:
    person = str(row.values["person"])
    key = (person, pool.offering.campaign_id)
    first = facts.seen.setdefault(key, row.number)
    wish = facts.wishes.get(_way(person, pool))
    if wish is None:
        yield "person", "outcome_without_wish", {"person": person, "seat": pool.code}
    elif wish.application.state != "verified":
        yield "person", "outcome_without_application", {"pool": pool.code}
    if key in facts.holding:
        yield "person", "holds_a_seat", {"person": person}
    if first != row.number:
        yield "person", "outcome_twice_in_file", {"person": person, "line": first}


def _way(person: str, pool: Pool) -> tuple[str, int, str, int | None]:
    """The wish that leads to a seat of this kind."""
    terms = {PoolKind.TARGET: TermsKind.TARGET, PoolKind.PAID: TermsKind.PAID}
    kind = terms.get(PoolKind(pool.kind), TermsKind.STATE)
    return person, pool.offering_id, kind.value, pool.offer_id


def _pool(row: Values, facts: Facts) -> Pool:
    return facts.pools[row["seat"]]


def _wish(row: Values, facts: Facts) -> RankedContract:
    return facts.wishes[_way(str(row["person"]), _pool(row, facts))]


def _seat(text: str, facts: Facts) -> str:
    code = reading.without_name(text)
    if code in facts.pools:
        return code
    pool = Pool.objects.select_related("offering__campaign").filter(code=code).first()
    if pool is None:
        raise Refused("outcome_seat_unknown", given=text)
    elsewhere = queries.pools_decided_elsewhere(pool.offering.campaign).filter(pk=pool.pk).exists()
    raise Refused("outcome_not_now" if elsewhere else "outcome_decided_here", pool=code)


def _seats(facts: Facts) -> list[Choice]:
    return [Choice(code, _words(pool)) for code, pool in facts.pools.items()]


def _words(pool: Pool) -> str:
    capacity = pool.offering.capacity
    kind = PoolKind(pool.kind).label
    return f"{capacity.provider.name}: {capacity.programme.name}, {kind}"


KIND = Kind(
    code=CODE,
    title=_("Outcomes of other channels"),
    about=_(
        "Who was given a seat that is applied for elsewhere, at Gosuslugi or eGov for instance. "
        "The programme clears only its own seats; these are entered as they were decided."
    ),
    may=may,
    prepare=prepare,
    look=look,
    write=write,
    columns=(
        Column(
            "person",
            _("Pseudonym"),
            _("The person as the applications show one, never a name."),
            reading.code(PSEUDONYM_LENGTH),
        ),
        Column(
            "seat",
            _("Seat"),
            _("The code of the seats at which the channel decided, from the list of codes."),
            _seat,
            choices=_seats,
            picked=True,
        ),
    ),
)
