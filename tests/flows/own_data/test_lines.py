"""Lines of demand from a table: read, told what is wrong, entered once."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sheber.demand import operations
from sheber.demand.models import Call, Line
from sheber.flows.own_data import lines
from sheber.kernel import events
from sheber.kernel.models import Event
from tests.demand import build as demand
from tests.flows.own_data import build
from tests.flows.own_data.build import GOOD_LINE, LINES_HEAD, NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _registry():
    build.registry_of_one_town()


def faults_of(*row) -> list[tuple[str, str]]:
    return build.faults(build.handed_in(build.csv_of(row)))[0]


def test_forty_posts_become_lines_of_one_new_call_with_one_event_each():
    rows = [("RU-ORE", "7411", "2029", str(1 + place), "firm", "employer") for place in range(40)]
    upload = build.applied(build.csv_of(*rows))
    call = Call.objects.get()
    assert (upload.state, call.state, call.employer.code) == ("applied", "draft", "our-works")
    assert list(Line.objects.order_by("number_in_call").values_list("number", flat=True)) == list(
        range(1, 41)
    )
    begun = events.of("demand.line", Line.objects.values_list("pk", flat=True))
    assert [event.verb for event in begun] == ["demand.line.begin"] * 40
    assert {one.became for one in build.lines(upload)} == {
        str(one.pk) for one in Line.objects.all()
    }


@pytest.mark.parametrize(
    "row",
    [
        ("Оренбургская область", "Электромонтажники", "2029", "4", "твёрдо", "работодатель"),
        ("оренбургская обл.", "электромонтажники", "2029", "4", "firm", "employer"),
        ("Orenburg Oblast", "Electricians", "2029", "4", "firm", "The employer"),
        ("Орынбор облысы", "Электр монтаждаушылар", "2029", "4", "firm", "employer"),
        (
            "RU-ORE — Orenburg Oblast",
            "7411 — Electricians",
            " 2029 ",
            "4,0",
            "firm — sure",
            "employer",
        ),
    ],
)
def test_codes_and_names_in_any_language_mean_the_same(row, payer_and_confidence_in_russian):
    row = [payer_and_confidence_in_russian.get(cell, cell) for cell in row]
    build.applied(build.csv_of(row))
    line = Line.objects.get()
    found = (
        line.region_id,
        line.occupation_id,
        line.year,
        line.number,
        line.confidence,
        line.payer,
    )
    assert found == ("RU-ORE", "7411", 2029, 4, "firm", "employer")


@pytest.fixture
def payer_and_confidence_in_russian():
    """The words of the site itself, whatever they are now."""
    from django.utils.translation import override

    from sheber.demand.enums import Confidence, Payer

    with override("ru"):
        return {"твёрдо": str(Confidence.FIRM.label), "работодатель": str(Payer.EMPLOYER.label)}


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_heads_are_known_in_every_language_whatever_the_page_speaks(language):
    from django.utils.translation import override

    from sheber.flows.own_data.lines import KIND

    with override(language):
        head = [str(KIND.column(code).label) for code in LINES_HEAD]
    assert build.verdicts(build.handed_in(build.csv_of(GOOD_LINE, head=head))) == ["good"]


@pytest.mark.parametrize(
    ("place", "given_text", "fault"),
    [
        (0, "Оренбург", ("region", "region_town")),
        (0, "Оренбурская область", ("region", "region_unknown_near")),
        (0, "Атлантида", ("region", "region_unknown")),
        (0, "", ("region", "cell_empty")),
        (1, "9999", ("occupation", "occupation_unknown")),
        (1, "Сварщик", ("occupation", "occupation_unknown_near")),
        (2, "2020", ("year", "line_in_the_past")),
        (2, "2099", ("year", "year_outside")),
        (2, "20288", ("year", "year_outside")),
        (2, "28", ("year", "year_outside")),
        (2, "двадцать", ("year", "number_malformed")),
        (3, "0", ("number", "number_outside")),
        (3, "-4", ("number", "number_malformed")),
        (3, "4.5", ("number", "number_malformed")),
        (3, "9" * 30, ("number", "number_malformed")),
        (4, "sure", ("confidence", "choice_unknown")),
        (5, "we", ("payer", "choice_unknown")),
    ],
)
def test_each_wrong_cell_is_named_with_what_to_do(place, given_text, fault):
    row = [*GOOD_LINE]
    row[place] = given_text
    assert faults_of(*row) == [fault]


def test_every_fault_of_a_line_is_told_at_once():
    assert faults_of("", "x", "y", "z", "", "") == [
        ("region", "cell_empty"),
        ("occupation", "occupation_unknown"),
        ("year", "number_malformed"),
        ("number", "number_malformed"),
        ("confidence", "cell_empty"),
        ("payer", "cell_empty"),
    ]


def test_the_same_file_again_enters_nothing_and_says_which_lines_stand():
    content = build.csv_of(GOOD_LINE, (*GOOD_LINE[:3], "9", *GOOD_LINE[4:]))
    build.applied(content)
    again = build.handed_in(content)
    assert build.verdicts(again) == ["known", "known"]
    assert build.faults(again) == [[("", "line_stands")]] * 2
    assert Line.objects.count() == 2


def test_two_lines_alike_in_one_file_need_references_of_their_own():
    upload = build.handed_in(build.csv_of(GOOD_LINE, GOOD_LINE))
    assert build.verdicts(upload) == ["good", "wrong"]
    assert build.lines(upload)[1].faults == [["reference", "line_alike_in_file", {"line": 2}]]


def test_a_line_alike_to_one_that_stands_is_not_entered_a_second_time_by_its_file():
    build.applied(build.csv_of(GOOD_LINE))
    upload = build.handed_in(build.csv_of(GOOD_LINE, GOOD_LINE))
    assert build.verdicts(upload) == ["known", "wrong"]


def test_lines_alike_that_stand_as_often_as_the_file_has_them_are_all_known():
    call = demand.call(build.firm())
    for _ in range(2):
        demand.line(call, number=4)
    assert build.verdicts(build.handed_in(build.csv_of(*[GOOD_LINE] * 3))) == [
        "known",
        "known",
        "wrong",
    ]


def test_the_reference_stays_with_its_line():
    head = (*LINES_HEAD, "reference")
    build.applied(build.csv_of((*GOOD_LINE, "shift A"), (*GOOD_LINE, "shift B"), head=head))
    assert set(Line.objects.values_list("reference", flat=True)) == {"shift A", "shift B"}


def test_further_posts_of_the_same_kind_need_a_reference_of_their_own():
    build.applied(build.csv_of(GOOD_LINE))
    upload = build.handed_in(
        build.csv_of((*GOOD_LINE, "second shift"), head=(*LINES_HEAD, "reference"))
    )
    assert build.verdicts(upload) == ["good"]


def test_a_line_cut_after_it_was_handed_in_is_still_known_by_its_file():
    content = build.csv_of(GOOD_LINE)
    build.applied(content)
    line = _submitted(Line.objects.get())
    operations.cut(line, number=2, reason="fewer posts", actor=build.employer(), now=NOW)
    assert build.verdicts(build.handed_in(content)) == ["known"]
    as_it_is_now = (*GOOD_LINE[:3], "2", *GOOD_LINE[4:])
    assert build.verdicts(build.handed_in(build.csv_of(as_it_is_now))) == ["known"]


def test_a_withdrawn_line_does_not_come_back_by_the_old_file():
    content = build.csv_of(GOOD_LINE)
    build.applied(content)
    line = Line.objects.get()
    operations.withdraw(line, reason="by mistake", actor=build.employer(), now=NOW)
    assert build.faults(build.handed_in(content)) == [[("", "line_was_withdrawn")]]


def test_a_line_typed_by_hand_is_known_when_its_table_comes():
    call = demand.call(build.firm())
    demand.line(call, number=4)
    assert build.verdicts(build.handed_in(build.csv_of(GOOD_LINE))) == ["known"]


def test_lines_go_into_the_calls_that_they_name():
    own = demand.call(build.firm(), code="OWN-1")
    head = (*LINES_HEAD, "call")
    rows = [(*GOOD_LINE, "OWN-1"), ("KZ-27", *GOOD_LINE[1:], "NEW-1")]
    build.applied(build.csv_of(*rows, head=head))
    found = {line.call.code: line.region_id for line in Line.objects.select_related("call")}
    assert found == {own.code: "RU-ORE", "NEW-1": "KZ-27"}


def test_a_call_chosen_for_the_file_takes_the_lines_that_name_none():
    demand.call(build.firm(), code="OWN-1")
    build.applied(build.csv_of(GOOD_LINE), choices={"call": "OWN-1"})
    assert Line.objects.get().call.code == "OWN-1"


def draft_call(code: str):
    new = operations.NewCall(code, build.firm(), 2026)
    return operations.open_call(new, actor=build.employer(), now=NOW)


def test_lines_that_name_no_call_enter_the_only_draft():
    draft_call("OPEN-1")
    demand.call(build.firm(), code="OUT-1")
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    assert lines.calls_entered(upload, build.lines(upload)) == {"OPEN-1": 1}
    build.apply(upload)
    assert Line.objects.get().call.code == "OPEN-1"


def test_with_two_drafts_nobody_guesses_and_a_new_call_is_opened():
    draft_call("OPEN-1")
    draft_call("OPEN-2")
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    assert lines.calls_entered(upload, build.lines(upload)) == {"": 1}
    build.apply(upload)
    call = Line.objects.get().call.code
    assert call not in ("OPEN-1", "OPEN-2")
    assert lines.calls_entered(upload, build.lines(upload)) == {call: 1}


def test_a_draft_opened_after_the_check_takes_no_lines_unseen():
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    draft_call("OPEN-1")
    build.apply(upload)
    assert Line.objects.get().call.code != "OPEN-1"


def test_a_call_of_another_firm_is_no_place_for_a_line():
    demand.call(demand.employer(), code="THEIRS")
    content = build.csv_of((*GOOD_LINE, "THEIRS"), head=(*LINES_HEAD, "call"))
    assert build.faults(build.handed_in(content)) == [[("call", "call_of_another")]]


def test_a_line_of_another_firm_that_asks_for_the_same_is_not_taken_for_ours():
    theirs = build.firm("their-works")
    build.applied(build.csv_of(GOOD_LINE), build.employer(theirs))
    assert build.verdicts(build.handed_in(build.csv_of(GOOD_LINE))) == ["good"]


def test_no_event_holds_a_word_that_was_typed():
    content = build.csv_of((*GOOD_LINE, "тайный заказ"), head=(*LINES_HEAD, "reference"))
    build.applied(content)
    assert "тайный" not in str(list(Event.objects.values_list("facts", flat=True)))


good_rows = st.lists(
    st.tuples(
        st.sampled_from(["RU-ORE", "KZ-27"]),
        st.sampled_from(["7411", "7212"]),
        st.integers(2026, 2050).map(str),
        st.integers(1, 5000).map(str),
        st.sampled_from(["firm", "likely", "possible"]),
        st.sampled_from(["employer", "state", "region", "shared"]),
    ),
    min_size=1,
    max_size=6,
    unique=True,
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=good_rows, form=st.sampled_from([build.csv_of, build.xlsx_of]))
def test_whatever_rows_are_handed_in_stand_afterwards_and_are_known_when_they_return(rows, form):
    from django.db import transaction

    with transaction.atomic():
        upload = build.applied(form(*rows))
        found = Line.objects.in_bulk([int(one.became) for one in build.lines(upload)])
        stand = [found[int(one.became)] for one in build.lines(upload)]
        assert [
            (
                one.region_id,
                one.occupation_id,
                str(one.year),
                str(one.number),
                one.confidence,
                one.payer,
            )
            for one in stand
        ] == rows
        assert set(build.verdicts(build.handed_in(form(*rows)))) == {"known"}
        transaction.set_rollback(True)


def _submitted(line: Line) -> Line:
    employer = build.employer()
    operations.publish_call(line.call, actor=employer, now=NOW)
    return operations.submit(line, actor=employer, now=NOW)
