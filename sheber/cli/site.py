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

    call_command("migrate", interactive=False, verbosity=0)


def database_file() -> Path | None:
    """The file of an SQLite database; None on a server."""
    from django.conf import settings

    default = settings.DATABASES["default"]
    return Path(str(default["NAME"])) if "sqlite3" in str(default["ENGINE"]) else None
