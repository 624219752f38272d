"""An empty database is made straight from the models; it is the one that migrations make."""

import os
import sqlite3
import subprocess
import sys

CREATE = "from sheber.cli import site; site.use_database(None); {act}"
AT_ONCE = "site.bring_up_to_date()"
MIGRATED = "from django.core.management import call_command; call_command('migrate', verbosity=0)"


def schema(file):
    """Columns and indexes of every table, in no order."""
    with sqlite3.connect(file) as connection:
        names = [
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        ]
        columns = {name: set(connection.execute(f'PRAGMA table_info("{name}")')) for name in names}
        indexes = set(
            connection.execute("SELECT tbl_name, sql FROM sqlite_master WHERE type = 'index'")
        )
        migrations = set(connection.execute("SELECT app, name FROM django_migrations"))
    without_place = {name: {row[1:] for row in rows} for name, rows in columns.items()}
    return without_place, indexes, migrations


def make(file, act):
    environment = {**os.environ, "SHEBER_HOME": str(file.parent), "SHEBER_DATABASE": str(file)}
    subprocess.run([sys.executable, "-c", CREATE.format(act=act)], check=True, env=environment)
    return schema(file)


def test_both_ways_make_the_same_tables(tmp_path):
    assert make(tmp_path / "at_once", AT_ONCE) == make(tmp_path / "migrated", MIGRATED)
