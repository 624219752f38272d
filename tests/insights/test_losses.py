"""Every planned seat arrives, is lost for one reason, or is not yet due; the order is stated."""

from hypothesis import given
from hypothesis import strategies as st

from sheber.insights.enums import Place, Reason
from sheber.insights.queries.reconciling.losses import (
    FOR_ANYBODY,
    FOR_LINES,
    REASONS,
    STAGES,
    Fate,
    Loss,
    fate,
)

COUNTS = st.fixed_dictionaries({stage: st.integers(0, 30) for stage in STAGES})
KNOWN = [(place, reason) for place, reasons in REASONS.items() for reason in reasons]
CAUSES = st.dictionaries(st.sampled_from(KNOWN), st.integers(0, 30))
COURSES = st.sampled_from([FOR_LINES, FOR_ANYBODY])


def offered(planned: int, reached: int, causes: dict) -> Fate:
    """Seats of which so many were offered, and all of those arrived."""
    counts = dict.fromkeys(("offered", "seated", "signed", "studied", "graduated"), reached)
    return fate({"planned": planned, "at_line": reached, **counts}, causes)


@given(COUNTS, CAUSES, COURSES)
def test_arrived_lost_and_not_due_add_up_to_what_was_planned(counts, causes, course):
    found = fate(counts, causes, course)
    assert found.arrived + found.lost + found.not_due == counts["planned"]
    assert found.arrived == min(counts["planned"], *(found[stage] for _, stage in course))


@given(COUNTS, CAUSES, COURSES)
def test_no_reason_explains_more_than_was_counted_for_it(counts, causes, course):
    for (place, reason), number in fate(counts, causes, course).losses.items():
        assert reason == Reason.OTHER or 0 < number <= causes[place, reason]


@given(COUNTS, CAUSES, COUNTS, CAUSES)
def test_fates_add_up_in_any_order(counts, causes, others, other_causes):
    first, second = fate(counts, causes), fate(others, other_causes)
    assert (first + second).losses == (second + first).losses
    assert (first + second).lost == first.lost + second.lost


@given(COUNTS, CAUSES)
def test_the_largest_loss_is_the_same_however_the_causes_are_listed(counts, causes):
    backwards = dict(reversed(list(causes.items())))
    assert fate(counts, causes).by_size == fate(counts, backwards).by_size


def test_what_no_cause_explains_is_other_and_its_share_is_told():
    found = offered(10, 2, {(Place.OFFER, Reason.TAKEN_BACK): 6})
    assert found.by_size == (
        Loss(Place.OFFER, Reason.TAKEN_BACK, 6),
        Loss(Place.OFFER, Reason.OTHER, 2),
    )
    assert found.share_of_other == 0.25


def test_of_two_causes_the_earlier_of_the_list_explains_first():
    causes = {(Place.OFFER, Reason.NEVER_OFFERED): 8, (Place.OFFER, Reason.TAKEN_BACK): 5}
    found = offered(8, 0, causes)
    assert dict(found.losses) == {
        (Place.OFFER, Reason.TAKEN_BACK): 5,
        (Place.OFFER, Reason.NEVER_OFFERED): 3,
    }


def test_of_equal_losses_the_first_on_the_way_is_the_largest():
    counts = {"planned": 4, "offered": 2, "seated": 0}
    causes = {(Place.OFFER, Reason.NEVER_OFFERED): 2, (Place.ADMISSION, Reason.TOO_FEW): 2}
    assert fate(counts, causes).largest == Loss(Place.OFFER, Reason.NEVER_OFFERED, 2)


def test_what_is_not_due_is_never_a_loss():
    found = offered(9, 1, {(Place.OFFER, Reason.NOT_DUE): 8})
    assert (found.lost, found.not_due, found.share_of_other) == (0, 8, None)
    assert found.largest == Loss(Place.OFFER, Reason.NOT_DUE, 8)


def test_a_small_loss_is_named_before_what_is_not_due():
    causes = {(Place.OFFER, Reason.TAKEN_BACK): 1, (Place.OFFER, Reason.NOT_DUE): 8}
    assert offered(9, 0, causes).largest == Loss(Place.OFFER, Reason.TAKEN_BACK, 1)


def test_a_gain_later_makes_up_for_no_loss():
    found = fate({"planned": 5, "offered": 3, "seated": 9}, {(Place.OFFER, Reason.STOPPED): 2})
    assert found.losses[Place.OFFER, Reason.STOPPED] == 2


def test_nothing_planned_has_no_largest_loss():
    assert fate({}, {}).largest is None
