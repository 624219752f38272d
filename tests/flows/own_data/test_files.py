"""Files that go out: templates that come back filled in, verdicts beside each line, no formulas."""

from io import BytesIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from sheber.flows.own_data import files, kinds
from sheber.kernel import tables
from tests.flows.own_data import build
from tests.flows.own_data.build import GOOD_LINE, LINES_HEAD, NOW
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LANGUAGES = ("en", "ru", "kk")


@pytest.fixture(autouse=True)
def _registry():
    build.registry_of_one_town()


def facts(code: str, actor=None):
    return kinds.named(code).prepare(actor or build.employer(), {}, NOW)


def template(code: str = "lines", form: str = "xlsx", **given) -> bytes:
    return files.template(kinds.named(code), form, facts(code), **given)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("code", list(kinds.KINDS))
def test_a_template_has_every_column_in_the_language_of_its_reader(code, form, language):
    kind = kinds.named(code)
    with override(language):
        head = tables.read(template(code, form)).head
        assert head == tuple(str(column.label) for column in kind.columns)
    assert set(kind.place(head)) == {column.code for column in kind.columns}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_filled_template_is_taken_in_any_other_language(language):
    with override(language):
        sheet = tables.read(template(form="csv"))
    row = dict(zip(LINES_HEAD, GOOD_LINE, strict=True))
    kind = kinds.named("lines")
    filled = [row.get(column.code, "") for column in kind.columns]
    upload = build.handed_in(build.csv_of(filled, head=sheet.head))
    assert build.verdicts(upload) == ["good"]


def test_the_help_of_a_csv_template_is_not_read_as_lines():
    sheet = tables.read(template(form="csv"))
    assert sheet.lines == ()
    assert sheet.remarks > 10


def test_a_workbook_explains_each_column_and_offers_the_codes():
    book = load_workbook(BytesIO(template()))
    rows, explained, codes = book.worksheets
    assert explained.max_row == 1 + len(kinds.named("lines").columns)
    listed = {cell.value for column in codes.iter_cols() for cell in column}
    assert {"RU-ORE — Orenburg Oblast", "7411 — Electricians"} <= listed
    drop_downs = {str(one.sqref) for one in rows.data_validations.dataValidation}
    assert drop_downs == {"C2:C501", "D2:D501", "G2:G501", "H2:H501"}


def test_what_a_drop_down_puts_in_is_read():
    row = (
        "RU-ORE — Orenburg Oblast",
        "7411 — Electricians",
        2029,
        4,
        "firm — sure",
        "employer — we",
    )
    assert build.verdicts(build.handed_in(build.xlsx_of(row))) == ["good"]


def test_lines_taken_away_and_handed_in_again_are_known():
    head = (*LINES_HEAD, "reference")
    build.applied(build.csv_of((*GOOD_LINE, "A1"), (*GOOD_LINE, "A2"), head=head))
    taken = template(with_rows=True)
    again = build.handed_in(taken)
    assert build.verdicts(again) == ["known", "known"]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_returned_file_has_the_same_rows_and_a_verdict_for_each(form):
    wrong = ("Атлантида", "7411", "2029", "много", "firm", "employer")
    upload = build.handed_in(build.csv_of(GOOD_LINE, wrong))
    sheet = tables.read(files.returned(upload, form))
    assert sheet.head == ("Verdict", *LINES_HEAD)
    assert [line.cells[1:] for line in sheet.lines] == [GOOD_LINE, wrong]
    assert sheet.lines[0].cells[0] == "ok"
    said = sheet.lines[1].cells[0]
    assert "Атлантида" in said
    assert "много" in said


def test_the_cells_that_are_wrong_are_marked_in_the_workbook():
    upload = build.handed_in(build.csv_of(GOOD_LINE, (*GOOD_LINE[:3], "x", *GOOD_LINE[4:])))
    sheet = load_workbook(BytesIO(files.returned(upload, "xlsx"))).active
    filled = {cell.coordinate for row in sheet["A2:G3"] for cell in row if cell.fill.fill_type}
    assert filled == {"E3"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_returned_file_may_be_mended_and_handed_in_again(language):
    upload = build.handed_in(
        build.csv_of(GOOD_LINE, ("KZ-27", *GOOD_LINE[1:3], "", "firm", "state"))
    )
    build.apply(upload, set_aside=True)
    with override(language):
        sheet = tables.read(files.returned(upload, "xlsx"))
    mended = [[*line.cells, *[""] * 7][:7] for line in sheet.lines]
    mended[1][4] = "8"
    again = build.handed_in(build.xlsx_of(*mended, head=sheet.head))
    assert build.verdicts(again) == ["known", "good"]
    assert len(tables.read(files.returned(again, "csv")).head) == 7


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_formula_that_was_typed_comes_back_as_text(form):
    typed = '=HYPERLINK("http://example.org","look")'
    upload = build.handed_in(build.csv_of((typed, *GOOD_LINE[1:])))
    content = files.returned(upload, form)
    if form == "csv":
        assert "'=HYPERLINK" in content.decode("utf-8-sig")
    else:
        assert load_workbook(BytesIO(content)).active["B2"].data_type == "s"
    assert tables.read(content).lines[0].cells[1] == typed


def test_a_formula_without_its_value_gets_a_verdict_of_its_own():
    upload = build.handed_in(build.xlsx_of(GOOD_LINE))
    assert build.verdicts(upload) == ["good"]
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(LINES_HEAD)
    book.active.append((*GOOD_LINE[:3], "=2+2", *GOOD_LINE[4:]))
    buffer = BytesIO()
    book.save(buffer)
    found = build.handed_in(buffer.getvalue())
    assert build.faults(found) == [[("number", "formula_without_value")]]


def test_an_organisation_whose_name_is_a_formula_is_kept_word_for_word_and_never_runs():
    from sheber.registry.models import Organisation

    head = ("code", "kind", "region", "name_en", "name_ru", "name_kk")
    row = ("our-works", "enterprise", "RU-ORE", "=1+1", "@завод", "-зауыт")
    upload = build.applied(build.csv_of(row, head=head), registry.ADMINISTRATOR, "organisations")
    assert Organisation.objects.get(code="our-works").name_en == "=1+1"
    assert load_workbook(BytesIO(files.returned(upload, "xlsx"))).active["E2"].data_type == "s"


def test_a_choice_whose_name_says_no_more_than_its_code_is_shown_once():
    shown = [one.shown for one in kinds.named("lines").column("confidence").choices(None)]
    assert "likely" in shown
    with override("ru"):
        shown = [one.shown for one in kinds.named("lines").column("confidence").choices(None)]
    assert "likely — вероятно" in shown
