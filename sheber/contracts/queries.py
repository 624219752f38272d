"""Shared reads of contracts: the document, whose turn it is, standing as of a date."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import rfc8785
from django.db.models import Q, QuerySet

from sheber.contracts.enums import PartyRole
from sheber.contracts.models import Amendment, Breach, Contract, Party, Signature, Suspension
from sheber.kernel import events
from sheber.kernel.rows import prefetch
from sheber.offers.models import Answer, Terms
from sheber.registry.identity.queries import ADULT, ages

FORMAT = "sheber.contract/1"
IN_FORCE = ("signed", "amended", "suspended")
TERMS_FIELDS = (
    "version",
    "months_owed",
    "work_region_id",
    "monthly_minor",
    "bed",
    "bed_price_minor",
    "currency",
    "teaching_language",
    "regime",
    "contact_office",
    "prevailing_language",
)


@dataclass(frozen=True)
class Sides:
    """Everybody in a contract, and what each has said to the document that waits or stands.

    `document` and `terms` are of the open amendment while there is one. `words` is keyed by
    party. `adult` is about the citizen, on the day that was asked for.
    """

    document: str
    terms: Terms
    parties: tuple[Party, ...]
    words: Mapping[int, Signature]
    adult: bool

    def signed(self, party: Party) -> bool:
        """Whether this party is bound; a minor's word counts only beside the guardians'."""
        word = self.words.get(party.pk)
        if word is None:
            return False
        if word.refused:
            return bool(word.settled_by)
        if party.role == PartyRole.CITIZEN and word.under_age and self.adult:
            return bool(self.guardians) and all(map(self.signed, self.guardians))
        return True

    @property
    def guardians(self) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.role == PartyRole.GUARDIAN)

    @property
    def missing(self) -> tuple[Party, ...]:
        """Whose turn it is: the guardians' only while the citizen is under age."""
        return tuple(
            party
            for party in self.parties
            if not (party.role == PartyRole.GUARDIAN and self.adult) and not self.signed(party)
        )

    @property
    def refusing_guardians(self) -> tuple[Party, ...]:
        """Guardians whose refusal counts: none once the citizen is of age or it is settled."""
        if self.adult:
            return ()
        return tuple(
            party
            for party in self.guardians
            if (word := self.words.get(party.pk)) and word.refused and not word.settled_by
        )


@dataclass(frozen=True)
class Interval:
    """Half-open days; `end` is None while it is still running."""

    start: date
    end: date | None

    def holds(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


@dataclass(frozen=True)
class Standing:
    """What a contract was on a day: a state of its life, or `suspended`; None before it began."""

    code: str | None
    since: date | None


def sides(contracts: Sequence[Contract], on: date) -> dict[int, Sides]:
    """The sides of each contract, by its key."""
    keys = {contract.pk for contract in contracts}
    parties: dict[int, list[Party]] = defaultdict(list)
    everybody = list(_parties(keys))
    prefetch(everybody, "organisation")
    for party in everybody:
        parties[party.contract_id].append(party)
    open_ones = {
        row.contract_id: row
        for row in Amendment.objects.filter(contract_id__in=keys, closed_at__isnull=True)
    }
    asked = {contract.pk: open_ones.get(contract.pk, contract) for contract in contracts}
    terms = Terms.objects.in_bulk({row.terms_id for row in asked.values()})
    words = {
        (word.party_id, word.document_sha256): word
        for word in Signature.objects.filter(party__contract_id__in=keys)
    }
    years = ages({contract.person_id for contract in contracts}, on)
    return {
        contract.pk: Sides(
            document=(document := asked[contract.pk].document_sha256),
            terms=terms[asked[contract.pk].terms_id],
            parties=tuple(parties[contract.pk]),
            words={
                party.pk: word
                for party in parties[contract.pk]
                if (word := words.get((party.pk, document)))
            },
            adult=years.get(contract.person_id, 0) >= ADULT,
        )
        for contract in contracts
    }


def heard_again(found: Mapping[int, Sides]) -> dict[int, Sides]:
    """The same sides with what has been said meanwhile."""
    of = {party.pk: key for key, sides in found.items() for party in sides.parties}
    words: dict[int, dict[int, Signature]] = defaultdict(dict)
    for word in Signature.objects.filter(party__contract_id__in=list(found)):
        if (key := of.get(word.party_id)) and word.document_sha256 == found[key].document:
            words[key][word.party_id] = word
    return {key: replace(sides, words=words[key]) for key, sides in found.items()}


def whose_turn(contracts: Sequence[Contract], on: date) -> dict[int, tuple[Party, ...]]:
    """Signatures missing on a day, by contract; empty for one that waits for nobody."""
    found = sides(contracts, on)
    return {
        contract.pk: found[contract.pk].missing if _waits(contract) else ()
        for contract in contracts
    }


def late(on: date) -> QuerySet[Contract]:
    """Contracts that should have been signed before this day and were not."""
    return (
        Contract.objects.filter(state="intended", sign_by__lt=on)
        .select_related("person", "terms__offer__line__call__employer")
        .order_by("sign_by", "pk")
    )


def open_claims(country: str) -> QuerySet[Breach]:
    """Breaches whose claim nobody has closed, of this country's customers or citizens."""
    own = Q(contract__person__citizenship_id=country) | Q(
        contract__terms__offer__line__call__employer__country_id=country
    )
    rows = Breach.objects.filter(own, settled_on__isnull=True)
    return rows.select_related(
        "contract__person", "contract__terms__offer__line__call__employer"
    ).order_by("on", "pk")


def suspensions(contracts: Iterable[Contract]) -> dict[int, list[Interval]]:
    """Days that do not count, by contract: never before the customer had the notice."""
    found: dict[int, list[Interval]] = {contract.pk: [] for contract in contracts}
    for row in Suspension.objects.filter(contract_id__in=found).order_by("starts_on", "pk"):
        start = max(row.starts_on, row.notified_on)
        if row.ends_on is None or start < row.ends_on:
            found[row.contract_id].append(Interval(start, row.ends_on))
    return found


def suspensions_over(on: date) -> list[Suspension]:
    """The last suspension of each suspended contract, where its stated end has come."""
    rows = Suspension.objects.filter(contract__state="suspended").select_related("contract")
    last = {row.contract_id: row for row in rows.order_by("starts_on", "pk")}
    return [row for row in last.values() if row.ends_on is not None and row.ends_on <= on]


def standing(contract: Contract, on: date) -> Standing:
    """What the contract was on a day, from its log and its dated suspensions."""
    reached = [
        (event.at.date(), event.to_state)
        for event in events.of("contracts.contract", [contract.pk])
        if event.to_state and event.at.date() <= on
    ]
    if not reached:
        return Standing(None, None)
    code = reached[-1][1]
    if code not in IN_FORCE:
        return Standing(code, _since(reached, {code}))
    for interval in suspensions([contract])[contract.pk]:
        if interval.holds(on):
            return Standing("suspended", interval.start)
    if code == "amended":
        return Standing(code, _since(reached, {code}))
    return Standing("signed", _since(reached, set(IN_FORCE)))


def document(content: Mapping[str, Any], parties: Iterable[Party]) -> str:
    """SHA-256 of the canonical JSON of the terms and the parties: what a signature is under."""
    sheet: dict[str, Any] = {
        "format": FORMAT,
        "terms": content,
        "parties": [[party.role, _body(party)] for party in parties],
    }
    return hashlib.sha256(rfc8785.dumps(sheet)).hexdigest()


def document_holds(contract: Contract) -> bool:
    """Whether terms and parties are still the ones that were signed."""
    content = contents([contract.terms_id])[contract.terms_id]
    return document(content, _parties([contract.pk])) == contract.document_sha256


def contents(keys: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Everything that each version of terms says, as plain values, by its key."""
    rows = Terms.objects.filter(pk__in=set(keys)).select_related("offer")
    found = {row.pk: _content(row) for row in rows}
    through = Terms.clauses.through.objects.filter(terms_id__in=found)
    for link in through.select_related("clausetemplate").order_by("clausetemplate__code"):
        clause = link.clausetemplate
        texts = [clause.text_en, clause.text_ru, clause.text_kk]
        found[link.terms_id]["clauses"].append([clause.code, clause.version, *texts])
    for answer in Answer.objects.filter(terms_id__in=found).order_by("question"):
        texts = [answer.text_en, answer.text_ru, answer.text_kk]
        found[answer.terms_id]["answers"].append([answer.question, *texts])
    return found


def _parties(keys: Iterable[int]) -> QuerySet[Party]:
    return Party.objects.filter(contract_id__in=list(keys)).order_by("pk")


def _content(row: Terms) -> dict[str, Any]:
    stated = {name: getattr(row, name) for name in TERMS_FIELDS}
    return {"offer": row.offer.code, **stated, "clauses": [], "answers": []}


def _body(party: Party) -> str:
    return party.organisation.code if party.organisation else str(party.person_id)


def _since(reached: Sequence[tuple[date, str]], codes: set[str]) -> date:
    """The first day of the last unbroken run of these states."""
    first = reached[-1][0]
    for day, state in reversed(reached):
        if state not in codes:
            break
        first = day
    return first


def _waits(contract: Contract) -> bool:
    return contract.state in {"intended", "amended"}
