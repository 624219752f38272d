"""What was said and agreed between countries, regions and institutions, with its evidence."""

from sheber.accords.models.commitments import Commitment, Evidence
from sheber.accords.models.conflicts import Conflict, ConflictingClaim
from sheber.accords.models.gaps import Gap, GapKind
from sheber.accords.models.projects import Project
from sheber.accords.models.statements import Statement

__all__ = [
    "Commitment",
    "Conflict",
    "ConflictingClaim",
    "Evidence",
    "Gap",
    "GapKind",
    "Project",
    "Statement",
]
