"""The checker as a file of its own: copied to an empty folder and run without Sheber."""

import ast
import json
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.doors.clearing.certificate import certificate_document
from sheber.doors.clearing.columns import write_columns
from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.result import read_result, result_document, violations
from sheber.doors.clearing.violations import violation_sentence
from sheber.engine.clearing import checker
from sheber.engine.clearing.solve import solve
from tests.doors.build import changed, example, text
from tests.engine.clearing.build import drafts
from tests.engine.clearing.documents import document_of


def run(folder, *words):
    """In a folder that holds the checker and the files, isolated from everything else."""
    return subprocess.run(
        [sys.executable, "-I", "checker.py", *words], cwd=folder, capture_output=True, text=True
    )


@pytest.fixture
def folder(tmp_path):
    shutil.copy(checker.__file__, tmp_path / "checker.py")
    file = read_market(text(example()))
    outcome = solve(file.market)
    (tmp_path / "market.json").write_bytes(text(example()))
    (tmp_path / "result.json").write_bytes(text(result_document(file, outcome)))
    proof = certificate_document(file, outcome.certificate)
    (tmp_path / "proof.json").write_bytes(text(proof))
    return tmp_path


def rewrite(path, *steps):
    document = json.loads(path.read_text())
    path.write_bytes(text(changed(document, steps[:-1], steps[-1])))


def test_it_imports_python_and_numpy_alone():
    allowed = {*sys.stdlib_module_names, "numpy"}
    for node in ast.walk(ast.parse(Path(checker.__file__).read_text())):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or "."] if isinstance(node, ast.ImportFrom) else []
        assert {name.partition(".")[0] for name in names} <= allowed


def test_alone_it_loads_nothing_of_sheber(folder):
    code = (
        "import runpy, sys\nsys.argv = ['checker.py', 'market.json', 'result.json', 'proof.json']\n"
        "try:\n    runpy.run_path('checker.py', run_name='__main__')\n"
        "except SystemExit as end:\n    assert end.code == 0\n"
        "assert not [name for name in sys.modules if name.partition('.')[0] == 'sheber']\n"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], cwd=folder, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_result_and_certificate_hold(folder):
    done = run(folder, "market.json", "result.json", "proof.json")
    assert (done.returncode, done.stdout) == (0, "The result holds: C1, C2, C3, C4, C5, C6.\n")


def test_broken_property_is_said_in_the_words_of_sheber(folder):
    result = json.loads((folder / "result.json").read_text())
    del result["held"][2]
    (folder / "result.json").write_bytes(text(result))
    file = read_market(text(example()))
    stated = read_result(text(result), file)
    said = [violation_sentence(one, file, stated.rows) for one in violations(file, stated)]
    done = run(folder, "market.json", "result.json")
    assert done.returncode == 1
    assert sorted(done.stdout.splitlines()) == sorted(said)


@pytest.mark.parametrize(
    "steps",
    [
        ("result.json", "market_sha256", "00"),
        ("result.json", "properties", "C3", False),
        ("result.json", "pools", 2, "cutoff", "score", 1),
        ("proof.json", "market_sha256", "00"),
        ("proof.json", "pools", 1, "inflow", 0),
        ("proof.json", "pools", 2, "last", "A1:U1"),
        ("proof.json", "pools", 2, "last", None),
        ("proof.json", "wishes", []),
        ("proof.json", "wishes", 0, "places_short_at_most", 2),
        ("proof.json", "wishes", 0, "pool", "G/main"),
        ("proof.json", "wishes", 0, "contract", "A2:U1"),
        ("proof.json", "wishes", 0, "applicant", "A2"),
        ("proof.json", "wishes", 0, "own", "score", 91),
    ],
)
def test_false_word_ends_with_one_and_a_sentence(folder, steps):
    rewrite(folder / steps[0], *steps[1:])
    done = run(folder, "market.json", "result.json", "proof.json")
    assert (done.returncode, done.stderr) == (1, "")
    assert "does not hold" in done.stdout


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        (("market.json", "format", "other"), "format"),
        (("market.json", "offerings", 0, "pools", 0, "capacity", -2), "[0].capacity"),
        (("market.json", "offerings", 0, "pools", 0, "spill", "G/main"), "“spill” is not known"),
        (("market.json", "offerings", 0, "pools", 1, "spill_to", "G/target-E1"), "stand after"),
        (("market.json", "funds", 0, "pools", 0, "G/main"), "spill into a pool under a fund"),
        (("market.json", "applicants", 0, "id", "A2"), "stands twice"),
        (("market.json", "applicants", 0, "contracts", 0, "claims", 0, "pool", "X"), "“X”"),
        (("market.json", "lottery", None), "two people are equal"),
        (("market.json", "lottery", "seed", "0"), "hexadecimal"),
        (("result.json", "held", 0, []), "held[0]: an object"),
        (("result.json", "pools", 0, "id", 1), "a text in quotation marks"),
    ],
)
def test_wrong_input_ends_with_two_and_the_place(folder, steps, words):
    market = json.loads((folder / "market.json").read_text())
    for claim in (market["applicants"][0]["contracts"][0], market["applicants"][1]["contracts"][0]):
        claim["claims"][0]["ties"] = [4.7] if steps[1:] == ("lottery", None) else [4.8]
    (folder / "market.json").write_bytes(text(market))
    rewrite(folder / steps[0], *steps[1:])
    done = run(folder, "market.json", "result.json")
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("absent.json", "result.json"), ("checker.py", "result.json")])
def test_what_is_no_json_is_refused(folder, words):
    done = run(folder, *words)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@settings(max_examples=150, deadline=None)
@given(drafts(max_applicants=8), st.data())
def test_files_of_any_market_are_judged_as_the_doors_judge_them(tmp_path_factory, draft, data):
    """Arbitrary outcomes, read by two readers: each says the same of the same files."""
    document = document_of(draft)
    file = read_market(text(document))
    result = result_document(file, solve(file.market))
    contracts = {
        person["id"]: [
            (one["id"], claim["pool"]) for one in person["contracts"] for claim in one["claims"]
        ]
        for person in document["applicants"]
    }
    if data.draw(st.booleans()):
        chosen = {who: data.draw(st.sampled_from([None, *rows])) for who, rows in contracts.items()}
        result["held"] = [
            {"applicant": who, "contract": seat[0], "pool": seat[1]}
            for who, seat in chosen.items()
            if seat
        ]
    place = tmp_path_factory.mktemp("files")
    (place / "market.json").write_bytes(text(document))
    (place / "result.json").write_bytes(text(result))
    given = checker.read_market(place / "market.json")
    stated = read_result(text(result), file)
    said = [violation_sentence(one, file, stated.rows) for one in violations(file, stated)]
    assert sorted(checker.check_files(given, place / "result.json", None)) == sorted(said)


def doubles(bits):
    return struct.unpack("<d", struct.pack("<Q", bits))[0]


whole = st.integers(1 - 2**53, 2**53 - 1)
numbers = whole | st.integers(0, 2**64 - 1).map(doubles).filter(np.isfinite)


@settings(max_examples=500)
@given(
    st.recursive(
        numbers | st.text() | st.booleans() | st.none(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_canonical_form_is_that_of_the_standard(value):
    try:
        expected = rfc8785.dumps(value)
    except UnicodeEncodeError:
        return
    assert checker.canonical(value).encode() == expected


@pytest.fixture
def columns(tmp_path):
    file = read_market(text(example()))
    write_columns(tmp_path / "proof", file, solve(file.market).certificate)
    shutil.copy(checker.__file__, tmp_path / "checker.py")
    return tmp_path


def test_folder_of_columns_holds(columns):
    assert run(columns, "proof").stdout == "The result holds: C1, C2, C3, C4, C5, C6.\n"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("held_claim", "C"),
        ("claim_score", "ranking"),
        ("claim_key", "ranking"),
        ("applicant_lottery", "ranking"),
        ("pool_inflow", "certificate"),
        ("pool_occupancy", "certificate"),
        ("pool_last", "certificate"),
        ("pool_cutoff", "certificate"),
        ("wish_contract", "certificate"),
        ("wish_claim", "certificate"),
        ("wish_short", "certificate"),
    ],
)
def test_changed_column_is_noticed(columns, name, code):
    path = columns / "proof" / f"{name}.npy"
    values = np.load(path)
    values[0] += 1
    np.save(path, values)
    done = run(columns, "proof")
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(code)


@pytest.mark.parametrize("name", [*checker.COLUMNS, *checker.CERTIFICATE, *checker.BESIDES])
@pytest.mark.parametrize("spoil", [lambda values: values[:-1], lambda values: values[:0]])
def test_shortened_column_ends_in_a_sentence(columns, monkeypatch, name, spoil):
    path = columns / "proof" / f"{name}.npy"
    values = np.load(path)
    np.save(path, spoil(values))
    monkeypatch.chdir(columns)
    assert checker.main(["proof"]) in ((1, 2) if len(values) else (0,))


@pytest.mark.parametrize("name", ["claim_pool", "pool_spill", "fund_pools", "pool_capacity"])
@pytest.mark.parametrize("number", [-2, 10**9 * 3])
def test_number_outside_of_its_range_is_refused(columns, monkeypatch, name, number):
    path = columns / "proof" / f"{name}.npy"
    values = np.load(path)
    values[-1] = number
    np.save(path, values)
    monkeypatch.chdir(columns)
    assert checker.main(["proof"]) == 2


def test_missing_column_is_refused(columns):
    (columns / "proof" / "claim_pool.npy").unlink()
    done = run(columns, "proof")
    assert (done.returncode, "claim_pool.npy” is missing" in done.stderr) == (2, True)


def test_small_blocks_find_the_same(monkeypatch):
    """One applicant a block, one ranking at a time."""
    file = read_market(text(example()))
    certificate = solve(file.market).certificate
    monkeypatch.setattr(checker, "BLOCK", 1)
    monkeypatch.setattr(checker, "WISHES", 1)
    assert checker.check_claims(file.market, certificate.held_claim) == []
    assert checker.check_certificate(file.market, certificate) == []
    assert checker.check_ranking(file.market, file.ranking) == []
