"""The register that ships with the software, from `seeds/accords` into rows.

Loading is repeatable: texts are brought up to date, new records are added. What people have done
since stays: confirmations, filled gaps, resolved parties, settled conflicts and later states.
A fault names the file and the record, and then nothing of that load is written.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from sheber.accords import rules
from sheber.accords.operations.load_commitments import load_commitments
from sheber.accords.operations.load_conflicts import load_conflicts
from sheber.accords.operations.load_projects import load_projects
from sheber.accords.operations.load_statements import load_gap_kinds, load_statements
from sheber.kernel import events
from sheber.kernel.access import Actor, require


@dataclass(frozen=True)
class Loaded:
    """How many records of each file stand in the register now."""

    counts: dict[str, int]


def load(folder: Path, *, actor: Actor, now: datetime) -> Loaded:
    """Load gaps, statements, commitments, conflicts and projects from a folder of TOML files."""
    require(rules.can_load(actor), "accords.register.load")
    with transaction.atomic():
        counts = {
            "gaps": load_gap_kinds(folder),
            "statements": load_statements(folder),
            "commitments": load_commitments(folder, actor=actor, now=now),
            "conflicts": load_conflicts(folder),
            "projects": load_projects(folder, actor=actor, now=now),
        }
        events.record(
            events.Entry("accords.register.load", ("accords.register", "all"), facts=counts),
            actor=actor,
            now=now,
        )
    return Loaded(counts)
