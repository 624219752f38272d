"""What an institution's programmes share, by table: beds, teachers, workshops, places of practice.

The same number again enters nothing twice; another number corrects the one that stands.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.flows.own_data import reading
from sheber.flows.own_data.kind import Choice, Column, Fault, Finding, Kind, Row, Values
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.programmes import operations
from sheber.programmes.enums import PartnerRole, ResourceKind
from sheber.programmes.models import Partner, SharedResource
from sheber.registry.enums import Role
from sheber.registry.models import Organisation

CODE = "shared"
EARLIEST, LATEST, MOST = 2000, 2100, 30_000
Known = tuple[str, str, int]


@dataclass
class Facts:
    """What is looked up once for a file. `providers` are those that the actor declares for, by
    code; `seen`: a resource → the first line of the file with it."""

    actor: Actor
    now: datetime
    providers: dict[str, Organisation]
    standing: dict[Known, SharedResource]
    seen: dict[Known, int] = field(default_factory=dict)

    @property
    def choices(self) -> list[Choice]:
        return [Choice(code, one.name) for code, one in self.providers.items()]

    def provider(self, text: str) -> str:
        found = reading.without_name(text)
        if found not in self.providers:
            raise Refused("provider_not_yours", given=text)
        return found


def may(actor: Actor) -> bool:
    """An institution for itself, an office for those of its country."""
    return actor.has_role(Role.COLLEGE, Role.OFFICE) and bool(actor.organisation)


def prepare(actor: Actor, choices: Mapping[str, Any], now: datetime) -> Facts:
    delivering = Partner.objects.filter(role=PartnerRole.DELIVERS).values("organisation")
    rows = Organisation.objects.filter(pk__in=delivering).order_by("code")
    if actor.has_role(Role.OFFICE):
        rows = rows.filter(country=actor.country)
    else:
        rows = rows.filter(pk=actor.organisation)
    providers = {one.code: one for one in rows}
    standing = SharedResource.objects.filter(provider__in=rows).select_related("provider")
    return Facts(
        actor=actor,
        now=now,
        providers=providers,
        standing={(one.provider.code, one.kind, one.year): one for one in standing},
    )


def look(rows: Sequence[Row], facts: Facts) -> list[Finding]:
    return [_look(row, facts) for row in rows]


def write(rows: Sequence[Values], facts: Facts) -> list[str]:
    declared = operations.declare_shared(
        [
            operations.NewShared(
                facts.providers[row["provider"]], row["kind"], row["year"], row["amount"]
            )
            for row in rows
        ],
        actor=facts.actor,
        now=facts.now,
    )
    return [str(one.pk) for one in declared]


def _look(row: Row, facts: Facts) -> Finding:
    values = row.values
    key: Known = values["provider"], values["kind"], values["year"]
    content = " ".join(map(str, key))
    standing = facts.standing.get(key)
    if standing is not None and standing.amount == values["amount"]:
        return Finding((("", "resource_stands", {}),), content, became=str(standing.pk))
    found: list[Fault] = []
    first = facts.seen.setdefault(key, row.number)
    if first != row.number:
        found.append(("", "resource_twice_in_file", {"line": first}))
    if values["year"] < facts.now.year:
        found.append(("year", "resource_in_the_past", {"year": values["year"]}))
    return Finding(tuple(found), content)


KIND = Kind(
    code=CODE,
    title=_("What programmes share"),
    about=_(
        "Beds, teachers, workshops and places of practice that an institution has in a year for "
        "all its programmes together. A plan gives all of them no more than this."
    ),
    may=may,
    prepare=prepare,
    look=look,
    write=write,
    columns=(
        Column(
            "provider",
            _("Institution"),
            _("By its code."),
            lambda text, facts: facts.provider(text),
            choices=lambda facts: facts.choices,
            picked=True,
        ),
        Column(
            "kind",
            _("What is shared"),
            _("Beds, teachers, workshops or places of practice."),
            reading.one_of(ResourceKind),
            choices=lambda facts: reading.choices_of(ResourceKind),
            picked=True,
        ),
        Column("year", _("Year"), _("A calendar year."), reading.whole(EARLIEST, LATEST)),
        Column(
            "amount",
            _("For all programmes together"),
            _("A whole number; another one corrects what stands."),
            reading.whole(0, MOST),
        ),
    ),
)
