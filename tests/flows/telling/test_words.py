"""Every state and every act of the log has a word."""

from importlib import import_module

import pytest
from django.conf import settings

from sheber.flows.telling import words
from sheber.kernel import uploads
from sheber.kernel.states import Life


def lives() -> list[Life]:
    found = [uploads.LIFE]
    for stage in settings.STAGES:
        try:
            module = import_module(f"sheber.{stage}.states")
        except ModuleNotFoundError:
            continue
        found += [one for one in vars(module).values() if isinstance(one, Life)]
    return found


@pytest.mark.parametrize("life", lives(), ids=lambda life: life.subject)
def test_a_life_is_worded(life):
    assert life.subject in words.SUBJECTS
    assert [state for state in life.states if state not in words.STATES] == []
    assert [move.name for move in life.moves if move.name not in words.ACTS] == []
