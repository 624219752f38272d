"""What a date makes due: acts for which nobody presses a button, each by the calendar.

`due` shows what would be done at a moment, `run` does it. Each kind of act is found by the stage's
own read and done by its own verb, in a transaction of its own; what was done is not due any more,
so that running again changes nothing. A contract late for signing is not here: whoever is late may
still sign, until an office closes it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Model

from sheber.admissions import operations as admissions
from sheber.admissions.models import Campaign, Seat
from sheber.admissions.queries import consent_missed
from sheber.contracts import operations as contracts
from sheber.contracts.models import Contract, Suspension
from sheber.contracts.queries import suspensions_over
from sheber.kernel import uploads
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.offers import operations as offers
from sheber.offers.models import Offer
from sheber.offers.queries import closing
from sheber.outcomes import engine_io
from sheber.outcomes import operations as outcomes
from sheber.outcomes.models import Obligation
from sheber.programmes import operations as programmes
from sheber.programmes.queries import left_to_nobody

Rows = Sequence[Any]
CALENDAR = Actor.calendar()


@dataclass(frozen=True)
class Act:
    """One kind of act: how its rows are found at a moment, and what does it."""

    code: str
    find: Callable[[datetime], Rows]
    do: Callable[[Rows, datetime], object]


@dataclass(frozen=True)
class Due:
    """Rows of one kind of act, due or done; `refusal` says why none of them could be."""

    code: str
    rows: tuple[Model, ...] = ()
    refusal: Refused | None = None

    @property
    def count(self) -> int:
        return len(self.rows)


def due(*, now: datetime) -> list[Due]:
    """What the calendar would do now, in the order of the river; nothing is left out at 0.

    An act may make a further one due, as a campaign that opens late may have to close.
    """
    return [_attempt(act.code, act.find, now) for act in ACTS]


def run(*, now: datetime) -> list[Due]:
    """Do what is due now. An act that is refused leaves the others be."""
    return [_attempt(act.code, partial(_done, act), now) for act in ACTS]


def _attempt(code: str, step: Callable[[datetime], Rows], now: datetime) -> Due:
    try:
        return Due(code, tuple(step(now)))
    except Refused as refusal:
        return Due(code, refusal=refusal)


def _done(act: Act, now: datetime) -> Rows:
    with transaction.atomic():
        rows = act.find(now)
        if rows:
            act.do(rows, now)
    return rows


def _suspend(_rows: Rows, now: datetime) -> None:
    programmes.suspend_uncovered(actor=CALENDAR, now=now)


def _closed_offers(now: datetime, state: str) -> list[Offer]:
    """Offers in this state whose day has passed.

    That day is named by the rules of the country of the seats. Where they name none it is the
    close of the campaign: until then whoever ranks an offer can answer a change of its terms.
    """
    rows = Offer.objects.filter(state=state).select_related(
        "allocation__capacity__provider", "line__call__employer"
    )
    lists_close = dict(Campaign.objects.values_list("year", "closes_at"))
    days: dict[tuple[str, int], datetime | None] = {}
    found = []
    for row in rows.order_by("pk"):
        capacity = row.allocation.capacity
        key = (capacity.provider.country_id, capacity.intake_year)
        if key not in days:
            days[key] = closing(*key) or lists_close.get(capacity.intake_year)
        day = days[key]
        if day is not None and day <= now:
            found.append(row)
    return found


def _campaigns(now: datetime, state: str, moment: str) -> list[Campaign]:
    return list(Campaign.objects.filter(state=state, **{f"{moment}__lte": now}).order_by("year"))


def _each_campaign(verb: Callable[..., Campaign]) -> Callable[[Rows, datetime], None]:
    def do(rows: Rows, now: datetime) -> None:
        for row in rows:
            verb(row, actor=CALENDAR, now=now)

    return do


def _unanswered_seats(now: datetime) -> list[Seat]:
    offered = Seat.objects.filter(state="offered").values("campaign")
    campaigns = Campaign.objects.filter(pk__in=offered).order_by("year")
    return [seat for one in campaigns for seat in consent_missed(one, now)]


def _resume(rows: Sequence[Suspension], now: datetime) -> None:
    for row in rows:
        if row.ends_on is not None:
            contracts.resume(row.contract, on=row.ends_on, actor=CALENDAR, now=now)


def _fulfil(rows: Sequence[Obligation], now: datetime) -> None:
    """The obligation, and its contract in the same act unless a newer version of it waits."""
    outcomes.fulfil_many(rows, actor=CALENDAR, now=now)
    _close([one.contract for one in rows if one.contract.state == "signed"], now)


def _served_contracts(_now: datetime) -> list[Contract]:
    """Contracts that went on after their obligation was fulfilled: nothing waits any more."""
    fulfilled = Obligation.objects.filter(state="fulfilled").values("contract")
    return list(Contract.objects.filter(state="signed", pk__in=fulfilled).order_by("pk"))


def _close(rows: Sequence[Contract], now: datetime) -> None:
    contracts.fulfil_many(rows, actor=CALENDAR, now=now)


ACTS: tuple[Act, ...] = (
    Act("suspend_programmes", lambda now: list(left_to_nobody(now.date())), _suspend),
    Act(
        "freeze_offers",
        lambda now: _closed_offers(now, "published"),
        lambda rows, now: offers.freeze_many(rows, actor=CALENDAR, now=now),
    ),
    Act(
        "expire_offers",
        lambda now: _closed_offers(now, "draft"),
        lambda rows, now: offers.expire_many(rows, actor=CALENDAR, now=now),
    ),
    Act(
        "open_campaigns",
        lambda now: _campaigns(now, "prepared", "opens_at"),
        _each_campaign(admissions.open_campaign),
    ),
    Act(
        "close_campaigns",
        lambda now: _campaigns(now, "open", "closes_at"),
        _each_campaign(admissions.close_campaign),
    ),
    Act(
        "lapse_seats",
        _unanswered_seats,
        lambda rows, now: admissions.lapse_many(rows, actor=CALENDAR, now=now),
    ),
    Act(
        "end_campaigns",
        lambda now: _campaigns(now, "published", "ends_at"),
        _each_campaign(admissions.end_campaign),
    ),
    Act("resume_contracts", lambda now: suspensions_over(now.date()), _resume),
    Act("fulfil_obligations", lambda now: engine_io.served(now.date()), _fulfil),
    Act("close_contracts", _served_contracts, _close),
    Act("erase_files", uploads.expired, lambda _rows, now: uploads.erase_expired(now=now)),
)
