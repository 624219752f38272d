"""Files as offices save them: encodings, separators, formulas, limits; out and back unchanged."""

import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from sheber.kernel import tables
from sheber.kernel.refusals import Refused
from sheber.kernel.tables import Limits, Page

HEAD = ("Region", "Название", "Қала")
ROW = ("RU-ORE", "Ёлка № 5 «Шахта»", "Өскемен, Қызылорда")
DANGEROUS = ("=1+1", "+7 701", "-x", "@SUM(A1)", "\tx", "＝1+1", "'=1", "''-x", " =1")

cells = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=30).map(str.strip)
rows = st.lists(st.lists(cells, min_size=3, max_size=3), max_size=8)


def refused(content: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as found:
        tables.read(content, limits)
    assert str(found.value)
    return found.value.code


def book(*lines: tuple) -> bytes:
    made = Workbook()
    for line in lines:
        made.active.append(line)
    buffer = BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def cells_of(sheet: tables.Sheet) -> list[tuple[str, ...]]:
    return [line.cells for line in sheet.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_every_usual_encoding_and_separator_is_read(encoding, separator):
    lines = [separator.join(f'"{cell}"' for cell in line) for line in (HEAD, ROW)]
    sheet = tables.read("\r\n".join(lines).encode(encoding))
    assert sheet.head == HEAD
    assert cells_of(sheet) == [ROW]


def test_a_russian_file_of_windows_1251_is_read():
    text = "Регион;Профессия\nОренбургская область;Ёмкость — «сварщик» №1\n"
    assert cells_of(tables.read(text.encode("cp1251"))) == [
        ("Оренбургская область", "Ёмкость — «сварщик» №1")
    ]


def test_the_separator_line_of_a_spreadsheet_is_skipped_and_lines_keep_their_numbers():
    sheet = tables.read(b"sep=,\na,b\n\n# a remark\n1,2\n,\n3,4\n")
    assert sheet.head == ("a", "b")
    assert [(line.number, line.cells) for line in sheet.lines] == [(5, ("1", "2")), (7, ("3", "4"))]
    assert sheet.remarks == 1


def test_a_cell_may_hold_separators_and_line_breaks():
    sheet = tables.read(b'a;b\n"1;2\n3";x\n4;y\n')
    assert [(line.number, line.cells) for line in sheet.lines] == [
        (2, ("1;2\n3", "x")),
        (4, ("4", "y")),
    ]


def test_numbers_and_dates_of_a_workbook_read_as_somebody_types_them():
    moment = datetime(2029, 9, 1)  # noqa: DTZ001 - a workbook knows no time zone
    content = book(("a",) * 6, (12, 12.0, 12.5, True, date(2029, 9, 1), moment))
    sheet = tables.read(content)
    assert cells_of(sheet) == [("12", "12", "12.5", "true", "2029-09-01", "2029-09-01")]


def test_a_formula_without_a_value_is_marked_not_read_as_empty():
    line = tables.read(book(("a", "b"), ("x", "=1+1"))).lines[0]
    assert (line.cells, line.formulas) == (("x", ""), frozenset({1}))


def test_a_formula_with_its_value_counts_as_the_value():
    content = book(("a", "b"), ("x", "=1+1"))
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    assert b"<v />" in parts[part]
    parts[part] = parts[part].replace(b"<v />", b"<v>2</v>")
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    line = tables.read(buffer.getvalue()).lines[0]
    assert (line.cells, line.formulas) == (("x", "2"), frozenset())


@settings(max_examples=60)
@given(rows)
def test_rows_go_out_as_csv_and_come_back(given_rows):
    sheet = tables.read(tables.as_csv([HEAD, *given_rows]))
    assert cells_of(sheet) == [tuple(row) for row in expected(given_rows)]


@settings(max_examples=25)
@given(rows)
def test_rows_go_out_as_a_workbook_and_come_back(given_rows):
    sheet = tables.read(tables.as_xlsx([Page("Rows", HEAD, given_rows)]))
    padded = [(*line, "", "", "")[:3] for line in cells_of(sheet)]
    assert padded == [tuple(row) for row in expected(given_rows)]


def expected(given_rows):
    """Empty lines and remarks are left out."""
    return [row for row in given_rows if any(row) and not tables.guarded(row[0]).startswith("#")]


@given(st.text())
def test_the_guard_is_taken_off_exactly(text):
    assert tables.unguarded(tables.guarded(text)) == text


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_spreadsheet_runs_what_was_typed(text):
    written = tables.as_csv([[text]]).decode("utf-8-sig")
    assert written.lstrip('"').startswith("'")
    cell = load_workbook(BytesIO(tables.as_xlsx([Page("Rows", ["a"], [[text]])]))).active["A2"]
    assert cell.data_type == "s"
    assert cell.value.startswith("'")


def test_numbers_are_not_guarded():
    cell = load_workbook(BytesIO(tables.as_xlsx([Page("Rows", ["a"], [[-5]])]))).active["A2"]
    assert (cell.data_type, cell.value) == ("n", -5)


def test_a_drop_down_reads_from_another_page_and_lets_other_words_pass():
    pages = [
        Page("Rows", ["Region"], choices={0: ("Codes", 1, 2)}, lines_to_fill=50),
        Page("Codes", ["", "Region"], [["", "RU-ORE"], ["", "KZ-10"]]),
    ]
    made = load_workbook(BytesIO(tables.as_xlsx(pages)))
    [choice] = made["Rows"].data_validations.dataValidation
    assert choice.formula1 == "'Codes'!$B$2:$B$3"
    assert str(choice.sqref) == "A2:A51"
    assert not choice.showErrorMessage


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b" \n ", "file_empty"),
        (b"# only a remark\n", "file_empty"),
        (b'a;b\n"open;1\n', "file_quote_open"),
        (b"\x89PNG\x00\x01", "file_not_a_table"),
        (b"%PDF-1.7\nobj (quoted; text)", "file_not_a_table"),
        (b"a;b\n1;\x02\n", "file_not_a_table"),
        (b"a;\x98\xff\x98", "file_encoding_unknown"),
        (b"PK\x03\x04 broken", "file_not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_old_or_locked"),
        (b"a\n" + b"x\n" * 6, "file_too_many_lines"),
        (b"a\n" + b"x" * 300, "file_too_large"),
        (b"a\n" + b"y" * 60, "file_cell_too_long"),
        (b"a;b;c;d\n1;2;3;4\n", "file_too_wide"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_a_sentence(content, code):
    assert refused(content, Limits(size=200, lines=5, columns=3, cell=50)) == code


def test_another_packed_file_is_not_a_workbook():
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert refused(buffer.getvalue()) == "file_not_a_workbook"


def test_a_file_that_grows_without_measure_is_not_unpacked():
    content = book(("a",), *[("x" * 100,)] * 500)
    assert refused(content, Limits(unpacked=10_000)) == "file_grows"
