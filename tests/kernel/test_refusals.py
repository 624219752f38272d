import pytest
from django.utils import translation

from sheber.kernel import refusals
from sheber.kernel.refusals import Refused, UnknownSentence


def test_the_sentence_is_in_the_language_of_the_reader():
    refusal = Refused("missing_reason", act="demand.line.cut")
    with translation.override("en"):
        english = str(refusal)
    with translation.override("ru"):
        russian = str(refusal)
    assert "demand.line.cut" in english
    assert "demand.line.cut" in russian
    assert english != russian


def test_an_untaught_code_is_an_error_of_ours():
    with pytest.raises(UnknownSentence):
        str(Refused("no_room_has_taught_this"))


def test_a_code_has_one_sentence():
    with pytest.raises(UnknownSentence):
        refusals.teach({"missing_reason": "Another sentence"})
