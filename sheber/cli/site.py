"""What the commands that need a database share: choose it, open it, bring it up to date."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SERVERS = ("postgresql", "postgres")


class Unusable(Exception):
    """A database that cannot be used, with what to do about it. Nothing was written."""


def use_database(address: str | None, *, must_exist: bool = False) -> None:
    """Point Django at a database and start it. Call before importing any stage.

    `must_exist`: refuse a file that is not there, rather than make an empty one.
    """
    if address:
        os.environ["SHEBER_DATABASE"] = _checked(address)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sheber.settings")
    import django

    from sheber.kernel import catalogues

    catalogues.compile_stale()
    django.setup()
    file = database_file()
    if file is None:
        return
    if must_exist and not file.exists():
        raise Unusable(
            f"There is no database at {file}. Make your own with  sheber init  or the demo with  "
            "sheber demo,  or name another with --database."
        )
    if not file.parent.is_dir():
        raise Unusable(f"There is no folder {file.parent}: make it first, or name another file.")


def bring_up_to_date() -> None:
    """Create or upgrade the tables."""
    from django.core.management import call_command
    from django.db import connection

    with _named_when_it_fails():
        if not connection.introspection.table_names():
            _create_at_once()
        call_command("migrate", interactive=False, verbosity=0)


def _checked(address: str) -> str:
    """The address as the settings take it: a path made absolute, or a PostgreSQL server's."""
    scheme, separator, _ = address.partition("://")
    if not separator:
        return str(Path(address).resolve())
    if scheme not in SERVERS:
        raise Unusable(
            f"{scheme}:// is no database that Sheber knows. "
            "Give the path of an SQLite file or a postgresql:// address."
        )
    return address


@contextmanager
def _named_when_it_fails() -> Iterator[None]:
    """The first word to a database: what its driver says becomes a sentence with the place."""
    from django.conf import settings
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        said = str(error).strip().splitlines()[0]
        file = database_file()
        place = str(file or settings.DATABASES["default"]["HOST"] or "this machine's server")
        raise Unusable(f"The database at {place} cannot be opened: {said}") from error


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
