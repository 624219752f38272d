"""An office answers a rule that the packs do not know."""

from datetime import datetime
from typing import Any

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry import rules
from sheber.registry.enums import AnswerBasis, RuleKind
from sheber.registry.models import Organisation, Rule, RuleAnswer


def answer_rule(
    *,
    country: str,
    code: str,
    office: Organisation,
    value: Any,
    basis: str,
    document: str = "",
    actor: Actor,
    now: datetime,
) -> RuleAnswer:
    """Record an office's answer to a rule that the packs do not know."""
    require(rules.can_answer_rule(actor, office.pk), "registry.rule.answer")
    if not Rule.objects.filter(pack__country_id=country, code=code, kind=RuleKind.UNKNOWN).exists():
        raise Refused("rule_is_known", country=country, code=code)
    if basis == AnswerBasis.DOCUMENT and not document:
        raise Refused("answer_needs_document")
    with transaction.atomic():
        answer = RuleAnswer.objects.create(
            country_id=country,
            code=code,
            office=office,
            value=value,
            basis=basis,
            document=document,
            answered_at=now,
        )
        events.record(
            events.Entry(
                "registry.rule.answer",
                ("registry.rule", f"{country}:{code}"),
                facts={"office": office.pk, "basis": basis},
            ),
            actor=actor,
            now=now,
        )
    return answer
