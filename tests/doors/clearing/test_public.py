"""The public edition names nobody, and each person finds their own row in it, unchanged."""

import json

import numpy as np
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from sheber.doors.clearing.market import read_market
from sheber.doors.clearing.public import canonical_row, commit, public_document
from sheber.engine.clearing import checker
from sheber.engine.clearing.commitment import Tree, leaf_of, salt_of
from sheber.engine.clearing.solve import solve
from tests.doors.build import changed, example, text
from tests.engine.clearing.build import drafts
from tests.engine.clearing.documents import document_of

SECRET = bytes(range(32))


def committed_of(document, secret=SECRET):
    file = read_market(text(document))
    return commit(file, solve(file.market).certificate, secret)


def public_of(committed):
    file = committed.file
    return public_document(committed, np.isin(np.arange(file.market.pools), list(file.protected)))


def told(folder, receipt, public):
    (folder / "receipt.json").write_bytes(text(receipt))
    (folder / "public.json").write_bytes(text(public))
    return checker.check_receipt(folder / "receipt.json", folder / "public.json")


@settings(max_examples=60, deadline=None)
@given(drafts(max_applicants=9))
def test_every_receipt_leads_to_the_public_root(tmp_path_factory, draft):
    committed = committed_of(document_of(draft))
    public, folder = public_of(committed), tmp_path_factory.mktemp("receipts")
    for applicant, name in enumerate(committed.file.names.applicants):
        assert told(folder, committed.receipt(applicant), public) == ([], name)


@settings(max_examples=60, deadline=None)
@given(drafts(max_applicants=9))
def test_public_edition_names_nobody(draft):
    document = document_of(draft)
    for number, person in enumerate(document["applicants"]):
        person["id"] = f"person-{number}"
        for place, contract in enumerate(person["contracts"]):
            contract["id"] = f"person-{number}:{place}"
    public = text(public_of(committed_of(document))).decode()
    assert "person" not in public
    assert "lottery" not in public


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9) | st.text()))
def test_rows_are_in_the_canonical_form_of_the_standard(values):
    row = {"own": values, "applicant": "A1", "held": {"pool": None}}
    try:
        expected = rfc8785.dumps(row)
    except UnicodeEncodeError:
        return
    assert canonical_row(row) == expected


@pytest.mark.parametrize(
    "steps",
    [
        ("row", "held", "pool", "G/main"),
        ("row", "held", None),
        ("row", "applicant", "A2"),
        ("row", "ranked_above", []),
        ("row", "ranked_above", 0, "places_short_at_most", 2),
        ("salt", "00" * 32),
        ("path", 0, 1, "00" * 32),
        ("path", 0, 0, "right"),
        ("path", []),
        ("root", "00" * 32),
    ],
)
def test_changed_receipt_is_noticed(tmp_path, steps):
    committed = committed_of(example())
    receipt = json.loads(text(committed.receipt(0)))
    assert told(tmp_path, receipt, public_of(committed))[0] == []
    spoilt = changed(receipt, steps[:-1], steps[-1])
    assert told(tmp_path, spoilt, public_of(committed))[0]


def test_receipt_of_another_edition_is_noticed(tmp_path):
    receipt = committed_of(example()).receipt(0)
    assert told(tmp_path, receipt, public_of(committed_of(example(), bytes(32))))[0]


def test_row_cannot_be_guessed_without_the_secret():
    """The same rows under two secrets have no hash in common, and a short secret is refused."""
    one, other = committed_of(example()), committed_of(example(), bytes(32))
    assert not set(one.tree.levels[0]) & set(other.tree.levels[0])
    assert one.receipt(0)["salt"] != one.receipt(1)["salt"]
    with pytest.raises(ValueError, match="32 bytes"):
        committed_of(example(), bytes(31))


@given(st.lists(st.binary(max_size=4), min_size=1, max_size=40), st.data())
def test_path_of_each_leaf_is_its_own(rows, data):
    """A leaf under the path of another does not lead to the root."""
    leaves = [leaf_of(salt_of(SECRET, str(place)), row) for place, row in enumerate(rows)]
    tree = Tree(leaves)
    one, other = (data.draw(st.integers(0, len(rows) - 1)) for _ in range(2))
    assert (one == other) == (climb(leaves[one], tree.path(other)) == tree.root)


def climb(node, path):
    for side, sibling in path:
        pair = [bytes.fromhex(sibling), node]
        node = node_of(*(pair if side == "left" else pair[::-1]))
    return node.hex()


def node_of(left, right):
    return Tree([left, right]).levels[-1][0]


def test_small_protected_and_full_pools_of_a_file_are_kept_together():
    document = example()
    document["offerings"][0]["pools"][0]["protected"] = True
    public = public_of(committed_of(document))
    assert public["offerings"] == []
    assert public["counted_together"]["held"] is None
    shown = [pool for one in public["counted_together"]["offerings"] for pool in one["pools"]]
    assert shown[0] == {"id": "G/target-E1", "capacity": 2, "protected": True}
