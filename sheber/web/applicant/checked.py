"""What offices have checked about a person: by whom, on what day, and what was refuted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sheber.admissions import queries
from sheber.admissions.enums import FactKind
from sheber.admissions.models import VerifiedFact
from sheber.kernel.refusals import Sentence
from sheber.web.applicant.mine import Mine
from sheber.web.applicant.reasons import reason
from sheber.web.shared.moments import at_home

# Scales that have a name; a code of a country's own stands as it is.
SCALES: Mapping[str, Sentence] = {"joint-test-100": gettext_lazy("“joint test, up to 100 points”")}


@dataclass(frozen=True)
class Checked:
    """A fact in words. `refuted` is the day on which it was taken back, if it was."""

    text: str
    by: str
    on: datetime
    refuted: datetime | None
    reason: str


def facts(mine: Mine) -> list[Checked]:
    """Facts of the campaign of this person's application."""
    if mine.campaign is None:
        return []
    return [_checked(row, mine.zone) for row in queries.facts_of(mine.person.pk, mine.campaign)]


def _checked(row: VerifiedFact, zone: str) -> Checked:
    text = str(FactKind(row.kind).label)
    if row.kind == FactKind.SCORE:
        text = _("score %(points)d on the scale %(scale)s") % {
            "points": row.points or 0,
            "scale": SCALES.get(row.scale, row.scale),
        }
    return Checked(
        text=text,
        by=row.checked_by.name,
        on=at_home(row.checked_at, zone),
        refuted=at_home(row.refuted_at, zone) if row.refuted_at else None,
        reason=reason("admissions.fact", row.pk, "refute") if row.refuted_at else "",
    )
