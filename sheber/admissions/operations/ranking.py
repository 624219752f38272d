"""An applicant's list: what may be ranked, and by whom."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sheber.admissions import rules
from sheber.admissions.enums import STATE_POOLS, PoolKind, TermsKind
from sheber.admissions.models import Application, Offering, Pool, RankedContract
from sheber.admissions.operations.campaigns import refuse_unless_open
from sheber.admissions.states import APPLICATION
from sheber.kernel import columns, events
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.offers.models import Offer
from sheber.offers.queries import shown_terms

BATCH = 2000
WRITTEN = ("draft", "returned")
ON_SHOW = ("published", "frozen")


@dataclass(frozen=True)
class NewWish:
    """An offering under certain terms; a target contract names the employer's offer."""

    offering: Offering
    terms_kind: str
    offer: Offer | None = None


@dataclass(frozen=True)
class Shelf:
    """What can be ranked: kinds of pools by offering, offers by offering, and about each offer
    its latest terms, its state and the citizenships to which it is open."""

    kinds: dict[int, set[str]]
    offers: set[tuple[int, int]]
    versions: dict[int, int]
    states: dict[int, str]
    open_to: dict[int, set[str]]


def rank_contracts(
    application: Application, wishes: Sequence[NewWish], *, actor: Actor, now: datetime
) -> list[RankedContract]:
    """Replace the whole list of one application, best first."""
    return rank_contracts_many([(application, wishes)], actor=actor, now=now)


def rank_contracts_many(
    lists: Sequence[tuple[Application, Sequence[NewWish]]], *, actor: Acting, now: datetime
) -> list[RankedContract]:
    """Replace whole lists. A guardian's word on the old list is gone with it."""
    actors = each(actor, len(lists))
    applications = [application for application, _ in lists]
    prefetch(applications, "campaign", "person__home_region")
    for application, who in zip(applications, actors, strict=True):
        require(rules.can_hand_in(who, application.person), "admissions.application.rank")
        refuse_unless_open(application.campaign, now)
        _refuse_unless_written(application)
    shelf = _shelf({wish.offering.pk for _, wishes in lists for wish in wishes})
    for application, wishes in lists:
        _check(application, wishes, shelf)
    with transaction.atomic():
        RankedContract.objects.filter(application__in=applications).delete()
        rows = columns.save(
            [
                _row(application, position, wish, shelf)
                for application, wishes in lists
                for position, wish in enumerate(wishes, start=1)
            ],
        )
        _unlearn_guardians(applications)
        entries = [_entry(application, len(wishes)) for application, wishes in lists]
        events.record_many(entries, actor=actors, now=now)
    return rows


def acknowledge_terms(
    application: Application, *, actor: Actor, now: datetime
) -> list[RankedContract]:
    """Take note that offers on the list were amended; the wishes stay where they are."""
    prefetch([application], "person__home_region")
    allowed = rules.can_hand_in(actor, application.person)
    require(allowed, "admissions.application.acknowledge_terms")
    wishes = RankedContract.objects.filter(application=application, offer__isnull=False)
    rows = list(wishes.select_related("offer"))
    latest = _versions({one.offer_id for one in rows if one.offer_id})
    changed = [one for one in rows if one.offer_id and one.terms_version != latest[one.offer_id]]
    for one in changed:
        one.terms_version = latest[one.offer_id or 0]
    with transaction.atomic():
        RankedContract.objects.bulk_update(changed, ("terms_version",))
        if application.state in WRITTEN:
            _unlearn_guardians([application])
        events.record_many(
            [
                events.Entry(
                    f"{APPLICATION.subject}.acknowledge_terms",
                    (APPLICATION.subject, application.pk),
                    facts={"offer": one.offer_id, "version": one.terms_version},
                )
                for one in changed
            ],
            actor=actor,
            now=now,
        )
    return changed


def _refuse_unless_written(application: Application) -> None:
    if application.state not in WRITTEN:
        raise Refused(
            "wrong_state", subject=APPLICATION.subject, state=application.state, act="rank"
        )


def _unlearn_guardians(applications: Sequence[Application]) -> None:
    keys = [one.pk for one in applications if one.guardian_id]
    if keys:
        Application.objects.filter(pk__in=keys).update(guardian=None)
    for one in applications:
        one.guardian = None


def _check(application: Application, wishes: Sequence[NewWish], shelf: Shelf) -> None:
    campaign, person = application.campaign, application.person
    if len(wishes) > campaign.contracts_maximum:
        raise Refused("list_too_long", maximum=campaign.contracts_maximum)
    seen = set()
    for position, wish in enumerate(wishes, start=1):
        key = (wish.offering.pk, wish.terms_kind, wish.offer.pk if wish.offer else None)
        if key in seen:
            raise Refused("ranked_twice", position=position)
        seen.add(key)
        if wish.offering.campaign_id != campaign.pk:
            raise Refused("offering_of_another_campaign", offering=wish.offering.code)
        if wish.terms_kind == TermsKind.TARGET:
            _check_offer(wish, shelf, person.citizenship_id)
        elif wish.offer is not None or not _has_seats(wish, shelf):
            raise Refused("no_seats_on_these_terms", offering=wish.offering.code)


def _has_seats(wish: NewWish, shelf: Shelf) -> bool:
    kinds = {TermsKind.STATE: STATE_POOLS, TermsKind.PAID: (PoolKind.PAID,)}
    wanted = kinds[TermsKind(wish.terms_kind)] if wish.terms_kind in kinds else ()
    return not shelf.kinds[wish.offering.pk].isdisjoint(wanted)


def _check_offer(wish: NewWish, shelf: Shelf, citizenship: str) -> None:
    offer = wish.offer
    if offer is None or (wish.offering.pk, offer.pk) not in shelf.offers:
        raise Refused("offer_not_on_offering", offering=wish.offering.code)
    if shelf.states[offer.pk] not in ON_SHOW:
        raise Refused("offer_not_on_show", offer=offer.code)
    if citizenship not in shelf.open_to[offer.pk]:
        raise Refused("offer_closed_to_citizenship", offer=offer.code, country=citizenship)


def _shelf(offerings: set[int]) -> Shelf:
    pools = Pool.objects.filter(offering__in=offerings).values_list(
        "offering_id", "kind", "offer_id", "offer__state"
    )
    kinds: dict[int, set[str]] = defaultdict(set)
    shelf = Shelf(kinds, set(), {}, {}, defaultdict(set))
    for offering, kind, offer, state in pools:
        kinds[offering].add(kind)
        if offer is not None:
            shelf.offers.add((offering, offer))
            shelf.states[offer] = state
    shelf.versions.update(_versions(shelf.states))
    links = Offer.open_to.through.objects.filter(offer_id__in=shelf.states)
    for offer, country in links.values_list("offer_id", "country_id"):
        shelf.open_to[offer].add(country)
    return shelf


def _versions(offers: Iterable[int]) -> dict[int, int]:
    """The latest version of each offer's terms."""
    rows = shown_terms().filter(offer__in=list(offers)).order_by().values("offer_id")
    return {row["offer_id"]: row["latest"] for row in rows.annotate(latest=Max("version"))}


def _row(application: Application, position: int, wish: NewWish, shelf: Shelf) -> RankedContract:
    return RankedContract(
        application_id=application.pk,
        position=position,
        offering_id=wish.offering.pk,
        terms_kind=wish.terms_kind,
        offer_id=wish.offer.pk if wish.offer else None,
        terms_version=shelf.versions.get(wish.offer.pk) if wish.offer else None,
    )


def _entry(application: Application, contracts: int) -> events.Entry:
    return events.Entry(
        f"{APPLICATION.subject}.rank",
        (APPLICATION.subject, application.pk),
        facts={"contracts": contracts},
    )
