"""On which rules an offer rests, and on whose assumption where nobody knows the rule."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sheber.kernel.trilingual import in_reader_language
from sheber.offers.models import RuleUse
from sheber.registry.enums import AnswerBasis, Certainty
from sheber.registry.models import Organisation, Rule, RuleAnswer
from sheber.registry.queries import answers_to
from sheber.web.accords import labels


@dataclass(frozen=True)
class Ground:
    """A rule in words, on what its value rests, and what the offices answered if nobody knew."""

    use: RuleUse
    text: str
    basis: str
    answers: tuple[tuple[Organisation, RuleAnswer, str], ...]

    @property
    def assumed(self) -> bool:
        return self.use.basis == AnswerBasis.ASSUMPTION


def grounds(uses: Iterable[RuleUse]) -> list[Ground]:
    """The rules that an offer needed on publication."""
    return [_ground(use) for use in uses]


def _ground(use: RuleUse) -> Ground:
    rule = Rule.objects.filter(pack__code=use.pack, code=use.code).first()
    text = ""
    if rule is not None:
        text = in_reader_language(rule, "question") or in_reader_language(rule, "label")
    given = answers_to(use.country_id, use.code)
    offices = Organisation.objects.in_bulk(given)
    answers = tuple((offices[key], one, _said(one.value)) for key, one in sorted(given.items()))
    return Ground(use, text or use.code, _basis(use.basis), answers)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return labels.value(value)


def _basis(code: str) -> str:
    if code == AnswerBasis.ASSUMPTION:
        return _("an assumption of the offices")
    if code == AnswerBasis.DOCUMENT:
        return _("a document of the offices")
    return str(Certainty(code).label) if code in Certainty.values else code
