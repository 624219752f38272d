"""The public lottery: offices commit to secrets and to the list, reveal them, and it is drawn.

Neither side can choose the seed: when the first secret is told, every other is bound. The source
that stands in for silence is named before anybody commits, and what it says is published after
the deadline, so that nobody who stays silent knows what comes instead.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.admissions import engine_io, queries, rules
from sheber.admissions.models import Campaign, Clearing, Lottery, LotteryParty
from sheber.admissions.states import CAMPAIGN, LOTTERY
from sheber.kernel import states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry.models import Organisation
from sheber.registry.queries import offices

HEXADECIMAL = frozenset("0123456789abcdef")
DIGITS = 64


@dataclass(frozen=True)
class StandIn:
    """What the named source published in place of a silent office: its text to the letter, where
    it can be read, and when it was published."""

    text: str
    evidence: str
    published_at: datetime


def begin_lottery(
    campaign: Campaign,
    *,
    parties: Sequence[Organisation],
    reveal_by: datetime,
    source: str,
    actor: Actor,
    now: datetime,
) -> Lottery:
    """Begin the draw of a closed campaign: its parties in their order, the deadline, the source.

    The parties are all offices of the programme, at least two. The list of pseudonyms is that of
    everybody who handed in an application, and no longer changes.
    """
    require(rules.can_prepare(actor), "admissions.lottery.begin")
    _refuse_not_closed(campaign, "begin_lottery")
    stated = [one.pk for one in parties]
    if len(stated) < 2 or sorted(stated) != sorted(one.pk for one in offices()):
        raise Refused("lottery_parties_wrong", number=offices().count())
    if not now < reveal_by < campaign.ends_at:
        raise Refused("lottery_day_outside_campaign", day=reveal_by.isoformat())
    if not source.strip():
        raise Refused("lottery_source_missing")
    people = queries.pseudonyms(campaign)
    row = Lottery(
        campaign=campaign,
        list_sha256=engine_io.list_sha256(people),
        people=len(people),
        reveal_by=reveal_by,
        source=source.strip(),
    )
    facts = {"people": row.people, "list": row.list_sha256, "parties": stated}
    with transaction.atomic():
        if queries.living_lottery(campaign) is not None:
            raise Refused("lottery_begun_already", campaign=campaign.code)
        states.begin(LOTTERY, row, actor=actor, now=now, facts=facts)
        LotteryParty.objects.bulk_create(
            [
                LotteryParty(lottery=row, place=place, office=office)
                for place, office in enumerate(parties, start=1)
            ]
        )
    return row


def commit(
    lottery: Lottery,
    *,
    office: Organisation,
    commitment: str,
    list_sha256: str,
    actor: Actor,
    now: datetime,
) -> Lottery:
    """Commit an office to a secret, by its hash, and to the list of pseudonyms, by its hash."""
    require(rules.can_draw_for(actor, office.pk), "admissions.lottery.commit")
    _refuse_malformed(commitment, list_sha256)
    with transaction.atomic():
        found, parties = _locked(lottery)
        own = _own(parties, office)
        _refuse_elsewhere(found, ("committing",), "commit")
        _refuse_late(found, now)
        if own.commitment:
            raise Refused("lottery_committed_already")
        if commitment in {one.commitment for one in parties}:
            raise Refused("lottery_commitment_copied")
        _refuse_other_list(found, list_sha256)
        own.commitment, own.list_sha256, own.committed_at = commitment, list_sha256, now
        own.save(update_fields=("commitment", "list_sha256", "committed_at"))
        name = "commit_last" if all(one.commitment for one in parties) else "commit"
        facts = {"office": office.pk, "commitment": commitment, "list": list_sha256}
        states.move(LOTTERY, found, name, actor=actor, now=now, facts=facts)
    return _refreshed(lottery)


def reveal(
    lottery: Lottery, *, office: Organisation, secret: str, actor: Actor, now: datetime
) -> Lottery:
    """Reveal an office's secret, 64 hexadecimal digits, in time and once all have committed."""
    require(rules.can_draw_for(actor, office.pk), "admissions.lottery.reveal")
    _refuse_malformed(secret)
    with transaction.atomic():
        found, parties = _locked(lottery)
        own = _own(parties, office)
        if found.state == "committing":
            missing = sum(not one.commitment for one in parties)
            raise Refused("lottery_reveal_early", number=missing)
        _refuse_elsewhere(found, ("revealing",), "reveal")
        _refuse_late(found, now)
        if own.has_given:
            raise Refused("lottery_revealed_already")
        if engine_io.commitment_of(secret) != own.commitment:
            raise Refused("lottery_secret_differs")
        _refuse_other_list(found, own.list_sha256)
        own.secret, own.revealed_at = secret, now
        own.save(update_fields=("secret", "revealed_at"))
        facts = {"office": office.pk, "secret": secret}
        states.move(LOTTERY, found, "reveal", actor=actor, now=now, facts=facts)
    return _refreshed(lottery)


def stand_in(
    lottery: Lottery, given: StandIn, *, office: Organisation, actor: Actor, now: datetime
) -> Lottery:
    """Put what the named source published in the place of an office that did not reveal in time."""
    require(rules.can_prepare(actor), "admissions.lottery.stand_in")
    if not given.text.strip() or not given.evidence.strip():
        raise Refused("lottery_stand_in_incomplete")
    with transaction.atomic():
        found, parties = _locked(lottery)
        own = _own(parties, office)
        _refuse_elsewhere(found, ("revealing",), "stand_in")
        if now < found.reveal_by:
            raise Refused("lottery_reveal_still_open", day=found.reveal_by.isoformat())
        if own.has_given:
            raise Refused("lottery_revealed_already")
        if not found.reveal_by <= given.published_at <= now:
            raise Refused("lottery_source_too_early", day=found.reveal_by.isoformat())
        own.stand_in, own.evidence = given.text.strip(), given.evidence.strip()
        own.published_at = given.published_at
        own.save(update_fields=("stand_in", "evidence", "published_at"))
        facts = {"office": office.pk, "published": given.published_at.isoformat()}
        states.move(LOTTERY, found, "stand_in", actor=actor, now=now, facts=facts)
    return _refreshed(lottery)


def draw(lottery: Lottery, *, actor: Actor, now: datetime) -> Lottery:
    """Join what the parties gave into the seed of the campaign; it never changes again."""
    require(rules.can_prepare(actor), "admissions.lottery.draw")
    with transaction.atomic():
        found, parties = _locked(lottery)
        _refuse_elsewhere(found, ("revealing",), "draw")
        _refuse_not_closed(found.campaign, "draw")
        missing = sum(not one.has_given for one in parties)
        if missing:
            raise Refused("lottery_waits", number=missing)
        _refuse_other_list(found, found.list_sha256)
        seed = engine_io.drawn_seed(parties)
        Campaign.objects.filter(pk=found.campaign_id).update(lottery_seed=seed)
        states.move(LOTTERY, found, "draw", actor=actor, now=now, facts={"seed": seed})
    return _refreshed(lottery)


def annul(lottery: Lottery, *, reason: str, actor: Actor, now: datetime) -> Lottery:
    """Begin anew, as long as no secret is known; later only if the list was altered."""
    require(rules.can_prepare(actor), "admissions.lottery.annul")
    with transaction.atomic():
        found, parties = _locked(lottery)
        altered = engine_io.list_sha256(queries.pseudonyms(found.campaign)) != found.list_sha256
        if any(one.has_given for one in parties) and not altered:
            raise Refused("lottery_known_already")
        states.move(LOTTERY, found, "annul", actor=actor, now=now, reason=reason)
    return _refreshed(lottery)


def _locked(lottery: Lottery) -> tuple[Lottery, list[LotteryParty]]:
    """The draw as it stands, held until the transaction ends, and its parties in their order."""
    found = Lottery.objects.select_for_update().get(pk=lottery.pk)
    return found, queries.lottery_parties(found)


def _own(parties: Sequence[LotteryParty], office: Organisation) -> LotteryParty:
    own = next((one for one in parties if one.office_id == office.pk), None)
    if own is None:
        raise Refused("lottery_no_party", office=office.code)
    return own


def _refuse_elsewhere(found: Lottery, sources: tuple[str, ...], act: str) -> None:
    if found.state not in sources:
        raise Refused("wrong_state", subject=LOTTERY.subject, state=found.state, act=act)


def _refuse_not_closed(campaign: Campaign, act: str) -> None:
    """Lists of wishes are final, and nothing was cleared yet."""
    campaign.refresh_from_db()
    if campaign.state != "closed":
        raise Refused("wrong_state", subject=CAMPAIGN.subject, state=campaign.state, act=act)
    if Clearing.objects.filter(campaign=campaign).exists():
        raise Refused("lottery_used_already")


def _refuse_late(found: Lottery, now: datetime) -> None:
    if now >= found.reveal_by:
        raise Refused("lottery_too_late", day=found.reveal_by.isoformat())


def _refuse_other_list(found: Lottery, committed: str) -> None:
    """The list that an office committed to is the one that is there now."""
    if committed != engine_io.list_sha256(queries.pseudonyms(found.campaign)):
        raise Refused("lottery_list_differs")


def _refuse_malformed(*hashes: str) -> None:
    for one in hashes:
        if len(one) != DIGITS or set(one) - HEXADECIMAL:
            raise Refused("lottery_hash_malformed")


def _refreshed(lottery: Lottery) -> Lottery:
    lottery.refresh_from_db(fields=("state",))
    return lottery
