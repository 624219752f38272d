"""Reads the seed tables and outlines as plain rows for the tests beside it."""

import csv
import json
from datetime import date
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
TABLES = sorted(path.stem for path in (SEEDS / "registry").glob("*.csv"))
CODED = sorted(set(TABLES) - {"aliases", "region_group_members"})
CERTAINTIES = {"published", "memory_high", "memory_medium", "inferred"}


def rows(name):
    with (SEEDS / "registry" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(name):
    return {row["code"] for row in rows(name)}


def listed(cell):
    return [part for part in cell.split(";") if part]


def outlines():
    """Region code → set of its vertices."""
    collection = json.loads((SEEDS / "geo" / "regions.geojson").read_text(encoding="utf-8"))
    found = {}
    for feature in collection["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        if geometry["type"] == "Polygon":
            polygons = [polygons]
        found[feature["id"]] = {tuple(c) for polygon in polygons for ring in polygon for c in ring}
    return found


def interval(row):
    end = row["valid_to"]
    return date.fromisoformat(row["valid_from"]), date.fromisoformat(end) if end else date.max


def names_in(table):
    """(row, stem) for each trilingual name: name_en, centre_en, title_en …"""
    for row in rows(table):
        for column in row:
            if column.endswith("_en") and f"{column[:-3]}_kk" in row:
                yield row, column[:-3]
