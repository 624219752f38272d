"""A campaign's seats, and what other rules would make of its market."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token

from sheber.admissions.models import Campaign, Clearing, Pool
from sheber.admissions.operations import Asked
from sheber.flows import what_if as flow
from sheber.kernel import clock
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from sheber.registry.models import RulePack
from sheber.web.api.answers import answers, body
from sheber.web.shared.actors import actor

READERS = (Role.OFFICE, Role.AUDITOR)
ASKED = ("round", "rule_pack", "seats", "change", "draws")


@answers("GET", *READERS)
def campaign(request: HttpRequest, code: str) -> dict[str, Any]:
    """What can be asked about: pools by code with their seats and spill, rounds, rule packs; and
    the token that a further request carries in the header X-CSRFToken."""
    found = _campaign(code)
    pools = Pool.objects.filter(offering__campaign=found).order_by("offering__code", "order")
    packs = RulePack.objects.filter(country__in=found.rule_packs.values("country"))
    rounds = Clearing.objects.filter(campaign=found).order_by("round")
    return {
        "format": "sheber.campaign/1",
        "code": found.code,
        "year": found.year,
        "state": found.state,
        "rounds": list(rounds.values_list("round", flat=True)),
        "rule_packs": list(packs.order_by("code").values_list("code", flat=True)),
        "pools": [
            {
                "id": one.code,
                "offering": one.offering.code,
                "kind": one.kind,
                "seats": one.capacity,
                "spill_to": one.spill_to.code if one.spill_to else None,
                "fund": one.fund.code if one.fund else None,
            }
            for one in pools.select_related("offering", "spill_to", "fund")
        ],
        "csrf_token": get_token(request),
    }


@answers("POST", *READERS)
def what_if(request: HttpRequest, code: str) -> dict[str, Any]:
    """`sheber.difference/1` of what is asked; rows of people are in it for offices alone."""
    found = _campaign(code)
    asked = _asked(found, body(request, ASKED))
    return flow.ask(found, asked, actor=actor(request), now=clock.now())


def _campaign(code: str) -> Campaign:
    found = Campaign.objects.filter(code=code).first()
    if found is None:
        raise Refused("not_found", what="campaign", code=code)
    return found


def _asked(campaign: Campaign, given: Mapping[str, Any]) -> Asked:
    seats = _table(given, "seats")
    for number in seats.values():
        if not _is_number(number):
            raise _malformed("seats")
    draws = given.get("draws", 0)
    if not _is_number(draws):
        raise _malformed("draws")
    return Asked(
        clearing=_round(campaign, given.get("round")),
        pack=_pack(given.get("rule_pack")),
        seats=seats,
        change=_table(given, "change"),
        draws=draws,
    )


def _round(campaign: Campaign, number: object) -> Clearing | None:
    if number is None:
        return None
    if not _is_number(number):
        raise _malformed("round")
    found = Clearing.objects.filter(campaign=campaign, round=number).first()
    if found is None:
        raise Refused("not_found", what="round", code=number)
    return found


def _pack(code: object) -> RulePack | None:
    if code is None:
        return None
    found = RulePack.objects.filter(code=str(code)).first()
    if found is None:
        raise Refused("not_found", what="rule_pack", code=str(code))
    return found


def _table(given: Mapping[str, Any], field: str) -> dict[str, Any]:
    found = given.get(field, {})
    if not isinstance(found, dict):
        raise _malformed(field)
    return found


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _malformed(field: str) -> Refused:
    return Refused("request_malformed", field=field, known=list(ASKED))
