from sheber.programmes.enums import ClusterState, ProgrammeState
from sheber.programmes.states import BOUND, CLUSTER, PROGRAMME


def test_every_state_has_its_words():
    assert set(ClusterState.values) == set(CLUSTER.states) >= BOUND
    assert set(ProgrammeState.values) == set(PROGRAMME.states)
