"""The accords: what was said and what follows, restated, with evidence, gaps and conflicts."""

import csv
import hashlib
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
LANGUAGES = ("en", "ru", "kk")
STATEMENT_STATUSES = {
    "proposed", "under_discussion", "in_elaboration", "agreed_in_principle", "planned",
    "running", "reported", "event_planned",
}  # fmt: skip
COMMITMENT_STATES = {
    "mentioned", "proposed", "under_discussion", "in_elaboration", "agreed_in_principle",
    "planned", "signed", "ratified", "in_force", "running", "done", "lapsed", "superseded",
    "disputed",
}  # fmt: skip
STATED_BY = {"RU", "KZ", "joint", "press"}
# Public texts name offices. Addresses of news pages may hold a name: they are provenance.
LEADERS = re.compile(
    r"putin|tokayev|tokaev|mishustin|bektenov|golikova|vasilyeva"
    r"|путин|токаев|тоқаев|мишуст|бектенов|бектұр|голиков|васильев",
    re.IGNORECASE,
)
# Fingerprints of the first five and the last five words of each quotation in the two articles,
# so that copying is noticed without keeping the quotations.
RUN = 5
QUOTATIONS = frozenset(
    re.findall(
        r"[0-9a-f]{10}",
        """
    0462597cbf 0882891403 0d1f35257a 0e75e8c5b3 21d67e3e45 2445cade71 246c2c575c
    251e5b9d10 2e0e26be5e 34a287e4c2 3709169ba4 398d10b079 450cea51af 4c0efa349e
    4c6bd83cbe 507427ebe7 552aa3bde1 56ba2cd26a 58ea23a421 5f3ac13cd2 60103d9639
    6067638292 6822cdcf32 6d73a2f572 6f2d1e2a1b 75dc50b673 777c0312e9 7d2ecd528a
    7efd4e73ae 7f2ce4eee7 81b07ebbf7 82fe13fdcd 8394f220aa 881316c0d0 90ff850bc4
    963d3ff220 a056d4c24a a078ad4e2e a4da0672cb a65aac17ed a86ea9309c a8894790d7
    ab39a07053 b1f5cbaaa1 b5258b87f6 b8874eb8c2 beb9575b25 c84b5df2ae ccf3780eea
    dcaed0bba2 ddeeaacecb e161189534 e528a3aea6 e7983586a0 e81894de67 e83bd17fdc
    ec481084d1 ed2d150863 f5223bdab9 f52a5a2f3f f53baca6af fb9271cc5d
    """,
    )
)


def rows(name: str, key: str) -> list[dict[str, Any]]:
    text = (SEEDS / "accords" / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)[key]


STATEMENTS = rows("statements", "statement")
COMMITMENTS = rows("commitments", "commitment")
CONFLICTS = rows("conflicts", "conflict")
PROJECTS = rows("projects", "project")
GAPS = rows("gaps", "gap")
EVERYTHING = [*STATEMENTS, *COMMITMENTS, *CONFLICTS, *PROJECTS, *GAPS]


def registry_codes(*tables: str) -> set[str]:
    found = set()
    for table in tables:
        with (SEEDS / "registry" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row["code"] for row in csv.DictReader(file)}
    return found


def texts(record: Any, key: str = "") -> Iterator[str]:
    """All strings of a record but the addresses of pages."""
    if isinstance(record, dict):
        for name, value in record.items():
            yield from texts(value, name)
    elif isinstance(record, list):
        for value in record:
            yield from texts(value, key)
    elif isinstance(record, str) and key != "url":
        yield record


def tables_in(record: Any) -> Iterator[dict[str, Any]]:
    """The record and every table inside it."""
    if isinstance(record, dict):
        yield record
        for value in record.values():
            yield from tables_in(value)
    elif isinstance(record, list):
        for value in record:
            yield from tables_in(value)


def fingerprints(text: str) -> set[str]:
    """One short hash for each run of five words."""
    words = re.findall(r"\w+", text.casefold())
    runs = (" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1))
    return {hashlib.sha256(run.encode()).hexdigest()[:10] for run in runs}


def test_numbers_of_records():
    assert (len(STATEMENTS), len(COMMITMENTS), len(CONFLICTS)) == (33, 12, 4)


@pytest.mark.parametrize("records", [STATEMENTS, COMMITMENTS, CONFLICTS, PROJECTS])
def test_ids_stand_once(records):
    ids = [record["id"] for record in records]
    assert len(ids) == len(set(ids))


def test_statements_have_known_status_and_side():
    for one in STATEMENTS:
        assert one["status"] in STATEMENT_STATUSES, one["id"]
        assert one["stated_by"] in STATED_BY, one["id"]


def test_statements_name_source_day_and_place_in_it():
    for one in STATEMENTS:
        assert one["said_at"] == date(2025, 11, 12), one["id"]
        for source in one["sources"]:
            assert source["publisher"], one["id"]
            assert source["url"].startswith("https://"), one["id"]
            assert isinstance(source["published"], date), one["id"]
            assert source["line"] == 2 * source["paragraph"] + 1, one["id"]


def test_one_sided_statements_are_not_confirmed():
    one_sided = [one for one in STATEMENTS if one["stated_by"] in {"RU", "KZ", "press"}]
    assert one_sided
    assert all(one["confirmed_by_other"] == "" for one in one_sided)


def test_a_confirmation_names_its_date_and_document():
    for one in [*COMMITMENTS, *PROJECTS]:
        assert bool(one["confirmed_by_other"]) == ("confirmed_on" in one), one["id"]
        if one["confirmed_by_other"]:
            assert one["documents"], one["id"]


def test_same_statements_point_at_each_other_or_back():
    by_id = {one["id"]: one for one in STATEMENTS}
    for one in STATEMENTS:
        if "same_as" in one:
            assert by_id[one["same_as"]]["id"] != one["id"]


def test_evidence_resolves():
    known = {one["id"] for one in STATEMENTS}
    for one in [*COMMITMENTS, *PROJECTS]:
        assert one["evidence"], one["id"]
        assert set(one["evidence"]) <= known, one["id"]
        for step in one.get("history", []):
            assert set(step["evidence"]) <= known, one["id"]
    for conflict in CONFLICTS:
        assert {v["statement"] for v in conflict["values"] if "statement" in v} <= known


def test_a_commitment_stands_where_its_history_ends():
    for one in COMMITMENTS:
        assert one["status"] in COMMITMENT_STATES, one["id"]
        assert one["history"][-1]["status"] == one["status"], one["id"]


def test_a_commitment_is_no_stronger_than_its_statements():
    status = {one["id"]: one["status"] for one in STATEMENTS}
    for one in COMMITMENTS:
        supported = {status[code] for code in one["evidence"]}
        # A fact reported without a promise (students do study there) supports "running".
        supported |= {"running"} if "reported" in supported else set()
        assert one["status"] in supported, one["id"]


def test_gaps_are_worded_and_none_is_also_filled():
    known = {gap["code"] for gap in GAPS}
    for one in [*COMMITMENTS, *PROJECTS]:
        assert set(one["gaps"]) <= known, one["id"]
    for one in COMMITMENTS:
        for owner in ("owner_ru", "owner_kz"):
            assert not (one[owner] and owner in one["gaps"]), one["id"]


def test_a_party_is_unresolved_where_the_sources_name_no_body_or_name_it_in_two_ways():
    unresolved = [one["id"] for one in COMMITMENTS if one["unresolved_party"]]
    assert unresolved == ["C-03", "C-04", "C-08"]


def test_codes_are_those_of_the_registry():
    regions = registry_codes("regions", "region_groups")
    sectors = registry_codes("sectors")
    organisations = registry_codes("organisations")
    for one in [*STATEMENTS, *COMMITMENTS]:
        assert set(one["regions"]) <= regions, one["id"]
        assert set(one["sectors"]) <= sectors, one["id"]
        assert set(one["institutions"]) <= organisations, one["id"]
    for one in PROJECTS:
        assert set(one["regions"]) <= regions, one["id"]
        assert one["sector"] in sectors, one["id"]


def test_projects_invent_no_site_and_no_opening_date():
    commitments = {one["id"] for one in COMMITMENTS}
    for one in PROJECTS:
        assert {"site", "opening_date"} <= set(one["gaps"]), one["id"]
        assert not {"site", "opening_date"} & set(one), one["id"]
        assert one["commitment"] in commitments, one["id"]


def test_conflicts_keep_every_claim_with_its_office():
    for conflict in CONFLICTS:
        claims = [(v["value_en"], v["office_en"]) for v in conflict["values"]]
        assert len(claims) == len(set(claims)) >= 2, conflict["id"]
        assert len({value for value, _ in claims}) >= 2, conflict["id"]


def test_no_leader_is_named():
    found = [text for record in EVERYTHING for text in texts(record) if LEADERS.search(text)]
    assert found == []


def test_words_stand_in_three_languages_and_kazakh_differs():
    for record in EVERYTHING:
        for table in tables_in(record):
            for field in [key.removesuffix("_en") for key in table if key.endswith("_en")]:
                words = [table[f"{field}_{language}"] for language in LANGUAGES]
                assert all(words), (record, field)
                # Numbers are written alike.
                if not words[1].replace(" ", "").isdigit():
                    assert words[1] != words[2], words


@pytest.mark.parametrize("records", [STATEMENTS, COMMITMENTS, CONFLICTS, PROJECTS, GAPS])
def test_kazakh_is_marked_as_draft(records):
    assert {record["kk_status"] for record in records} == {"draft"}


def test_fingerprints_notice_a_copied_run_of_words():
    assert fingerprints("Как сказано, в Казахстане действуют филиалы восьми вузов") & QUOTATIONS


def test_no_text_repeats_a_quotation():
    for one in [*STATEMENTS, *COMMITMENTS]:
        for field in ("text_ru", "title_ru", "description_ru"):
            assert not fingerprints(one.get(field, "")) & QUOTATIONS, one["id"]
