"""Settings that hold for every test. The database itself is chosen in `tests/plugin.py`."""

from __future__ import annotations

import hypothesis
import pytest
from django.conf import settings

# On a busy machine a slow example is no failure; finding a wrong one is.
hypothesis.settings.register_profile("sheber", deadline=None)
hypothesis.settings.load_profile("sheber")


def pytest_configure(config: pytest.Config) -> None:
    """Keep SQLite's test database in a file, as in real life: in memory it locks differently."""
    default = settings.DATABASES["default"]
    if default["ENGINE"] == "django.db.backends.sqlite3":
        default.setdefault("TEST", {})["NAME"] = f"{default['NAME']}.test"
