"""Organisations, entered by an administrator or an office. A code stands for one body for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.flows.own_data import names, reading
from sheber.flows.own_data.kind import Choice, Column, Fault, Finding, Kind, Row, Values
from sheber.kernel import clock
from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import LANGUAGES
from sheber.registry import operations, rules
from sheber.registry.enums import OrganisationKind
from sheber.registry.models import Organisation, Region

CODE_LENGTH, NAME_LENGTH, TOWN_LENGTH, SOURCE_LENGTH = 60, 250, 100, 300
# A branch belongs to a university, which a line of a table cannot say.
KINDS = tuple(one.value for one in OrganisationKind if one is not OrganisationKind.BRANCH)
COMPARED = ("kind", "region_id", *(f"name_{one}" for one in LANGUAGES))


@dataclass
class Facts:
    """What is looked up once for a file."""

    actor: Actor
    now: datetime
    regions: names.Names
    by_code: dict[str, Organisation]
    by_name: dict[tuple[str, str, str], str]
    codes_seen: set[str] = field(default_factory=set)


def prepare(actor: Actor, choices: Mapping[str, Any], now: datetime) -> Facts:
    rows = list(Organisation.objects.all())
    return Facts(
        actor=actor,
        now=now,
        regions=names.regions(),
        by_code={one.code: one for one in rows},
        by_name={_identity(one.kind, one.region_id or "", one.name_ru): one.code for one in rows},
    )


def languages(text: str, _facts: Any) -> tuple[str, ...]:
    found = tuple(one.casefold() for one in reading.parts(text))
    if not set(found) <= set(LANGUAGES):
        raise Refused("choice_unknown", given=text, known=", ".join(LANGUAGES))
    return found


def look(rows: Sequence[Row], facts: Facts) -> list[Finding]:
    return [_look(row.values, facts) for row in rows]


def write(rows: Sequence[Values], facts: Facts) -> list[str]:
    regions = Region.objects.in_bulk([row["region"] for row in rows])
    entered = operations.enter_organisations(
        [
            operations.NewOrganisation(
                code=row["code"],
                kind=row["kind"],
                region=regions[row["region"]],
                names=(row["name_en"], row["name_ru"], row["name_kk"]),
                towns=(row["town_en"], row["town_ru"], row["town_kk"]),
                teaching_languages=row["teaching_languages"],
                demo=clock.is_demo(),
                source=row["source"],
            )
            for row in rows
        ],
        actor=facts.actor,
        now=facts.now,
    )
    return [str(one.pk) for one in entered]


def _look(values: Values, facts: Facts) -> Finding:
    code = values["code"]
    standing = facts.by_code.get(code)
    if standing is not None:
        return _beside(values, standing)
    faults: list[Fault] = []
    if code in facts.codes_seen:
        faults.append(("code", "code_twice_in_file", {"given": code}))
    identity = _identity(values["kind"], values["region"], values["name_ru"])
    other = facts.by_name.get(identity)
    if other:
        faults.append(("name_ru", "organisation_named_so", {"code": other}))
    facts.codes_seen.add(code)
    facts.by_name.setdefault(identity, code)
    return Finding(tuple(faults), content=code)


def _beside(values: Values, standing: Organisation) -> Finding:
    """A code that stands already: the same body is nothing new, another one is a fault."""
    given = {**values, "region_id": values["region"]}
    if all(given[name] == getattr(standing, name) for name in COMPARED):
        known: Fault = ("", "organisation_stands", {"code": standing.code})
        return Finding((known,), standing.code, became=str(standing.pk))
    other: Fault = (
        "code",
        "code_of_organisation",
        {"given": standing.code, "holder": standing.name},
    )
    return Finding((other,), standing.code)


def _identity(kind: str, region: str, name: str) -> tuple[str, str, str]:
    return kind, region, " ".join(name.casefold().split())


def _name(language: str, label: Any) -> Column:
    meaning = _("The official name in this language; where there is none, the one that is used.")
    return Column(f"name_{language}", label, meaning, reading.words(NAME_LENGTH))


def _town(language: str, label: Any) -> Column:
    return Column(
        f"town_{language}", label, _("May stay empty."), reading.words(TOWN_LENGTH), required=False
    )


KIND = Kind(
    code="organisations",
    title=_("Organisations"),
    about=_(
        "Enterprises, colleges, universities, offices: whoever will have an account or be named in "
        "a line. People are never entered by a table."
    ),
    may=rules.can_keep_registry,
    prepare=prepare,
    look=look,
    write=write,
    columns=(
        Column(
            "code",
            _("Code"),
            _("Your own short code, for good: Latin letters, digits, hyphens. Like kz-our-works."),
            reading.code(CODE_LENGTH),
        ),
        Column(
            "kind",
            _("Kind"),
            _("One of the list, by its code or its name."),
            reading.one_of(OrganisationKind, KINDS),
            choices=lambda _facts: reading.choices_of(OrganisationKind, KINDS),
            picked=True,
        ),
        Column(
            "region",
            _("Region"),
            _("By its ISO 3166-2 code or its name in any of the three languages."),
            lambda text, facts: facts.regions.find(text),
            choices=lambda facts: facts.regions.choices,
            picked=True,
        ),
        _name("en", _("Name in English")),
        _name("ru", _("Name in Russian")),
        _name("kk", _("Name in Kazakh")),
        _town("en", _("Town in English")),
        _town("ru", _("Town in Russian")),
        _town("kk", _("Town in Kazakh")),
        Column(
            "teaching_languages",
            _("Languages of teaching"),
            _("For those who teach: en, kk, ru, parted by commas. May stay empty."),
            languages,
            required=False,
            absent=(),
            choices=lambda _facts: [Choice(one, "") for one in LANGUAGES],
        ),
        Column(
            "source",
            _("Source"),
            _("On what the line rests: a charter, a register, a letter. May stay empty."),
            reading.words(SOURCE_LENGTH),
            required=False,
        ),
    ),
)
