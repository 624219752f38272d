"""Tables on pages and in files."""

from io import BytesIO

import pytest
from django.template import engines
from openpyxl import load_workbook

from sheber.web.shared import tables
from sheber.web.shared.tables import Cell, Column, MadeRows, Table
from tests.web import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LINES = Table(
    "Lines",
    (Column("Line"), Column("Asked", numeric=True)),
    ((Cell("=1+1", "/en/x"), 1200), ("-2 people", None), ("Қостанай", Cell(-5, mark="draft"))),
    "lines",
)


def shown(table, rf):
    template = engines["django"].from_string("{% table given %}")
    return template.render({"given": table}, rf.get("/en/x?a=1"))


def test_csv_guards_words_and_leaves_numbers(db):
    lines = tables.as_csv(LINES).decode("utf-8-sig").splitlines()
    assert lines == ["Line;Asked", "'=1+1;1200", "'-2 people;", "Қостанай;-5"]


def test_xlsx_holds_no_formula(db):
    sheet = load_workbook(BytesIO(tables.as_xlsx(LINES))).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert sheet["B2"].value == 1200


def test_file_of_a_demo_says_so(db):
    build.demo()
    assert "Demo data" in tables.as_csv(LINES).decode().splitlines()[-1]


def test_page_has_heads_links_and_gaps(rf):
    html = shown(LINES, rf)
    assert '<th scope="col" class="number">Asked</th>' in html
    assert '<a href="/en/x">=1+1</a>' in html
    assert "1,200" in html
    assert '<span class="not-stated">not stated</span>' in html
    assert "download=lines.csv" in html


def test_empty_table_says_so_and_offers_no_file(rf):
    html = shown(Table("Lines", LINES.columns, (), "lines"), rf)
    assert "There are no rows." in html
    assert "download=" not in html


def test_words_in_a_table_are_never_html(rf):
    html = shown(Table("Lines", (Column("Line"),), (("<b>",),), "lines"), rf)
    assert "<b>" not in html


def test_file_is_asked_for_by_name(rf):
    assert tables.requested(rf.get("/x?download=lines.csv"), [LINES]) is not None
    assert tables.requested(rf.get("/x?download=other.csv"), [LINES]) is None
    assert tables.requested(rf.get("/x?download=lines.exe"), [LINES]) is None


def test_rows_that_are_made_when_read_cost_what_is_read():
    read = []

    def made(items):
        read.extend(items)
        return [(item, item * 10) for item in items]

    rows = MadeRows([1, 2, 3, 4], made)
    assert (len(rows), rows[1:3], rows[3]) == (4, [(2, 20), (3, 30)], (4, 40))
    assert read == [2, 3, 4]
    assert list(rows) == [(1, 10), (2, 20), (3, 30), (4, 40)]
