"""Shared reads of the register: what may be called agreed, what is missing, who says what."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from sheber.accords.enums import COUNTRY_OF_GAP, USUAL_GAPS, StatedBy
from sheber.accords.models import (
    Commitment,
    Conflict,
    ConflictingClaim,
    Evidence,
    Gap,
    GapKind,
    Project,
    Statement,
)
from sheber.accords.states import AGREED, ENDED
from sheber.kernel.refusals import Refused
from sheber.kernel.trilingual import sort_key
from sheber.registry.models import Organisation


@dataclass(frozen=True)
class Answer:
    """Yes, or no with the sentence why."""

    refusal: Refused | None = None

    @property
    def allowed(self) -> bool:
        return self.refusal is None

    @property
    def reason(self) -> str:
        """Why not, in the reader's language; empty for yes."""
        return str(self.refusal) if self.refusal else ""


@dataclass(frozen=True)
class Stated:
    """One thing that a page says of every commitment: who states it, or nobody.

    `owners` are bodies responsible, `documents` tables of the register; with neither, and without
    a filled gap, nobody has stated it.
    """

    kind: GapKind
    gap: Gap | None
    owners: tuple[Organisation, ...]
    documents: tuple[Mapping[str, Any], ...]

    @property
    def is_stated(self) -> bool:
        filled = self.gap is not None and not self.gap.is_open
        return filled or bool(self.owners or self.documents)


@dataclass(frozen=True)
class Standing:
    """A commitment with all that a page shows beside it, so that nothing can be left out."""

    commitment: Commitment
    agreed: bool
    evidence: tuple[Evidence, ...]
    gaps: tuple[Gap, ...]

    @property
    def open_gaps(self) -> tuple[Gap, ...]:
        return tuple(gap for gap in self.gaps if gap.is_open)

    @property
    def is_one_sided(self) -> bool:
        """Whether it must be shown with “not confirmed by the other side”."""
        return not self.commitment.is_two_sided


@dataclass(frozen=True)
class Disagreement:
    """A conflict with its claims side by side, in the order of the register."""

    conflict: Conflict
    claims: tuple[ConflictingClaim, ...]


def is_agreed(commitment: Commitment) -> bool:
    """Whether it may be called agreed: it has come so far, and both sides say so."""
    return commitment.is_two_sided and commitment.state in AGREED


def may_receive_programme(commitment: Commitment) -> Answer:
    """Whether a programme may rest on it. One side's words suffice, and the programme says so."""
    if commitment.unresolved_party:
        return Answer(Refused("party_unresolved", code=commitment.code))
    if commitment.state in ENDED:
        return Answer(Refused("commitment_ended", code=commitment.code, state=commitment.state))
    return Answer()


def commitments() -> list[Standing]:
    """Every commitment, in the order of the register."""
    return standings(Commitment.objects.prefetch_related("owners", "sectors", "regions"))


def standings(chosen: Iterable[Commitment]) -> list[Standing]:
    """These commitments with their evidence and gaps: two queries, however many they are."""
    rows = list(chosen)
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    for proof in Evidence.objects.filter(commitment__in=rows).select_related("statement"):
        evidence[proof.commitment_id].append(proof)
    gaps: dict[int | None, list[Gap]] = defaultdict(list)
    for gap in in_reader_s_order(Gap.objects.filter(commitment__in=rows).select_related("kind")):
        gaps[gap.commitment_id].append(gap)
    return [
        Standing(row, is_agreed(row), tuple(evidence[row.pk]), tuple(gaps[row.pk])) for row in rows
    ]


def standing(commitment: Commitment) -> Standing:
    """One commitment with its evidence and gaps."""
    return standings([commitment])[0]


def stated(standing: Standing) -> tuple[Stated, ...]:
    """Owner of each side, deadline, budget, legal instrument: each as stated or as a gap."""
    gaps = {gap.kind_id: gap for gap in standing.gaps}
    owners = list(standing.commitment.owners.all())
    kinds = GapKind.objects.in_bulk(USUAL_GAPS)
    rows = [
        Stated(
            kind=kinds[code],
            gap=gaps.get(code),
            owners=tuple(one for one in owners if one.country_id == COUNTRY_OF_GAP.get(code)),
            documents=tuple(
                one for one in standing.commitment.documents if one.get("states") == code
            ),
        )
        for code in USUAL_GAPS
        if code in kinds
    ]
    return tuple(sorted(rows, key=lambda one: sort_key(one.kind.name)))


def open_gaps() -> QuerySet[Gap]:
    """What nobody has stated, of commitments and of projects."""
    return Gap.objects.filter(document="").select_related("kind", "commitment", "project")


def statements_by_side() -> dict[str, list[Statement]]:
    """Statements under the side whose words they are; every side is there, if only empty."""
    found: dict[str, list[Statement]] = {str(side): [] for side in StatedBy.values}
    for statement in Statement.objects.select_related("same_as"):
        found[statement.stated_by].append(statement)
    return found


def unconfirmed() -> QuerySet[Commitment]:
    """Commitments that only one side, or only the press, has stated."""
    return Commitment.objects.filter(confirmed_by_other="").exclude(stated_by=StatedBy.JOINT)


def conflicts() -> list[Disagreement]:
    """Every conflict with its claims; settled ones too, since what was said can still be read."""
    claims: dict[str, list[ConflictingClaim]] = defaultdict(list)
    for claim in ConflictingClaim.objects.select_related("statement"):
        claims[claim.conflict_id].append(claim)
    rows = Conflict.objects.select_related("upheld")
    return [Disagreement(row, tuple(claims[row.pk])) for row in rows]


def projects() -> QuerySet[Project]:
    """Projects of industry with where they stand."""
    return Project.objects.select_related("sector", "region", "region_group", "commitment")


def in_reader_s_order(gaps: Iterable[Gap]) -> list[Gap]:
    """Gaps by the alphabet of the reader, so that neither country comes first by rule."""
    return sorted(gaps, key=lambda gap: sort_key(gap.kind.name))


def gaps_of_project(project: Project) -> QuerySet[Gap]:
    """What is missing of a project, filled or not."""
    return Gap.objects.filter(project=project).select_related("kind")
