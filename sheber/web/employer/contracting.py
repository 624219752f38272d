"""Contracts of one's own firm: who waits for whom, and in what words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.contracts import queries, rules
from sheber.contracts.models import Breach, Contract, Party
from sheber.contracts.queries import Sides
from sheber.contracts.states import CONTRACT
from sheber.kernel.access import Actor
from sheber.kernel.money import Money
from sheber.kernel.refusals import Refused, Sentence
from sheber.training import queries as training
from sheber.training.models import Expulsion
from sheber.web.employer import words

WAITS = ("intended", "amended")
SHOWN_OF_DOCUMENT = 12
STATES: dict[str, tuple[Sentence, str]] = {
    "intended": (gettext_lazy("waits for signatures"), "turn"),
    "signed": (gettext_lazy("signed"), "done"),
    "amended": (gettext_lazy("an amendment waits"), "turn"),
    "suspended": (gettext_lazy("suspended"), "plain"),
    "refused_by_citizen": (gettext_lazy("refused by the citizen"), "stopped"),
    "refused_by_customer": (gettext_lazy("refused by the customer"), "stopped"),
    "lapsed": (gettext_lazy("not signed in time"), "stopped"),
    "terminated": (gettext_lazy("terminated"), "stopped"),
    "breached": (gettext_lazy("broken"), "stopped"),
    "released": (gettext_lazy("released"), "plain"),
    "superseded": (gettext_lazy("replaced by another contract"), "plain"),
    "fulfilled": (gettext_lazy("fulfilled"), "done"),
}


@dataclass(frozen=True)
class Waiting:
    """A contract, what each side has said to its document, and whether it waits for this firm."""

    contract: Contract
    sides: Sides
    own_turn: bool

    @property
    def key(self) -> str:
        """The contract and the very document: what was not shown is not signed."""
        return f"{self.contract.pk}:{self.sides.document}"

    @property
    def turn(self) -> str:
        """Whose word is missing; empty for a contract that waits for nobody."""
        if self.contract.state not in WAITS:
            return ""
        missing = (str(one.get_role_display()) for one in self.sides.missing)
        return ", ".join(dict.fromkeys(missing))


def own(actor: Actor) -> QuerySet[Contract]:
    """Contracts to which the actor's firm is a party."""
    held = Party.objects.filter(organisation_id=int(actor.organisation or 0))
    return (
        Contract.objects.filter(pk__in=held.values("contract_id"))
        .select_related("person", "terms__offer__line__call__employer", "seat")
        .order_by("-pk")
    )


def expelled(actor: Actor) -> list[Expulsion]:
    """Standing expulsions of people whose contract in force has this firm as its customer."""
    customer = int(actor.organisation or 0)
    rows = Contract.objects.filter(
        state__in=queries.IN_FORCE, terms__offer__line__call__employer_id=customer
    )
    found = training.expelled(rows).select_related(
        "enrolment__contract__terms__offer__line__call", "enrolment__capacity__provider"
    )
    return list(found)


def one_of(actor: Actor, key: int, move: str = "") -> Contract:
    """One own contract; refused if the move makes no sense in the state in which it is."""
    found = get_object_or_404(own(actor), pk=key)
    if move and found.state not in CONTRACT[move].sources:
        raise Refused("wrong_state", subject=CONTRACT.subject, state=found.state, act=move)
    return found


def waiting(rows: Iterable[Contract], actor: Actor, on: date) -> list[Waiting]:
    """Each contract with its sides, in the order given."""
    contracts = list(rows)
    found = queries.sides(contracts, on)
    return [_waiting(one, found[one.pk], actor) for one in contracts]


def to_sign(actor: Actor, on: date) -> list[Waiting]:
    """Contracts and amendments that wait for this firm's word, the most urgent first."""
    rows = own(actor).filter(state__in=WAITS).order_by("sign_by", "pk")
    return [one for one in waiting(rows, actor, on) if one.own_turn]


def name(row: Contract) -> str:
    """A person by pseudonym and the line: names need a purpose, and that is another page."""
    return f"{row.person_id} — {words.line_name(row.terms.offer.line)}"


def owed(row: Breach) -> str:
    """What a breach costs, or what is missing to say so."""
    if row.amount_minor is None:
        return _("not computed: needs the education organisation’s figure")
    return str(Money(row.amount_minor, row.currency))


def _waiting(row: Contract, sides: Sides, actor: Actor) -> Waiting:
    is_open = row.state in WAITS and not sides.refusing_guardians
    own_turn = is_open and any(rules.stands_for(actor, one) for one in sides.missing)
    return Waiting(row, sides, own_turn)
