"""`sheber manage …`: Django's own commands on Sheber's settings."""

import argparse
import os

from sheber.cli import site

HELP = "run one of Django's management commands (for administrators)"


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("manage", help=HELP, description=HELP)
    parser.add_argument("--database", metavar="PATH_OR_URL", help="default: var/sheber.sqlite3")
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="for instance: migrate --plan")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sheber.settings")
    site.use_database(options.database)
    from django.core.management import ManagementUtility

    ManagementUtility(["sheber manage", *options.arguments]).execute()
    return 0
