"""A contract as one of its parties reads it: what is owed, who has signed, whose turn it is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from sheber.contracts import queries, rules
from sheber.contracts.enums import PartyRole, SignatureKind
from sheber.contracts.models import Breach, Contract, Party, Suspension
from sheber.contracts.queries import Sides
from sheber.contracts.states import CONTRACT
from sheber.kernel.access import Actor
from sheber.kernel.money import Money
from sheber.kernel.trilingual import in_reader_language
from sheber.offers.enums import Question
from sheber.offers.models import Answer, Offer
from sheber.offers.queries import OfferCard, Stated, card
from sheber.web.applicant.reasons import reason
from sheber.web.college.sums import Formula, formula
from sheber.web.offers.clauses import Wording, wordings
from sheber.web.offers.replies import Reply, replies
from sheber.web.offers.versions import Change, changes

WAITS = ("intended", "amended")


@dataclass(frozen=True)
class Side:
    """A party in words, and what it has said. `said` is signed, refused, settled or nothing."""

    party: Party
    name: str
    said: str
    when: datetime | None
    scanned: bool
    own: bool


@dataclass(frozen=True)
class Paper:
    """Everything on the page of one contract, for one reader."""

    contract: Contract
    sides: Sides
    parties: tuple[Side, ...]
    own: Party | None
    card: OfferCard
    replies: tuple[Reply, ...]
    wordings: tuple[Wording, ...]
    changes: tuple[Change, ...]
    suspensions: tuple[Suspension, ...]
    breach: Breach | None
    formula: Formula | None
    reason: str
    holds: bool

    @property
    def waits(self) -> bool:
        return self.contract.state in WAITS

    @property
    def disagree(self) -> bool:
        """Whether a guardian's refusal stands beside another guardian's signature or silence."""
        return self.contract.state == "intended" and bool(self.sides.refusing_guardians)

    @property
    def may_sign(self) -> bool:
        """Whether the reader's signature is wanted and would be taken now."""
        if self.own is None or not self.waits or self.sides.signed(self.own):
            return False
        if not self.sides.terms.prevailing_language:
            return False
        is_guardian = self.own.role == PartyRole.GUARDIAN
        return not self.sides.adult if is_guardian else not self.sides.refusing_guardians

    @property
    def may_refuse(self) -> bool:
        """The citizen until all is signed; a guardian without a word, of somebody under age."""
        if self.own is None or self.contract.state != "intended":
            return False
        if self.own.role != PartyRole.GUARDIAN:
            return True
        silent = self.own not in self.sides.refusing_guardians
        return silent and not self.sides.adult and not self.sides.signed(self.own)

    @property
    def signs_anew(self) -> bool:
        """Whether the citizen signed under age, has turned 18, and must sign once more."""
        word = self.sides.words.get(self.own.pk) if self.own else None
        return self.may_sign and word is not None and word.under_age

    @property
    def missing(self) -> tuple[Side, ...]:
        wanted = {party.pk for party in self.sides.missing} if self.waits else set()
        return tuple(side for side in self.parties if side.party.pk in wanted)


def paper(contract: Contract, actor: Actor, on: date) -> Paper:
    """One contract on a day, as its parties see it."""
    sides = queries.sides([contract], on)[contract.pk]
    own = next((one for one in sides.parties if rules.stands_for(actor, one)), None)
    shown = _card(contract, sides)
    breach = Breach.objects.filter(contract=contract).first()
    clauses = sides.terms.clauses.order_by("pk")
    return Paper(
        contract=contract,
        sides=sides,
        parties=tuple(_sides(sides, own)),
        own=own,
        card=shown,
        replies=tuple(replies(shown)),
        wordings=tuple(wordings(clauses, sides.terms.prevailing_language)),
        changes=tuple(_changes(contract, sides)),
        suspensions=tuple(Suspension.objects.filter(contract=contract).order_by("starts_on")),
        breach=breach,
        formula=formula(breach),
        reason=_reason(contract),
        holds=queries.document_holds(contract),
    )


def amount(breach: Breach) -> str:
    """What a breach costs; empty while the education organisation has not computed it."""
    if breach.amount_minor is None:
        return ""
    return str(Money(breach.amount_minor, breach.currency))


def _card(contract: Contract, sides: Sides) -> OfferCard:
    """The offer with the version that is signed, which is not always its newest."""
    shown = card(Offer.objects.get(pk=contract.terms.offer_id))
    if shown.terms.pk == sides.terms.pk:
        return shown
    rows = Answer.objects.filter(terms=sides.terms)
    said = {row.question: in_reader_language(row, "text") for row in rows}
    answers = tuple(Stated(one, said.get(one)) for one in Question)
    return replace(shown, terms=sides.terms, answers=answers)


def _changes(contract: Contract, sides: Sides) -> list[Change]:
    if contract.state != "amended" or sides.terms.pk == contract.terms_id:
        return []
    return changes(contract.terms, sides.terms)


def _sides(sides: Sides, own: Party | None) -> Sequence[Side]:
    found = []
    number = 0
    for party in sides.parties:
        if party.role == PartyRole.GUARDIAN:
            number += 1
            if sides.adult and party.pk not in sides.words:
                continue
        found.append(_side(party, sides, own, number))
    return found


def _side(party: Party, sides: Sides, own: Party | None, number: int) -> Side:
    word = sides.words.get(party.pk)
    said = ""
    if word is not None:
        said = ("settled" if word.settled_by else "refused") if word.refused else "signed"
    if said == "signed" and not sides.signed(party):
        said = ""
    return Side(
        party=party,
        name=_name(party, number),
        said=said,
        when=word.signed_at if word and said else None,
        scanned=bool(word and word.kind == SignatureKind.SCAN),
        own=own is not None and own.pk == party.pk,
    )


def _name(party: Party, number: int) -> str:
    """An organisation by its name, a person by the part and the pseudonym."""
    role = str(PartyRole(party.role).label)
    if party.organisation is not None:
        return f"{role}: {party.organisation.name}"
    if party.role == PartyRole.GUARDIAN:
        return _("guardian %(number)d: %(pseudonym)s") % {
            "number": number,
            "pseudonym": party.person_id,
        }
    return f"{role}: {party.person_id}"


def _reason(contract: Contract) -> str:
    """Why it is as it is, if somebody gave a reason."""
    acts = [move.name for move in CONTRACT.moves if move.needs_reason]
    return reason(CONTRACT.subject, contract.pk, *acts)
