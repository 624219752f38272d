"""Signing, refusing to sign, and what settles two guardians who disagree."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.contracts import queries, rules
from sheber.contracts.enums import PartyRole, SignatureKind
from sheber.contracts.models import Amendment, Contract, Party, Signature
from sheber.contracts.queries import Sides
from sheber.contracts.states import CONTRACT
from sheber.kernel import states
from sheber.kernel.access import Acting, Actor, each, require
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.registry.enums import Role

BATCH = 500
SHA256 = re.compile(r"[0-9a-f]{64}")
# What the two moves of signing are called, by the state in which a contract waits.
SIGN = {"intended": "sign", "amended": "sign_amendment"}
FINISH = {"intended": "complete", "amended": "accept_amendment"}


@dataclass(frozen=True)
class Ink:
    """One party's signature that is about to be written."""

    contract: Contract
    party: Party
    actor: Actor
    scan: str = ""


def sign(contract: Contract, *, actor: Actor, now: datetime) -> Contract:
    """Sign as the party that the actor is; the last signature needed completes the contract."""
    return sign_many([contract], actor=actor, now=now)[0]


def sign_many(contracts: Sequence[Contract], *, actor: Acting, now: datetime) -> list[Contract]:
    """Sign many contracts, each as the party that its actor is. All or none.

    A contract may stand here once for each of its parties, then as the same object.
    """
    found = queries.sides(contracts, now.date())
    inks = []
    for contract, who in zip(contracts, each(actor, len(contracts)), strict=True):
        sides = found[contract.pk]
        party = _party_of(who, sides)
        require(party is not None, _verb(contract))
        if party is not None:
            _check(contract, party, sides)
            inks.append(Ink(contract, party, who))
    return _write(inks, found, now)


def sign_scan(
    contract: Contract, *, party: Party, scan_sha256: str, actor: Actor, now: datetime
) -> Contract:
    """Record a hand-signed page by the hash of its scan; a guardian hands in only one's own."""
    found = queries.sides([contract], now.date())
    sides = found[contract.pk]
    require(rules.can_hand_in_scan(actor, party, sides.parties), _verb(contract))
    if party.contract_id != contract.pk:
        raise Refused("party_of_another_contract")
    if not SHA256.fullmatch(scan_sha256):
        raise Refused("scan_hash_malformed")
    _check(contract, party, sides)
    return _write([Ink(contract, party, actor, scan_sha256)], found, now)[0]


def refuse_as_citizen(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """The citizen does not sign. Nothing is owed; a flow moves or expels from the quota seat."""
    sides = queries.sides([contract], now.date())[contract.pk]
    allowed = rules.can_move_as(actor, "refuse_by_citizen", PartyRole.CITIZEN, sides.parties)
    require(allowed and actor.has_role(Role.APPLICANT), "contracts.contract.refuse_by_citizen")
    return states.move(CONTRACT, contract, "refuse_by_citizen", actor=actor, now=now, reason=reason)


def lapse_many(
    contracts: Sequence[Contract], *, reason: str, actor: Acting, now: datetime
) -> list[Contract]:
    """Close contracts that nobody will sign any more: the seat was lost, or the day has passed."""
    found = queries.sides(contracts, now.date())
    prefetch((party for sides in found.values() for party in sides.parties), "person")
    for contract, who in zip(contracts, each(actor, len(contracts)), strict=True):
        require(
            rules.can_move(who, "lapse", found[contract.pk].parties), "contracts.contract.lapse"
        )
    return states.move_many(CONTRACT, contracts, "lapse", actor=actor, now=now, reason=reason)


def refuse_as_guardian(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """A guardian does not sign. If every guardian refuses, so is the contract.

    If another one has signed or is still silent the contract stays intended, marked by this
    refusal: nobody else can sign until `settle_guardians`, or until the citizen is of age.
    """
    sides = queries.sides([contract], now.date())[contract.pk]
    party = _guardian(actor, sides)
    require(party is not None, "contracts.contract.refuse_by_guardian")
    if party is None or sides.adult:
        raise Refused("of_age_decides_alone", contract=contract.pk)
    if sides.signed(party):
        raise Refused("contract_signed_already", contract=contract.pk)
    others = [one for one in sides.guardians if one != party]
    with transaction.atomic():
        states.move(CONTRACT, contract, "refuse_by_guardian", actor=actor, now=now, reason=reason)
        _put([_word(Ink(contract, party, actor), sides, now, refused=True)])
        if all(one in sides.refusing_guardians for one in others):
            states.move(
                CONTRACT, contract, "refuse_by_citizen", actor=actor, now=now, reason=reason
            )
    return contract


def settle_guardians(
    contract: Contract, *, document: str, may_sign: bool, actor: Actor, now: datetime
) -> Contract:
    """Record what a guardianship authority or a court decided between two guardians.

    `document` names the decision. If it lets the person sign, it stands in for the refusal;
    otherwise the contract is refused.
    """
    found = queries.sides([contract], now.date())
    sides = found[contract.pk]
    require(
        rules.can_move(actor, "settle_guardians", sides.parties),
        "contracts.contract.settle_guardians",
    )
    if not sides.refusing_guardians:
        raise Refused("no_disagreement", contract=contract.pk)
    if not document.strip():
        raise Refused("settlement_needs_document")
    refusing = [sides.words[party.pk].pk for party in sides.refusing_guardians]
    facts = {"may_sign": may_sign}
    with transaction.atomic():
        states.move(
            CONTRACT,
            contract,
            "settle_guardians",
            actor=actor,
            now=now,
            facts=facts,
            reason=document,
        )
        if may_sign:
            Signature.objects.filter(pk__in=refusing).update(settled_by=document)
            _complete([Ink(contract, sides.refusing_guardians[0], actor)], found, now)
        else:
            states.move(
                CONTRACT, contract, "refuse_by_citizen", actor=actor, now=now, reason=document
            )
    return contract


def refuse_amendment(contract: Contract, *, reason: str, actor: Actor, now: datetime) -> Contract:
    """Refuse a newer version of the terms: the version that was signed goes on."""
    sides = queries.sides([contract], now.date())[contract.pk]
    require(
        rules.can_move(actor, "refuse_amendment", sides.parties),
        "contracts.contract.refuse_amendment",
    )
    with transaction.atomic():
        states.move(CONTRACT, contract, "refuse_amendment", actor=actor, now=now, reason=reason)
        drop_amendments([contract], now)
    return contract


def drop_amendments(contracts: Sequence[Contract], now: datetime) -> None:
    """Close the amendments that still wait: the version that was signed goes on."""
    Amendment.objects.filter(contract__in=contracts, closed_at__isnull=True).update(closed_at=now)


def _verb(contract: Contract) -> str:
    return f"contracts.contract.{SIGN.get(contract.state, 'sign')}"


def _party_of(actor: Actor, sides: Sides) -> Party | None:
    """The party that this actor is; of several the first whose turn it is."""
    own = [party for party in sides.parties if rules.stands_for(actor, party)]
    return next((party for party in own if not sides.signed(party)), own[0] if own else None)


def _guardian(actor: Actor, sides: Sides) -> Party | None:
    return next((one for one in sides.guardians if rules.stands_for(actor, one)), None)


def _check(contract: Contract, party: Party, sides: Sides) -> None:
    if contract.state not in SIGN:
        raise Refused("wrong_state", subject=CONTRACT.subject, state=contract.state, act="sign")
    if not sides.terms.prevailing_language:
        raise Refused("prevailing_language_missing", contract=contract.pk)
    if party.role == PartyRole.GUARDIAN and sides.adult:
        raise Refused("of_age_decides_alone", contract=contract.pk)
    if sides.refusing_guardians and party.role != PartyRole.GUARDIAN:
        raise Refused("guardians_disagree", contract=contract.pk)
    if sides.signed(party):
        raise Refused("contract_signed_already", contract=contract.pk)


def _write(inks: Sequence[Ink], found: Mapping[int, Sides], now: datetime) -> list[Contract]:
    """Move, write and complete, in this order: the move's UPDATE makes writers of one row queue."""
    with transaction.atomic():
        for row in _rounds(inks):
            for state, group in _by_state(row).items():
                facts = [_facts(ink, found[ink.contract.pk]) for ink in group]
                _move(SIGN[state], group, now, facts)
        _put([_word(ink, found[ink.contract.pk], now) for ink in inks])
        _complete(inks, found, now)
    return [ink.contract for ink in inks]


def _complete(inks: Sequence[Ink], before: Mapping[int, Sides], now: datetime) -> None:
    """Complete what waits for nobody any more; the act is of whoever signed last."""
    last = {ink.contract.pk: ink for ink in inks}
    found = queries.heard_again(before)
    done = [ink for key, ink in last.items() if not found[key].missing]
    for state, group in _by_state(done).items():
        _move(FINISH[state], group, now)
        if state == "amended":
            _take_over([ink.contract for ink in group], now)


def _move(
    name: str,
    inks: Sequence[Ink],
    now: datetime,
    facts: Sequence[Mapping[str, object]] | None = None,
) -> None:
    contracts, actors = [ink.contract for ink in inks], [ink.actor for ink in inks]
    states.move_many(CONTRACT, contracts, name, actor=actors, now=now, facts=facts)


def _rounds(inks: Sequence[Ink]) -> list[list[Ink]]:
    """The first signature on each contract, then the second, …: a move takes a row once."""
    turns: Counter[int] = Counter()
    rounds: list[list[Ink]] = []
    for ink in inks:
        turn = turns[ink.contract.pk]
        turns[ink.contract.pk] += 1
        if turn == len(rounds):
            rounds.append([])
        rounds[turn].append(ink)
    return rounds


def _by_state(inks: Sequence[Ink]) -> dict[str, list[Ink]]:
    groups: dict[str, list[Ink]] = defaultdict(list)
    for ink in inks:
        groups[ink.contract.state].append(ink)
    return groups


def _take_over(contracts: Sequence[Contract], now: datetime) -> None:
    waiting = Amendment.objects.filter(contract__in=contracts, closed_at__isnull=True)
    newer = {row.contract_id: row for row in waiting.select_related("terms")}
    for contract in contracts:
        contract.terms = newer[contract.pk].terms
        contract.document_sha256 = newer[contract.pk].document_sha256
    Contract.objects.bulk_update(contracts, ("terms", "document_sha256"), BATCH)
    waiting.update(closed_at=now, accepted=True)


def _facts(ink: Ink, sides: Sides) -> dict[str, object]:
    facts: dict[str, object] = {"party": ink.party.role, "document": sides.document}
    return {**facts, "scan": ink.scan} if ink.scan else facts


def _word(ink: Ink, sides: Sides, now: datetime, *, refused: bool = False) -> Signature:
    return Signature(
        party=ink.party,
        document_sha256=sides.document,
        kind=SignatureKind.SCAN if ink.scan else SignatureKind.ELECTRONIC,
        scan_sha256=ink.scan,
        refused=refused,
        under_age=ink.party.role == PartyRole.CITIZEN and not sides.adult,
        signed_at=now,
    )


def _put(words: Sequence[Signature]) -> None:
    """Write these words; an earlier one of the same party on the same document gives way."""
    Signature.objects.bulk_create(
        words,
        BATCH,
        update_conflicts=True,
        unique_fields=("party", "document_sha256"),
        update_fields=("kind", "scan_sha256", "refused", "under_age", "settled_by", "signed_at"),
    )
