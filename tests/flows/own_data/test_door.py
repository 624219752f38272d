"""The way of a file: staged, all or the good ones, once, and nobody else's business."""

from datetime import timedelta

import pytest

from sheber.demand.models import Call, Line
from sheber.flows.own_data import door
from sheber.kernel import uploads
from sheber.kernel.models import Event, Upload, UploadedLine
from sheber.kernel.refusals import Refused
from sheber.registry.enums import Role
from tests.demand import build as demand
from tests.flows.own_data import build
from tests.flows.own_data.build import GOOD_LINE, LINES_HEAD, NOW
from tests.offers.build import refused
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WRONG_LINE = ("RU-ORE", "7411", "2029", "many", "firm", "employer")


@pytest.fixture(autouse=True)
def _registry():
    build.registry_of_one_town()


def test_nothing_is_written_before_it_is_applied():
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    assert (upload.state, Line.objects.count(), Call.objects.count()) == ("checked", 0, 0)


def test_a_wrong_line_stops_the_file_until_it_is_set_aside():
    upload = build.handed_in(build.csv_of(GOOD_LINE, WRONG_LINE))
    with refused("upload_has_faults"):
        build.apply(upload)
    assert Line.objects.count() == 0
    build.apply(upload, set_aside=True)
    assert Line.objects.count() == 1
    assert build.verdicts(upload) == ["good", "aside"]
    assert build.lines(upload)[1].cells == list(WRONG_LINE)


def test_the_mended_file_enters_only_what_was_set_aside():
    upload = build.handed_in(build.csv_of(GOOD_LINE, WRONG_LINE))
    build.apply(upload, set_aside=True)
    mended = (*WRONG_LINE[:3], "12", *WRONG_LINE[4:])
    again = build.applied(build.csv_of(GOOD_LINE, mended))
    assert build.verdicts(again) == ["known", "good"]
    assert sorted(Line.objects.values_list("number", flat=True)) == [4, 12]


def test_only_what_was_seen_is_applied():
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    seen = door.digest(build.lines(upload))
    demand.line(demand.call(build.firm()), number=4)
    with refused("upload_changed"):
        door.apply(upload, seen=seen, actor=build.employer(), now=NOW)
    assert Line.objects.count() == 1
    assert build.verdicts(upload) == ["known"]


def test_a_file_is_applied_once():
    upload = build.applied(build.csv_of(GOOD_LINE))
    with refused("wrong_state"):
        build.apply(upload)


def test_two_hands_that_apply_at_once_write_once():
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    same = Upload.objects.get(pk=upload.pk)
    build.apply(upload)
    with pytest.raises(Refused):
        door.apply(same, seen=door.digest(build.lines(same)), actor=build.employer(), now=NOW)
    assert Line.objects.count() == 1


def test_a_refusal_at_the_end_leaves_nothing_half_written():
    """The verbs check again: should the last one refuse, the call opened before goes, too."""
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    seen = door.digest(build.lines(upload))
    Upload.objects.filter(pk=upload.pk).update(state="uploaded")  # somebody else moved it
    with pytest.raises(Refused):
        door.apply(upload, seen=seen, actor=build.employer(), now=NOW)
    assert (Call.objects.count(), Line.objects.count()) == (0, 0)


def test_the_same_file_waiting_already_is_not_kept_twice():
    content = build.csv_of(GOOD_LINE)
    assert build.handed_in(content).pk == build.handed_in(content).pk
    assert UploadedLine.objects.count() == 1


def test_a_file_of_nothing_new_is_not_applied():
    build.applied(build.csv_of(GOOD_LINE))
    again = build.handed_in(build.csv_of(GOOD_LINE))
    assert door.applied_before(again, actor=build.employer()) is not None
    with refused("upload_nothing_to_apply"):
        build.apply(again)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"region;occupation\nRU-ORE;7411\n", "columns_missing"),
        (b"Dear colleagues, here is what we need.\nForty electricians.\n", "columns_unknown"),
        (";".join((*LINES_HEAD, "REGION *")).encode() + b"\nx;x;x;x;x;x;x\n", "column_twice"),
        (";".join(LINES_HEAD).encode() + b"\n# help\n", "file_without_lines"),
        (b"\x89PNG\x00\x1a", "file_not_a_table"),
    ],
)
def test_a_file_that_is_no_table_of_lines_is_refused_and_not_kept(content, code):
    with refused(code):
        build.handed_in(content)
    assert Upload.objects.count() == 0


def test_a_column_that_is_not_known_is_kept_and_not_in_the_way():
    upload = build.handed_in(build.csv_of((*GOOD_LINE, "note"), head=(*LINES_HEAD, "Our note")))
    assert build.verdicts(upload) == ["good"]
    assert build.lines(upload)[0].cells[-1] == "note"


def test_another_firm_learns_nothing_of_a_file():
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    stranger = build.employer(build.firm("their-works"))
    with refused("upload_not_here"):
        door.own(upload.pk, actor=stranger)
    for act in (door.check, door.let_go):
        with refused("not_allowed"):
            act(upload, actor=stranger, now=NOW)
    with refused("not_allowed"):
        door.apply(upload, seen="", actor=stranger, now=NOW)


def test_an_administrator_has_no_lines_of_demand_to_hand_in():
    with refused("not_allowed"):
        build.handed_in(build.csv_of(GOOD_LINE), registry.ADMINISTRATOR)


def test_a_college_has_no_lines_of_demand_to_hand_in():
    actor = registry.actor(Role.COLLEGE, build.firm())
    with refused("not_allowed"):
        build.handed_in(build.csv_of(GOOD_LINE), actor)


def test_a_file_let_go_is_erased():
    upload = build.handed_in(build.csv_of(GOOD_LINE))
    door.let_go(upload, actor=build.employer(), now=NOW)
    assert build.lines(upload)[0].cells == []
    with refused("upload_not_here"):
        door.own(upload.pk, actor=build.employer())


def test_after_its_time_the_words_of_a_file_are_erased_and_what_it_became_stays_known():
    content = build.csv_of(GOOD_LINE)
    upload = build.applied(content)
    later = NOW + timedelta(days=uploads.KEPT_DAYS)
    assert uploads.erase_expired(now=later) == 1
    upload.refresh_from_db()
    assert (upload.head, upload.name, build.lines(upload)[0].cells) == ([], "", [])
    assert build.verdicts(build.handed_in(content)) == ["known"]


def test_the_life_of_a_file_stands_in_the_log():
    upload = build.applied(build.csv_of(GOOD_LINE))
    verbs = Event.objects.filter(subject_type="kernel.upload", subject_key=str(upload.pk))
    assert [one.verb for one in verbs] == [
        "kernel.upload.begin",
        "kernel.upload.check",
        "kernel.upload.apply",
    ]


def test_many_lines_are_checked_and_applied_without_a_query_a_line(
    django_assert_max_num_queries,
):
    rows = [("RU-ORE", "7411", "2029", str(1 + place), "firm", "state") for place in range(1200)]
    with django_assert_max_num_queries(120):
        build.applied(build.csv_of(*rows))
    assert Line.objects.count() == 1200
