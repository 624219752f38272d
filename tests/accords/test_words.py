from sheber.accords.enums import CommitmentState, ProjectState
from sheber.accords.states import AGREED, COMMITMENT, ENDED, PROJECT


def test_every_state_has_its_words():
    assert set(CommitmentState.values) == set(COMMITMENT.states)
    assert set(ProjectState.values) == set(PROJECT.states)


def test_what_may_be_agreed_and_what_has_ended_are_states():
    assert set(COMMITMENT.states) >= AGREED | ENDED
    assert {"done"} == AGREED & ENDED
