"""From a seat to a contract that waits for signatures, and its redrafting before it is signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sheber.admissions.enums import TermsKind
from sheber.admissions.models import Seat
from sheber.contracts import queries, rules
from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Contract, Party
from sheber.contracts.states import CONTRACT
from sheber.kernel import states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.offers.models import Terms
from sheber.registry.identity.queries import ADULT, ages
from sheber.registry.models import Organisation

BATCH = 500
SEATS = ("consented", "enrolled")
OPEN = ("intended", *queries.IN_FORCE)


@dataclass(frozen=True)
class NewContract:
    """A contract to be written out for a seat.

    `guardians` are the pseudonyms of those who answer for the person; they become parties only
    if the person is under age. `employer` is named when it is not the customer itself.
    """

    seat: Seat
    terms: Terms
    sign_by: date
    guardians: tuple[str, ...] = ()
    employer: Organisation | None = None


def intend(new: NewContract, *, actor: Actor, now: datetime) -> Contract:
    """Write out one contract; from here on its parties may sign."""
    return intend_many([new], actor=actor, now=now)[0]


def intend_many(new: Sequence[NewContract], *, actor: Acting, now: datetime) -> list[Contract]:
    """Write out contracts for seats on target terms."""
    seats = _seats(new)
    years = ages({seat.person_id for seat in seats.values()}, now.date())
    for one, who in zip(new, each(actor, len(new)), strict=True):
        require(rules.can_intend(who, seats[one.seat.pk]), "contracts.contract.begin")
        _check(one, seats[one.seat.pk], years)
    _check_free(seats)
    sides = [_sides(one, seats[one.seat.pk], years) for one in new]
    content = queries.contents(one.terms.pk for one in new)
    rows = [
        Contract(
            seat=one.seat,
            person_id=seats[one.seat.pk].person_id,
            terms=one.terms,
            document_sha256=queries.document(content[one.terms.pk], parties),
            sign_by=one.sign_by,
        )
        for one, parties in zip(new, sides, strict=True)
    ]
    facts = [
        {"seat": row.seat_id, "terms": row.terms_id, "version": one.terms.version}
        for row, one in zip(rows, new, strict=True)
    ]
    with transaction.atomic():
        saved = states.begin_many(CONTRACT, rows, actor=actor, now=now, facts=facts)
        for contract, parties in zip(saved, sides, strict=True):
            for party in parties:
                party.contract = contract
        Party.objects.bulk_create([party for parties in sides for party in parties], BATCH)
    return saved


def redraft(
    contract: Contract, *, terms: Terms, reason: str, actor: Actor, now: datetime
) -> Contract:
    """Put a newer version of the terms under a contract not yet signed; who signed signs again."""
    return redraft_many([contract], terms=terms, reason=reason, actor=actor, now=now)[0]


def redraft_many(
    contracts: Sequence[Contract], *, terms: Terms, reason: str, actor: Acting, now: datetime
) -> list[Contract]:
    """Put the same newer version of the terms under contracts not yet signed. All or none."""
    found = queries.sides(contracts, now.date())
    content = queries.contents([terms.pk])[terms.pk]
    digests = {}
    for contract, who in zip(contracts, each(actor, len(contracts)), strict=True):
        sides = found[contract.pk]
        require(rules.can_move(who, "redraft", sides.parties), "contracts.contract.redraft")
        check_newer(sides.terms, terms)
        digests[contract.pk] = queries.document(content, sides.parties)
    facts = [
        {"terms": terms.pk, "version": terms.version, "document": digests[one.pk]}
        for one in contracts
    ]
    with transaction.atomic():
        states.move_many(
            CONTRACT, contracts, "redraft", actor=actor, now=now, facts=facts, reason=reason
        )
        for one in contracts:
            one.terms, one.document_sha256 = terms, digests[one.pk]
        Contract.objects.bulk_update(contracts, ("terms", "document_sha256"), BATCH)
    return list(contracts)


def check_newer(old: Terms, terms: Terms) -> None:
    """Refuse terms that are not a later version of the same offer."""
    if terms.offer_id != old.offer_id or terms.version <= old.version:
        raise Refused("terms_not_newer", version=old.version)


def _seats(new: Sequence[NewContract]) -> dict[int, Seat]:
    rows = Seat.objects.filter(pk__in={one.seat.pk for one in new}).select_related(
        "person",
        "contract__offer__line__call__employer",
        "pool__offering__capacity__provider",
    )
    return {row.pk: row for row in rows}


def _check(one: NewContract, seat: Seat, years: Mapping[str, int]) -> None:
    if seat.state not in SEATS:
        raise Refused("seat_not_taken_up", seat=seat.pk, state=seat.state)
    if seat.contract.terms_kind != TermsKind.TARGET:
        raise Refused("seat_without_service", seat=seat.pk)
    if one.terms.offer_id != seat.contract.offer_id:
        raise Refused("terms_of_another_offer", seat=seat.pk)
    if years.get(seat.person_id, 0) < ADULT and not one.guardians:
        raise Refused("contract_needs_guardian", person=seat.person_id)


def _check_free(seats: Mapping[int, Seat]) -> None:
    """Nobody owes work to two customers at once; a second contract with the same one may stand."""
    customers = {seat.person_id: _customer(seat).pk for seat in seats.values()}
    standing = Contract.objects.filter(person_id__in=customers, state__in=OPEN)
    for contract in standing.select_related("terms__offer__line__call"):
        if contract.seat_id in seats:
            raise Refused("contract_stands_already", seat=contract.seat_id)
        if contract.terms.offer.line.call.employer_id != customers[contract.person_id]:
            raise Refused("another_customer", person=contract.person_id, contract=contract.pk)
    ended = Contract.objects.filter(seat_id__in=seats).values_list("seat_id", flat=True).first()
    if ended is not None:
        raise Refused("contract_stands_already", seat=ended)


def _sides(one: NewContract, seat: Seat, years: Mapping[str, int]) -> list[Party]:
    customer = _customer(seat)
    parties = [
        Party(role=PartyRole.CITIZEN, person=seat.person),
        Party(role=PartyRole.CUSTOMER, organisation=customer),
        Party(role=PartyRole.EDUCATION, organisation=seat.pool.offering.capacity.provider),
    ]
    if one.employer is not None and one.employer != customer:
        parties.append(Party(role=PartyRole.EMPLOYER, organisation=one.employer))
    if years.get(seat.person_id, 0) < ADULT:
        parties += [Party(role=PartyRole.GUARDIAN, person_id=key) for key in one.guardians]
    return parties


def _customer(seat: Seat) -> Organisation:
    offer: Any = seat.contract.offer
    customer: Organisation = offer.line.call.employer
    return customer
