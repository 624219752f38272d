"""A clearing is computed, approved by each office apart, published, and done again as a refill."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac

from sheber.admissions import engine_io, queries, rules
from sheber.admissions.models import (
    Application,
    Campaign,
    Clearing,
    ClearingApproval,
    Offering,
    PublicEdition,
    Seat,
)
from sheber.admissions.states import CAMPAIGN, CLEARING, SEAT
from sheber.kernel import events, states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.models import Organisation
from sheber.registry.queries import offices

WAITING = ("computed", "half_approved", "approved")
LONG = ("market", "result")
EDITION = "sheber.admissions.public_edition"
# Which stage begins, and how much of the whole lies behind, in hundredths.
Progress = Callable[[str, int], None]


def silent(_stage: str, _share: int) -> None:
    """Nobody waits to be told how far it is."""


@dataclass(frozen=True)
class Cleared:
    """A round that was computed and is not kept yet."""

    clearing: Clearing
    columns: dict[str, bytes]


def compute(campaign: Campaign, *, actor: Actor, now: datetime) -> Clearing:
    """Clear the market as it stands now; a run that was not yet published gives way to this one.

    The first round clears all verified applications, a later one refills: confirmed seats are
    guaranteed, whoever lost a seat is out, and nobody who stays may be worse off.
    """
    return keep(clear(campaign, actor=actor, now=now), actor=actor, now=now)


def clear(
    campaign: Campaign, *, actor: Actor, now: datetime, progress: Progress = silent
) -> Cleared:
    """Clear the market as it stands now, and write nothing."""
    require(rules.can_clear(actor), "admissions.clearing.begin")
    refuse_unready(campaign)
    progress("reading", 0)
    rows = engine_io.read(campaign)
    progress("ordering", 25)
    drafted = engine_io.draft(rows, campaign.lottery_seed)
    progress("clearing", 50)
    run = engine_io.run(drafted)
    _refuse_harm(rows, run.given)
    progress("keeping", 85)
    clearing = Clearing(
        campaign=campaign,
        round=_rounds(campaign) + 1,
        market=run.market,
        result=run.result,
        people=run.people,
        held=len(run.given),
        engine=run.engine,
        rule_hashes={pack.code: pack.sha256 for pack in campaign.rule_packs.order_by("code")},
        rule_marks=queries.rule_marks(campaign),
        computed_at=now,
    )
    clearing.digest = engine_io.digest_of(clearing, run.columns)
    return Cleared(clearing, run.columns)


def keep(cleared: Cleared, *, actor: Actor, now: datetime) -> Clearing:
    """Keep a computed round; one that was not yet published gives way to it."""
    clearing = cleared.clearing
    require(rules.can_clear(actor), "admissions.clearing.begin")
    refuse_unready(clearing.campaign)
    with transaction.atomic():
        waiting = Clearing.objects.filter(campaign=clearing.campaign_id, state__in=WAITING)
        states.move_many(CLEARING, list(waiting.defer(*LONG)), "supersede", actor=actor, now=now)
        facts = {"round": clearing.round, "held": clearing.held, "digest": clearing.digest}
        states.begin(CLEARING, clearing, actor=actor, now=now, facts=facts)
        engine_io.save(clearing, cleared.columns)
    return clearing


def approve(
    clearing: Clearing, *, office: Organisation, digest: str, actor: Actor, now: datetime
) -> Clearing:
    """Approve exactly the clearing with this digest; the last office's word makes it approved."""
    require(rules.can_approve(actor, office.pk), "admissions.clearing.approve")
    with transaction.atomic():
        found = Clearing.objects.select_for_update().get(pk=clearing.pk)
        # What is kept is hashed anew: an approval is of what stands there, not of a column.
        if found.state not in CLEARING["approve"].sources or digest != engine_io.digest(found):
            raise Refused("changed_meanwhile", subject=CLEARING.subject)
        _, new = ClearingApproval.objects.get_or_create(
            clearing=found, office=office, defaults={"digest": digest, "approved_at": now}
        )
        if not new:
            raise Refused("clearing_approved_already", round=found.round)
        name = "approve_partly" if queries.offices_waiting(found) else "approve"
        facts = {"office": office.pk, "digest": digest}
        states.move(CLEARING, found, name, actor=actor, now=now, facts=facts)
    clearing.refresh_from_db(fields=("state",))
    return clearing


def publish(
    clearing: Clearing, *, consent_by: datetime | None = None, actor: Actor, now: datetime
) -> Clearing:
    """Publish an approved clearing: whoever it gives a contract to is offered a seat.

    Until `consent_by` they may take it: in the first round the campaign's day, later a day of
    its own. Refused if facts, lists or seats have changed since it was computed.
    """
    require(rules.can_clear(actor), "admissions.clearing.publish")
    clearing.refresh_from_db()
    campaign = Campaign.objects.get(pk=clearing.campaign_id)
    day = consent_day(campaign, clearing, consent_by, now)
    if engine_io.digest(clearing) != clearing.digest:
        raise Refused("clearing_altered", round=clearing.round)
    with transaction.atomic():
        drafted = engine_io.draft(engine_io.read(campaign), campaign.lottery_seed)
        if not engine_io.is_of(clearing, drafted):
            raise Refused("clearing_outdated", round=clearing.round)
        earlier = Clearing.objects.filter(campaign=campaign, state="published").defer(*LONG)
        states.move_many(CLEARING, list(earlier), "supersede", actor=actor, now=now)
        clearing.consent_by = day
        clearing.save(update_fields=("consent_by",))
        states.move(CLEARING, clearing, "publish", actor=actor, now=now)
        states.move(CAMPAIGN, campaign, "publish", actor=actor, now=now)
        _close_offerings(clearing, actor, now)
        _give_seats(clearing, engine_io.given_by(clearing, drafted), actor, now)
        _publish_edition(clearing)
    return clearing


def _close_offerings(clearing: Clearing, actor: Actor, now: datetime) -> None:
    """What the first round closed for want of a minimum group stays closed in every refill."""
    closed = {one.offering: one for one in engine_io.closings(clearing)}
    rows = Offering.objects.filter(campaign=clearing.campaign_id, code__in=closed)
    entries = [
        events.Entry(
            "admissions.offering.close",
            ("admissions.offering", row.pk),
            facts={
                "round": clearing.round,
                "held": closed[row.code].held,
                "minimum": closed[row.code].minimum,
            },
        )
        for row in rows.order_by("pk")
    ]
    rows.update(closed_in=clearing)
    events.record_many(entries, actor=actor, now=now)


def _publish_edition(clearing: Clearing) -> None:
    """The public edition appears with the round. Its secret follows from that of this server, so
    it cannot be guessed, and the same database gives the same edition."""
    secret = salted_hmac(EDITION, clearing.digest, algorithm="sha256").digest()
    earlier = PublicEdition.objects.filter(clearing__campaign=clearing.campaign_id)
    made = engine_io.edition(clearing, secret, refills=earlier.exists())
    PublicEdition.objects.create(
        clearing=clearing, document=made.document, leaves=made.leaves, secret=secret
    )


def refuse_unready(campaign: Campaign) -> None:
    campaign.refresh_from_db()
    if campaign.state not in CAMPAIGN["publish"].sources:
        raise Refused("wrong_state", subject=CAMPAIGN.subject, state=campaign.state, act="compute")
    _refuse_without_lottery(campaign)
    if not offices().exists():
        raise Refused("no_office_to_approve")
    waiting = Application.objects.filter(campaign=campaign, state="submitted").count()
    if waiting:
        raise Refused("applications_unchecked", number=waiting)


def _refuse_without_lottery(campaign: Campaign) -> None:
    """Ties are settled by a draw for exactly the people who may be in the market."""
    lottery = queries.living_lottery(campaign)
    if lottery is None or lottery.state != "drawn":
        raise Refused("lottery_not_drawn", campaign=campaign.code)
    if lottery.list_sha256 != engine_io.list_sha256(queries.pseudonyms(campaign)):
        raise Refused("lottery_list_differs")


def _refuse_harm(rows: engine_io.Rows, given: engine_io.Given) -> None:
    """Nobody who stays is worse off: the theorem says so when lists only shrink, this checks it."""
    reached = dict(zip(given.person, given.position, strict=True))
    own = {pool.pk for pool in rows.pools}
    worse = [
        holder.person
        for holder in rows.holders.values()
        if not holder.keeps and holder.pool in own
        if reached.get(holder.person, holder.position + 1) > holder.position
    ]
    if worse:
        raise Refused("refill_harms", number=len(worse))


def _rounds(campaign: Campaign) -> int:
    found = Clearing.objects.filter(campaign=campaign).aggregate(last=Max("round"))["last"]
    return int(found or 0)


def consent_day(
    campaign: Campaign, clearing: Clearing, given: datetime | None, now: datetime
) -> datetime:
    """Until when the seats of a round may be taken, if it is published now."""
    published = queries.published_clearings(campaign).exists()
    day = given or (None if published else campaign.consent_by)
    if day is None:
        raise Refused("consent_day_missing", round=clearing.round)
    if not now < day <= campaign.ends_at:
        raise Refused("consent_day_outside_campaign", day=day.isoformat())
    return day


def _give_seats(clearing: Clearing, given: engine_io.Given, actor: Actor, now: datetime) -> None:
    """Offer seats. A living seat stays where it is unless this round gives its holder a better
    one (or the same in another pool); a consent given with further wishes is carried over."""
    living = {
        seat.person_id: seat
        for seat in Seat.objects.filter(campaign=clearing.campaign_id, state__in=queries.LIVING)
    }
    new, old = [], []
    for seat in _seats(clearing, given):
        before = living.get(seat.person_id)
        if before and (before.contract_id, before.pool_id) == (seat.contract_id, seat.pool_id):
            continue
        if before is not None:
            old.append(before)
            seat.guardian_id, seat.keeps_wishing = before.guardian_id, before.keeps_wishing
        new.append(seat)
    agreed = {seat.person_id for seat in old if seat.state == "consented"}
    states.move_many(SEAT, old, "supersede", actor=actor, now=now)
    facts = [
        {"clearing": clearing.pk, "contract": one.contract_id, "pool": one.pool_id} for one in new
    ]
    states.begin_many(SEAT, new, actor=actor, now=now, facts=facts)
    carried = [seat for seat in new if seat.person_id in agreed]
    states.move_many(SEAT, carried, "carry_over", actor=actor, now=now)


def _seats(clearing: Clearing, given: engine_io.Given) -> Sequence[Seat]:
    return [
        Seat(
            campaign_id=clearing.campaign_id,
            clearing=clearing,
            contract_id=contract,
            pool_id=pool,
            person_id=person,
        )
        for person, contract, pool in zip(given.person, given.contract, given.pool, strict=True)
    ]
