"""What the commands that need a database share: choose it, bring it up to date."""

import os
from pathlib import Path


def use_database(address: str | None) -> None:
    """Point Django at a database and start it. Call before importing any stage."""
    if address:
        is_file = not address.startswith(("postgresql://", "postgres://"))
        os.environ["SHEBER_DATABASE"] = str(Path(address).resolve()) if is_file else address
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sheber.settings")
    import django

    from sheber.kernel import catalogues

    catalogues.compile_stale()
    django.setup()


def bring_up_to_date() -> None:
    """Create or upgrade the tables."""
    from django.core.management import call_command
    from django.db import connection

    if not connection.introspection.table_names():
        _create_at_once()
    call_command("migrate", interactive=False, verbosity=0)


def _create_at_once() -> None:
    """Make the tables of an empty database straight from the models.

    Walking through the migrations gives the same tables (a test compares them) and takes four
    times as long. They are marked as done, so that later ones find their place.
    """
    from django.apps import apps
    from django.core.management import call_command
    from django.test.utils import override_settings

    without = {one.label: None for one in apps.get_app_configs()}
    with override_settings(MIGRATION_MODULES=without):
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    call_command("migrate", fake=True, interactive=False, verbosity=0)


def database_file() -> Path | None:
    """The file of an SQLite database; None on a server."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    return Path(str(default["NAME"])) if "sqlite3" in str(default["ENGINE"]) else None
