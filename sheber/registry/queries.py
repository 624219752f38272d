"""Shared reads: rules in force on a date, actors, places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from sheber.kernel.access import Actor
from sheber.kernel.refusals import Refused
from sheber.registry.enums import AnswerBasis, OrganisationKind, RuleKind, weakest
from sheber.registry.models import Account, Membership, Organisation, Rule, RuleAnswer, RulePack


@dataclass(frozen=True)
class RuleValue:
    """A rule's value on a date, and how far it may be trusted.

    `certainty` is the weaker of the rule's mark and of those inside the value, as on a rounding;
    a row of a table has its own beside. `carried_forward` is true when no pack covers the date
    and the latest known one stands in, unconfirmed. `answered` is true when the pack does not
    know the rule and the offices' answer stands in; `assumed` when an office rested that answer
    on an assumption.
    """

    country: str
    code: str
    value: Any
    certainty: str
    pack: str
    carried_forward: bool = False
    answered: bool = False
    assumed: bool = False


def pack_on(country: str, on: date) -> tuple[RulePack, bool]:
    """The pack in force, and whether it is only the latest known one carried forward."""
    packs = RulePack.objects.filter(country_id=country)
    exact = packs.filter(valid_from__lte=on, valid_to__gt=on).order_by("-valid_from").first()
    if exact is not None:
        return exact, False
    latest = packs.filter(valid_from__lte=on).order_by("-valid_from").first()
    if latest is None:
        raise Refused("rule_missing", country=country, code="*", on=on.isoformat())
    return latest, True


def rule(country: str, code: str, on: date) -> RuleValue:
    """The value of a rule on a date; an unknown rule needs the answers of all offices."""
    pack, carried_forward = pack_on(country, on)
    found = Rule.objects.filter(pack=pack, code=code).first()
    if found is None or (found.in_force_from is not None and on < found.in_force_from):
        raise Refused("rule_missing", country=country, code=code, on=on.isoformat())
    return value_of(found, pack, carried_forward=carried_forward)


def value_of(row: Rule, pack: RulePack, *, carried_forward: bool) -> RuleValue:
    """A rule of a pack with its value; of an unknown one what all offices answered alike."""
    country, code = pack.country_id, row.code
    certainty = weakest(row.certainty, *_marks(row.value))
    if row.kind != RuleKind.UNKNOWN:
        return RuleValue(country, code, row.value, certainty, pack.code, carried_forward)
    answers = answers_to(country, code)
    if set(answers) != {office.pk for office in offices()} or not answers:
        raise Refused("rule_unknown", country=country, code=code)
    values = {repr(answer.value) for answer in answers.values()}
    if len(values) > 1:
        raise Refused("rule_answers_differ", country=country, code=code)
    first = next(iter(answers.values()))
    assumed = any(answer.basis == AnswerBasis.ASSUMPTION for answer in answers.values())
    return RuleValue(
        country,
        code,
        first.value,
        certainty,
        pack.code,
        carried_forward,
        answered=True,
        assumed=assumed,
    )


def moment_of(stated: Mapping[str, Any], year: int) -> datetime:
    """A date of the year as a pack states it, in one year: a day without a time counts whole."""
    zone = ZoneInfo(stated["time_zone"])
    day = date(year, stated["month"], stated["day"])
    if "time" not in stated:
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return datetime.combine(day, time.fromisoformat(stated["time"]), zone).astimezone(UTC)


def _marks(value: Any) -> list[str]:
    """The marks on parts of a value: `rounding_certainty`, `time_zone_certainty`."""
    parts = value if isinstance(value, dict) else {}
    return [mark for key, mark in parts.items() if key.endswith("certainty")]


def answers_to(country: str, code: str) -> dict[int, RuleAnswer]:
    """The latest answer of each office."""
    rows = RuleAnswer.objects.filter(country_id=country, code=code).order_by("answered_at")
    return {row.office_id: row for row in rows}


def offices() -> QuerySet[Organisation]:
    """The programme offices that take part: one a country, real or of the demo, never both."""
    found = Organisation.objects.filter(kind=OrganisationKind.PROGRAMME_OFFICE)
    demo = found.filter(demo=True)
    return (demo if demo.exists() else found).order_by("country_id")


def memberships(account: Account, on: date) -> QuerySet[Membership]:
    """In what capacities an account may act on a date."""
    return (
        Membership.objects.filter(account=account, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
        .select_related("organisation", "account__person")
        .order_by("pk")
    )


def actor_of(account: Account, capacities: Iterable[Membership]) -> Actor:
    """The actor that an account is when it acts in these capacities (of one organisation)."""
    held = list(capacities)
    organisation = next((one.organisation for one in held if one.organisation), None)
    person = account.person
    country, region = "", ""
    if organisation:
        country, region = organisation.country_id, organisation.region_id or ""
    elif person:
        country, region = person.citizenship_id, person.home_region_id
    return Actor(
        key=f"account:{account.pk}",
        roles=frozenset(one.role for one in held),
        organisation=str(organisation.pk) if organisation else "",
        person=person.pk if person else "",
        country=country,
        region=region,
    )
