"""From PostgreSQL to published results and certificate: each leg beside a bare COPY of its rows.

python -m benchmarks.database [--people 1000000] [--json]

A private PostgreSQL server is started and thrown away. The seats are those of the demo's national
size, by the verbs. People, their verified lists of five contracts and their scores are drawn and
copied in, since a million applications by verbs is not what is measured here. From there on
everything is what the control room does: rows to arrays, the market with its keys and its SHA-256,
the solver with its certificate and check, the round kept as columns, and its publication, which
makes the market once more from the rows and compares, then offers the seats with an event each.
"""

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np

MILLION = 1_000_000
CONTRACTS = 5
TARGET_SHARE = 0.6
SEED = 5
BATCH = 100_000
# Smaller markets have fewer seats as well; a million people meet all clusters of the demo.
FEWEST_CLUSTERS, PEOPLE_A_CLUSTER = 10, 3_000
KILOBYTES_A_MEGABYTE = 1024


def measure(people: int) -> dict[str, Any]:
    """Seconds of each leg and of the bare copies, rows, and the peak of memory in megabytes."""
    from tests.database import start_server

    # A folder of its own, which the server's user may enter.
    folder = Path(tempfile.mkdtemp(prefix="sheber-benchmark-"))
    server = start_server(folder)
    try:
        # In a process of its own, whose memory is not that of what is measured.
        command = [sys.executable, "-m", "benchmarks.database", "--prepare", server.url]
        subprocess.run([*command, "--people", str(people)], check=True)  # noqa: S603 - our own command
        return _measure(server.url)
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _measure(address: str) -> dict[str, Any]:
    from sheber.cli import site

    site.use_database(address)
    from sheber.admissions import engine_io
    from sheber.admissions import operations as admissions
    from sheber.admissions.models import Campaign

    campaign = Campaign.objects.get(state="closed")
    offices = _offices()
    (_, office), *_ = offices
    legs: dict[str, float] = {}
    now = campaign.closes_at + timedelta(days=2)
    with _timed(legs, "read_s"):
        rows = engine_io.read(campaign)
    with _timed(legs, "bare_copy_out_s"):
        bytes_out = _copied_out(campaign)
    with _timed(legs, "market_s"):
        drafted = engine_io.draft(rows, campaign.lottery_seed)
    market = drafted.file.market
    sizes = {"people": market.applicants, "contracts": market.contracts, "claims": market.claims}
    with _timed(legs, "solve_and_certify_s"):
        engine_io.run(drafted)
    del rows, drafted, market
    with _timed(legs, "compute_s"):
        cleared = admissions.clear(campaign, actor=office, now=now)
    with _timed(legs, "keep_s"):
        clearing = admissions.keep(cleared, actor=office, now=now)
    del cleared
    for organisation, who in offices:
        admissions.approve(
            clearing, office=organisation, digest=clearing.digest, actor=who, now=now
        )
    with _timed(legs, "publish_s"):
        admissions.publish(clearing, consent_by=campaign.consent_by, actor=office, now=now)
    _timed_copy_in(legs)
    person = _name(sizes["people"] // 2)
    with _timed(legs, "explain_first_s"):
        engine_io.explain(clearing, person)
    with _timed(legs, "explain_next_s"):
        engine_io.explain(clearing, person)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        **sizes,
        "held": clearing.held,
        **{name: round(seconds, 3) for name, seconds in legs.items()},
        "whole_s": round(legs["compute_s"] + legs["keep_s"] + legs["publish_s"], 1),
        "copied_out_mb": round(bytes_out / 1_000_000, 1),
        "peak_mb": round(peak / KILOBYTES_A_MEGABYTE),
    }


def _offices() -> list[tuple[Any, Any]]:
    """Each office with who acts for it."""
    from sheber.registry.models import Membership
    from sheber.registry.queries import actor_of

    held = Membership.objects.filter(role="office", organisation__isnull=False)
    rows = held.select_related("account__person", "organisation").order_by("pk")
    return [(one.organisation, actor_of(one.account, [one])) for one in rows]


def _prepare(address: str, people: int) -> None:
    """The demo's seats, and people who have applied for them; the lottery is drawn."""
    from sheber.cli import site

    site.use_database(address)
    site.bring_up_to_date()
    from django.conf import settings
    from django.db import connection, transaction

    from sheber.admissions import operations
    from sheber.flows.demo import admissions as stage
    from sheber.flows.demo.build import build
    from sheber.flows.demo.world import read_size
    from sheber.kernel import ids

    size = read_size(settings.SEEDS / "demo", "national")
    (year,) = size.years
    clusters = size.clusters[: max(FEWEST_CLUSTERS, people // PEOPLE_A_CLUSTER)]
    none = replace(size, applicants={year: 0}, wishes=(CONTRACTS,), clusters=clusters)
    world = build("national", SEED, until="offers", measure=none, progress=lambda _text: None)
    with ids.seeded(SEED):
        campaign = stage.prepare(world, year)
        draw = np.random.default_rng(SEED)
        for first in range(0, people, BATCH):
            with transaction.atomic():
                _apply(campaign, draw, first, min(BATCH, people - first))
        operations.close_campaign(campaign, actor=world.calendar(), now=campaign.closes_at)
        stage.draw_lottery(world, campaign, year)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _name(number: int) -> str:
    return f"P{number:09d}"


def _apply(campaign: Any, draw: np.random.Generator, first: int, people: int) -> None:
    """People, verified applications with five contracts each, and a score."""
    from sheber.admissions.models import Application, RankedContract, VerifiedFact
    from sheber.flows.demo.admissions import SCALE
    from sheber.kernel import columns
    from sheber.registry.models import Organisation, Person, Region

    names = list(map(_name, range(first, first + people)))
    regions = list(Region.objects.filter(country__in=("RU", "KZ")).order_by("pk"))
    homes = [regions[place] for place in draw.integers(len(regions), size=people).tolist()]
    columns.save(
        [
            Person(pseudonym=name, citizenship_id=home.country_id, home_region=home, demo=True)
            for name, home in zip(names, homes, strict=True)
        ]
    )
    values = {"campaign_id": campaign.pk, "person_id": names, "state": "verified"}
    applications = columns.append(Application, values, people)
    facts = {"campaign_id": campaign.pk, "kind": "score", "scale": SCALE, "person_id": names}
    facts |= {
        "checked_by_id": Organisation.objects.order_by("pk").values_list("pk", flat=True)[0],
        "checked_at": campaign.opens_at,
        "points": np.clip(draw.normal(64, 15, people), 0, 100).astype(np.int64),
    }
    columns.append(VerifiedFact, facts, people)
    offering, offer = _wishes(draw, people)
    ranked = {
        "application_id": np.repeat(applications, CONTRACTS),
        "position": np.tile(np.arange(1, CONTRACTS + 1), people),
        "offering_id": offering,
        "terms_kind": ["target" if one else "state" for one in offer],
        "offer_id": offer,
        "terms_version": [1 if one else None for one in offer],
    }
    columns.append(RankedContract, ranked, people * CONTRACTS)


def _wishes(draw: np.random.Generator, people: int) -> tuple[Any, list[int | None]]:
    """(people × CONTRACTS) different offerings for each person, and the offer of a target wish."""
    from sheber.admissions.models import Offering, Pool

    offerings = np.array(list(Offering.objects.order_by("pk").values_list("pk", flat=True)))
    pools = Pool.objects.filter(offer__isnull=False).order_by("pk")
    offers = dict(pools.values_list("offering_id", "offer_id"))
    # Steps of different length round a ring: nobody meets an offering twice.
    begin = draw.integers(len(offerings), size=(people, 1))
    steps = draw.integers(1, len(offerings) // CONTRACTS, size=(people, CONTRACTS - 1))
    walked = np.concatenate([np.zeros_like(begin), np.cumsum(steps, axis=1)], axis=1)
    chosen = offerings[(begin + walked) % len(offerings)].reshape(-1)
    target = draw.random(len(chosen)) < TARGET_SHARE
    offer = [
        offers.get(one) if is_target else None
        for one, is_target in zip(chosen.tolist(), target.tolist(), strict=True)
    ]
    return chosen, offer


OUT = (
    "SELECT id, person_id FROM admissions_application WHERE campaign_id = {campaign}",
    "SELECT id, application_id, position, offering_id, terms_kind, offer_id"
    " FROM admissions_rankedcontract",
    "SELECT person_id, scale, points, ties FROM admissions_verifiedfact"
    " WHERE campaign_id = {campaign}",
)
IN = (
    ("admissions_seat", "SELECT * FROM admissions_seat"),
    ("kernel_event", "SELECT * FROM kernel_event WHERE verb = 'admissions.seat.begin'"),
)


def _copied_out(campaign: Any) -> int:
    """The same rows, straight out of the server and thrown away; how many bytes they were."""
    from django.db import connection

    total = 0
    for sql in OUT:
        query = f"COPY ({sql.format(campaign=int(campaign.pk))}) TO STDOUT"
        with connection.cursor() as cursor, cursor.copy(query) as copy:
            total += sum(len(block) for block in copy)
    return total


def _timed_copy_in(legs: dict[str, float]) -> None:
    """The rows that publication wrote, copied into tables without keys or indexes."""
    from django.db import connection

    legs["bare_copy_in_s"] = 0.0
    with connection.cursor() as cursor:
        for table, sql in IN:
            cursor.execute(f"CREATE TEMPORARY TABLE bare (LIKE {table})")
            with cursor.copy(f"COPY ({sql}) TO STDOUT") as copy:
                blocks = [bytes(block) for block in copy]
            started = time.perf_counter()
            with cursor.copy("COPY bare FROM STDIN") as copy:
                for block in blocks:
                    copy.write(block)
            legs["bare_copy_in_s"] += time.perf_counter() - started
            cursor.execute("DROP TABLE bare")


@contextmanager
def _timed(legs: dict[str, float], name: str) -> Iterator[None]:
    started = time.perf_counter()
    yield
    legs[name] = time.perf_counter() - started


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--people", type=int, default=MILLION)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--prepare", metavar="URL", help="fill this empty database and end")
    options = parser.parse_args()
    if options.prepare:
        _prepare(options.prepare, options.people)
        return
    found = measure(options.people)
    if options.json:
        print(json.dumps({"database_1m" if options.people == MILLION else "database": found}))
        return
    for name, value in found.items():
        print(f"{name:<24} {value:>14,}")


if __name__ == "__main__":
    main()
