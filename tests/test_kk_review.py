"""The pages of Kazakh drafts say what the seeds and the catalogues say."""

from tools import kk_review
from tools.kk_review import Wording, merged


def test_the_pages_are_current():
    assert kk_review.stale() == [], "run: .venv/bin/python tools/kk_review.py"


def test_a_text_marked_as_standard_is_no_draft():
    """The glossary's word for a mentor stands in the registry's catalogue, marked so."""
    rows = list(kk_review._catalogue(kk_review.messages.SHEBER / "registry"))
    assert "mentor" not in {row.english for row in rows}
    assert rows


def test_every_part_of_the_seeds_is_read():
    assert all(rows for _title, rows in kk_review.sections())


def test_a_wording_met_twice_stands_once_with_both_places():
    rows = [Wording("a", "x", "y", "z"), Wording("b", "x", "y", "z"), Wording("c", "x", "y", "w")]
    assert merged(rows) == [Wording("a; b", "x", "y", "z"), Wording("c", "x", "y", "w")]


def test_a_cell_keeps_to_its_row():
    row = kk_review._line(Wording("a", "one | two", "три\nчетыре", "<b>"))
    assert row == "| a | one \\| two | три четыре | &lt;b> |\n"
