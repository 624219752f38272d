"""Seeds into rows. Loading is repeatable: rows are found again by their code.

A fault names the file and the row, and then nothing of that load is written.
"""

from sheber.registry.seeding.loaded import Loaded
from sheber.registry.seeding.reference import load_reference
from sheber.registry.seeding.rule_packs import load_rule_packs

__all__ = ["Loaded", "load_reference", "load_rule_packs"]
