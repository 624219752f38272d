"""The house as `docs/house.md` states it, where import-linter cannot see."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignObjectRel

from tests.lives import lives

HOUSE = Path(settings.ROOT) / "sheber"
STAGES = [stage for stage in settings.STAGES if stage != "registry"]
ROOMS_OF_A_STAGE = {
    "apps",
    "tasks",
    "operations",
    "engine_io",
    "queries",
    "rules",
    "models",
    "states",
    "enums",
    "phrases",
    "migrations",
    "templates",
    "locale",
    "__init__",
    "__pycache__",
}
# Upstream first; an app may hold keys only to itself and to what stands before it.
ORDER = ["contenttypes", "auth", "kernel", "registry", "identity", *STAGES]
VERBS = ("operations", "engine_io", "flows", "engine")


def python_files(*parts: str) -> list[Path]:
    folder = HOUSE.joinpath(*parts)
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Every call of a file as (line, dotted name as far as it is written out)."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_only_its_rooms(stage):
    found = {path.stem for path in (HOUSE / stage).iterdir()}
    assert found <= ROOMS_OF_A_STAGE


def test_no_drawer_for_odds_and_ends():
    drawers = {"utils", "common", "helpers", "misc"}
    assert not [path for path in HOUSE.rglob("*") if path.stem in drawers]


def test_foreign_keys_point_upstream():
    backwards = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in ORDER
        for field in model._meta.get_fields()
        if field.is_relation
        and not isinstance(field, ForeignObjectRel)
        and field.related_model
        and ORDER.index(field.related_model._meta.app_label) > ORDER.index(model._meta.app_label)
    ]
    assert backwards == []


def test_no_row_can_be_walked_downstream():
    """Every relation is named `+`, so that no reverse accessor exists."""
    accessors = [
        f"{model._meta.label}.{relation.get_accessor_name()}"
        for model in apps.get_models()
        if model._meta.app_label in ORDER[2:]
        for relation in model._meta.related_objects
        if not relation.hidden
    ]
    assert accessors == []


def test_no_state_is_set_by_hand():
    """Only `kernel.states` writes a state."""
    by_hand = re.compile(
        r"\.state\s*=[^=]|update\([^)]*\bstate=|update_fields=[^)]*[\"']state[\"']"
    )
    offenders = [
        f"{path.relative_to(HOUSE)}:{number}"
        for path in python_files()
        if path != HOUSE / "kernel" / "states.py"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if by_hand.search(line)
    ]
    assert offenders == []


def test_no_verb_reads_a_clock():
    clock = re.compile(r"(^|\.)(now|today|utcnow|localtime|time|time_ns)$")
    modules = ("datetime", "date", "timezone", "time", "clock")
    offenders = [
        f"{path.relative_to(HOUSE)}:{line} {name}"
        for path in python_files()
        if any(part in path.parts or path.stem == part for part in VERBS)
        for line, name in calls(path)
        if clock.search(name) and name.split(".")[0] in modules
    ]
    assert offenders == []


def test_no_verb_draws_from_a_global_source():
    offenders = [
        f"{path.relative_to(HOUSE)}:{line} {name}"
        for path in python_files()
        if any(part in path.parts or path.stem == part for part in VERBS)
        for line, name in calls(path)
        if name.startswith(("random.", "np.random.", "secrets.", "uuid.uuid"))
        and name not in {"random.Random", "np.random.default_rng"}
    ]
    assert offenders == []


def test_no_signal_between_stages():
    words = ("django.dispatch", "django.db.models.signals")
    assert not [path for path in python_files() if any(word in path.read_text() for word in words)]


def test_models_are_rows_without_verbs():
    """A model has constraints, `__str__` and properties; what writes stands in operations."""
    writers = {"save", "delete", "create", "bulk_create", "update", "objects.create"}
    offenders = [
        f"{path.relative_to(HOUSE)}:{line} {name}"
        for stage in STAGES
        for path in python_files(stage)
        if path.stem == "models" or "models" in path.parts
        for line, name in calls(path)
        if name.rsplit(".", 1)[-1] in writers
    ]
    assert offenders == []


@pytest.mark.parametrize("life", lives(), ids=lambda life: life.subject)
def test_every_state_is_reached_and_every_move_has_somebody(life):
    reached = {life.start}
    for _ in life.moves:
        reached |= {move.target for move in life.moves if reached & set(move.sources)}
    assert reached == set(life.states)
    assert all(move.who for move in life.moves)
