"""A plan's seats taken away as a file, changed as an office would, and handed in again."""

from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import load_workbook

from sheber.flows import plan_files
from sheber.flows.own_data import files
from sheber.kernel import events
from sheber.kernel.models import Reason
from sheber.planning import operations
from sheber.planning.models import Allocation, Coverage, Override
from sheber.registry.enums import OrganisationKind, Role
from tests.flows.own_data import build
from tests.offers.build import refused
from tests.planning import build as plans
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SEATS, REASON, BEFORE, FUND = (
    "Seats: write here",
    "Reason: write here",
    "Seats as downloaded",
    "Fund",
)


def office():
    return plans.office_actor()


def taken(plan, form: str = "xlsx") -> bytes:
    return plan_files.seats(plan, form, actor=office(), now=plans.NOW)


def edited(content: bytes, *changes: tuple[int, str, object]) -> bytes:
    """The workbook with these cells written over: (row below the head from 0, head, value)."""
    book = load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    head = [cell.value for cell in sheet[1]]
    for row, title, value in changes:
        sheet.cell(row + 2, head.index(title) + 1).value = value
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def handed_in(content: bytes, plan=None):
    choices = {"plan": plan.pk} if plan else {}
    return build.handed_in(content, office(), "plan_seats", choices=choices)


def by_hand(*given):
    plan = plans.draft()
    operations.allocate(plan, given or [plans.given(25)], actor=office(), now=plans.NOW)
    return plan


def seats(plan) -> list[int]:
    return list(Allocation.objects.filter(plan=plan).order_by("pk").values_list("seats", flat=True))


def solved():
    plans.capacity()
    plans.line(number=20)
    return plans.solved()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_file_that_comes_back_as_it_went_changes_nothing(form):
    plan = by_hand()
    plans.capacity(plans.programme("demo-other"))
    upload = handed_in(taken(plan, form), plan)
    assert build.verdicts(upload) == ["known", "known"]
    with refused("upload_nothing_to_apply"):
        build.apply(upload, office())


def test_a_changed_number_of_a_plan_by_hand_becomes_its_allocation():
    plan, line = plans.draft(), plans.line(number=20)
    given = plans.given(25, "state-RU", None, (line, 18))
    operations.allocate(plan, [given], actor=office(), now=plans.NOW)
    upload = handed_in(edited(taken(plan), (0, SEATS, 40)), plan)
    assert (build.verdicts(upload), seats(plan)) == (["good"], [25])
    build.apply(upload, office())
    assert seats(plan) == [40]
    assert Coverage.objects.get(allocation__plan=plan).seats == 18
    assert not Override.objects.exists()


def test_a_reason_fixes_a_number_by_hand_as_well():
    plan = by_hand()
    changed = edited(taken(plan), (0, SEATS, 40), (0, REASON, "A hall is free"))
    build.apply(handed_in(changed, plan), office())
    assert seats(plan) == [40]
    assert Override.objects.get(plan=plan).seats == 40


def test_a_changed_number_of_a_solved_plan_is_fixed_and_the_plan_solved_again():
    plan = solved()
    before = seats(plan)
    changed = edited(taken(plan), (0, SEATS, 40), (0, REASON, "+A hall is free"))
    build.apply(handed_in(changed, plan), office())
    assert (Override.objects.get(plan=plan).seats, seats(plan)) == (40, before)
    assert Reason.objects.filter(text="+A hall is free").exists()
    verbs = [one.verb for one in events.of("planning.plan", [plan.pk])]
    assert verbs[-1] == "planning.plan.override"
    operations.solve_again(plan, actor=office(), now=plans.NOW)
    assert sum(seats(plan)) == 40


def test_a_number_of_a_solved_plan_is_not_changed_without_a_reason():
    plan = solved()
    upload = handed_in(edited(taken(plan), (0, SEATS, 40)), plan)
    assert build.faults(upload) == [[("reason", "cell_empty")]]


def test_a_reason_alone_fixes_the_number_that_stands():
    plan = solved()
    [number] = seats(plan)
    upload = handed_in(edited(taken(plan), (0, REASON, "It was promised")), plan)
    build.apply(upload, office())
    assert Override.objects.get(plan=plan).seats == number


def test_a_row_that_has_changed_since_is_refused_with_the_difference():
    plan = by_hand()
    file = edited(taken(plan), (0, SEATS, 50))
    operations.allocate(plan, [plans.given(40)], actor=office(), now=plans.NOW)
    upload = handed_in(file, plan)
    [line] = build.lines(upload)
    assert [tuple(one) for one in line.faults] == [
        ("before", "plan_row_stale", {"before": 25, "seats": 40})
    ]
    with translation.override("en"):
        assert "seats then 25, now 40" in files.verdict(files.kinds.named("plan_seats"), line)


def test_a_row_left_alone_is_no_fault_when_the_plan_has_changed():
    plan = by_hand()
    file = taken(plan)
    operations.allocate(plan, [plans.given(40)], actor=office(), now=plans.NOW)
    assert build.faults(handed_in(file, plan)) == [[("", "plan_row_not_changed")]]


def test_a_number_fixed_since_the_file_was_made_is_told():
    plan = solved()
    file = edited(taken(plan), (0, SEATS, 40), (0, REASON, "A hall is free"))
    [row] = Allocation.objects.filter(plan=plan)
    operations.override(
        plan,
        row.capacity,
        row.fund,
        row.seats,
        office=plans.office("KZ"),
        reason="It was promised",
        actor=plans.office_actor("KZ"),
        now=plans.NOW,
    )
    assert build.faults(handed_in(file, plan)) == [[("fixed", "plan_row_fixed_since")]]


def test_what_is_fixed_stands_in_the_file_with_office_and_reason():
    plan = by_hand()
    operations.override(
        plan,
        plans.capacity(plans.programme("demo-third")),
        "",
        20,
        office=plans.office(),
        reason="=1+1",
        actor=office(),
        now=plans.NOW,
    )
    sheet = load_workbook(BytesIO(taken(plan))).worksheets[0]
    rows = [
        dict(zip([c.value for c in sheet[1]], [c.value for c in row], strict=True))
        for row in sheet.iter_rows(min_row=2)
    ]
    fixed = next(one for one in rows if one["Fixed at"] == 20)
    assert fixed["Why it is fixed"] == "'=1+1"
    assert fixed["Fixed by"] == plans.office().name
    assert sheet.column_dimensions["C"].hidden


def test_numbers_that_no_provider_can_hold_are_told_and_set_aside():
    first, second = plans.capacity(), plans.capacity(plans.programme("demo-other"))
    plan = by_hand(plans.given(25, of=first), plans.given(25, of=second))
    file = edited(taken(plan), (0, SEATS, 51), (1, SEATS, 40))
    upload = handed_in(file, plan)
    assert sorted(build.verdicts(upload)) == ["good", "wrong"]
    assert ("seats", "more_than_capacity") in [one for line in build.faults(upload) for one in line]
    build.apply(upload, office(), set_aside=True)
    assert sorted(seats(plan)) == [25, 40]
    assert sorted(build.verdicts(upload)) == ["aside", "good"]
    assert {cell for one in build.lines(upload) for cell in one.cells} >= {"51", "40"}


def test_funds_of_one_capacity_are_counted_together():
    plan = by_hand(plans.given(25), plans.given(20, "region-RU"))
    file = edited(taken(plan), (0, SEATS, 25), (1, SEATS, 30))
    found = build.faults(handed_in(file, plan))
    assert found == [[("seats", "more_than_capacity")]] * 2


def test_fewer_seats_than_lines_were_promised_are_told():
    plan = plans.draft()
    given = plans.given(25, "state-RU", None, (plans.line(number=24), 24))
    operations.allocate(plan, [given], actor=office(), now=plans.NOW)
    upload = handed_in(edited(taken(plan), (0, SEATS, 20)), plan)
    assert build.faults(upload) == [[("seats", "covers_more_than_seats")]]


def test_a_capacity_without_seats_is_given_some_when_a_fund_is_named():
    other = plans.capacity(plans.programme("demo-other"))
    plan = by_hand()
    row = 1 if load_workbook(BytesIO(taken(plan))).worksheets[0]["L2"].value else 0
    without = edited(taken(plan), (row, SEATS, 20))
    assert [("fund", "plan_row_without_fund")] in build.faults(handed_in(without, plan))
    upload = handed_in(edited(without, (row, FUND, "state-KZ")), plan)
    build.apply(upload, office())
    given = Allocation.objects.get(plan=plan, capacity=other)
    assert (given.fund, given.seats) == ("state-KZ", 20)


@pytest.mark.parametrize("change", ["proposed", "another", "moved", "key", "twice", "words"])
def test_a_row_that_cannot_be_placed_says_why(change):
    plans.capacity(plans.programme("demo-other"))
    plan = by_hand()
    file = edited(taken(plan), (0, SEATS, 40), (1, SEATS, 0))
    choose = plan
    if change == "proposed":
        operations.propose(plan, actor=office(), now=plans.NOW)
    elif change == "another":
        choose = plans.draft("PLAN-2")
    elif change == "moved":
        file = edited(file, (0, "Programme", "demo-else — Else"))
    elif change == "key":
        file = edited(file, (0, "Row key", 999))
    elif change == "twice":
        sheet = load_workbook(BytesIO(file)).worksheets[0]
        file = edited(
            file,
            *((1, head.value, cell.value) for head, cell in zip(sheet[1], sheet[2], strict=True)),
        )
    else:
        file = edited(file, (0, SEATS, "forty"))
    expected = {
        "proposed": ("plan", "plan_not_in_work"),
        "another": ("plan", "plan_of_row_unknown"),
        "moved": ("programme", "plan_row_moved"),
        "key": ("row", "plan_row_unknown"),
        "twice": ("row", "plan_row_twice"),
        "words": ("seats", "number_malformed"),
    }[change]
    assert expected in [one for line in build.faults(handed_in(file, choose)) for one in line]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
def test_a_csv_in_any_usual_encoding_is_read_with_its_russian_reason(encoding):
    plan = solved()
    with translation.override("ru"):
        text = taken(plan, "csv").decode("utf-8-sig")
    head, row, *rest = text.splitlines()
    cells = row.split(";")
    cells[-2:] = ["40", "Свободен цех"]
    changed = "\r\n".join([head, ";".join(cells), *rest]).encode(encoding, "replace")
    build.apply(handed_in(changed, plan), office())
    assert Reason.objects.filter(text="Свободен цех").exists()


def test_the_workbook_has_its_lines_and_says_what_it_is():
    plan = plans.draft()
    given = plans.given(25, "state-RU", None, (plans.line(number=20), 18))
    operations.allocate(plan, [given], actor=office(), now=plans.NOW)
    book = load_workbook(BytesIO(taken(plan)))
    assert book.sheetnames[:3] == ["Seats of a plan", "Lines of demand", "Read me"]
    line = [cell.value for cell in book["Lines of demand"][2]]
    assert line[5:] == [20, 18, None, 2, "Fewer seats than asked for."]
    csv = plan_files.lines(plan, actor=office()).decode("utf-8-sig")
    assert "Fewer seats than asked for." in csv


def test_an_employer_neither_takes_nor_hands_in_a_plan():
    plan = by_hand()
    firm = registry.actor(
        Role.EMPLOYER, registry.organisation("demo-firm", OrganisationKind.ENTERPRISE)
    )
    with refused("not_allowed"):
        plan_files.seats(plan, "xlsx", actor=firm, now=plans.NOW)
    with refused("not_allowed"):
        build.handed_in(taken(plan), firm, "plan_seats")
