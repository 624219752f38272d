"""The house as `docs/house.md` states it, where import-linter cannot see."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import ForeignObjectRel

from tests import house
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
LIVING = {
    model.__name__
    for model in apps.get_models()
    if any(field.name == "state" for field in model._meta.get_fields())
}


def python_files(*parts: str) -> list[Path]:
    folder = HOUSE.joinpath(*parts)
    return [path for path in folder.rglob("*.py") if "migrations" not in path.parts]


def parsed(path: Path) -> ast.AST:
    return ast.parse(path.read_text())


def verbs() -> list[Path]:
    """Files in which something is done, or computed for what is done."""
    return [
        path
        for path in python_files()
        if any(part in path.parts or path.stem == part for part in VERBS)
    ]


def places(path: Path, found: house.Found) -> list[str]:
    return [f"{path.relative_to(HOUSE)}:{line} {name}" for line, name in found]


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
    offenders = [
        place
        for path in python_files()
        if path != HOUSE / "kernel" / "states.py"
        for place in places(path, house.states_set(parsed(path), LIVING))
    ]
    assert offenders == []


@pytest.mark.parametrize(
    "line",
    [
        "row.state = 'signed'",
        "Contract.objects.filter(pk=1).update(\n    state='signed',\n)",
        "rows.update(**{'state': 'signed'})",
        "Contract.objects.create(state='signed')",
        "Contract(state='signed')",
        "Contract.objects.get_or_create(pk=1, defaults={'state': 'signed'})",
        "Contract.objects.bulk_update(rows, ['state'])",
        "Contract.objects.bulk_update(rows, fields=['state'])",
        "row.save(update_fields=('state',))",
        "setattr(row, 'state', 'signed')",
    ],
)
def test_a_state_set_by_hand_would_be_found(line):
    assert list(house.states_set(ast.parse(line), LIVING))


def test_reading_a_state_is_no_writing():
    line = "Contract.objects.filter(state='signed').update(term=3); Step(state='done'); row.state"
    assert not list(house.states_set(ast.parse(line), LIVING))


def test_no_verb_reads_a_clock():
    offenders = [
        place for path in verbs() for place in places(path, house.clocks_read(parsed(path)))
    ]
    assert offenders == []


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime; datetime.now(UTC)",
        "import datetime as dt; dt.date.today()",
        "from django.utils.timezone import now; now()",
        "from django.utils import timezone as zone; zone.localdate()",
        "from django.db.models.functions import Now; Now()",
        "from sheber.kernel import clock; clock.now()",
        "import time; time.monotonic()",
    ],
)
def test_a_clock_would_be_found(line):
    assert list(house.clocks_read(ast.parse(line)))


def test_no_verb_draws_from_a_global_source():
    offenders = [
        place for path in verbs() for place in places(path, house.chance_drawn(parsed(path)))
    ]
    assert offenders == []


@pytest.mark.parametrize(
    "line",
    [
        "import random; random.choice(rows)",
        "from random import shuffle; shuffle(rows)",
        "import numpy as np; np.random.rand()",
        "from uuid import uuid4; uuid4()",
        "import os; os.urandom(8)",
    ],
)
def test_chance_would_be_found(line):
    assert list(house.chance_drawn(ast.parse(line)))


def test_a_seeded_source_is_no_chance():
    line = "import random; import numpy as np; random.Random(5); np.random.default_rng(5)"
    assert not list(house.chance_drawn(ast.parse(line)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("demand/operations.py", "import sheber.offers.queries"),
        ("offers/models.py", "import sheber.offers.operations"),
        ("contracts/operations/signing.py", "import sheber.engine.obligation"),
        ("contracts/queries.py", "import sheber.doors.clearing.market"),
        ("engine/obligation.py", "import django"),
        ("insights/queries/river.py", "import sheber.registry.identity.models"),
    ],
)
def test_an_import_against_the_order_would_be_found(tmp_path, file, line):
    root = Path(settings.ROOT)
    shutil.copy(root / "pyproject.toml", tmp_path)
    shutil.copytree(HOUSE, tmp_path / "sheber", ignore=shutil.ignore_patterns("locale", "static"))
    broken = tmp_path / "sheber" / file
    broken.write_text(f"{line}\n{broken.read_text()}")
    lint = "import sys; sys.path.insert(0, '.'); from importlinter import cli; "
    done = subprocess.run(
        [sys.executable, "-c", f"{lint}cli.lint_imports_command()", "--no-cache"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    assert "BROKEN" in done.stdout


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
        for line, name in house.calls(parsed(path))
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
