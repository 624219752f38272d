"""`sheber calendar`: do what the date makes due; meant for cron."""

import argparse
import sys
from datetime import UTC, datetime

from sheber.cli import site

HELP = "do what the date makes due: suspend, freeze, open, close, take back, resume, fulfil"
EPILOG = """examples:
  sheber calendar --dry-run --database ours.sqlite3
  sheber calendar --database ours.sqlite3

Some acts wait for a day and for nobody: an offer freezes, a campaign opens or closes, a seat that
nobody consented to goes back, a programme left without a partner is suspended, an obligation is
served. Nothing of it happens by itself: let cron run this every quarter of an hour, as in
  */15 * * * *  /opt/sheber/.venv/bin/sheber calendar --database /srv/ours.sqlite3
An office finds the same under “What is due” and can do it there. Running it twice changes nothing.

Exit codes: 0 all that was due is done, 1 something was refused (it says what), 2 wrong input."""


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "calendar",
        help=HELP,
        description=HELP,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--now",
        metavar="MOMENT",
        type=moment,
        help="as of when, like 2031-06-01 or 2031-06-01T09:30+05:00; without a zone it is UTC; "
        "default: this moment, in a demo the demo's date",
    )
    parser.add_argument("--dry-run", action="store_true", help="say what is due and do nothing")
    parser.add_argument("--database", metavar="PATH_OR_URL", help="default: var/sheber.sqlite3")
    parser.set_defaults(run=run)


def moment(given: str) -> datetime:
    """A moment as it is typed; without a zone it is UTC."""
    try:
        found = datetime.fromisoformat(given)
    except ValueError:
        said = f"“{given}” is not a moment. Give one like 2031-06-01 or 2031-06-01T09:30+05:00."
        raise argparse.ArgumentTypeError(said) from None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def run(options: argparse.Namespace) -> int:
    site.use_database(options.database, must_exist=True)
    site.bring_up_to_date()
    from sheber.flows import calendar
    from sheber.kernel import clock

    if clock.installation() is None:
        return _wrong("this database is empty. Run  sheber init  or  sheber demo  first.")
    now = options.now or clock.now()
    if now > clock.now() and not (options.dry_run or clock.is_demo()):
        return _wrong("nothing is done before its day: with a coming day give --dry-run.")
    found = calendar.due(now=now) if options.dry_run else calendar.run(now=now)
    print(f"As of {now:%Y-%m-%d %H:%M %Z}, {'due' if options.dry_run else 'done'}:")
    return _print(found)


def _print(found) -> int:
    from sheber.flows.phrases import CALENDAR_ACTS

    for one in found:
        if one.count:
            print(f"{one.count:>6}  {CALENDAR_ACTS[one.code]}")
        if one.refusal:
            words = f"{CALENDAR_ACTS[one.code]}: {one.refusal}"
            print(f"sheber calendar: refused: {words}", file=sys.stderr)
    if not any(one.count for one in found):
        print("     0  nothing")
    return 1 if any(one.refusal for one in found) else 0


def _wrong(said: str) -> int:
    print(f"sheber calendar: {said}", file=sys.stderr)
    return 2
