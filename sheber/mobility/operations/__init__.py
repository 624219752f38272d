"""Verbs of mobility: agree, nominate, sign what is to be learned, go, return, recognise."""

from sheber.mobility.operations.learning import (
    NewLearningAgreement,
    draw_up,
    draw_up_many,
    sign,
    sign_each,
    sign_many,
)
from sheber.mobility.operations.stays import (
    NewStay,
    agree,
    arrive_many,
    cancel,
    confirm,
    confirm_many,
    end_early,
    nominate,
    nominate_many,
    recognise,
    recognise_many,
    return_many,
)

__all__ = [
    "NewLearningAgreement",
    "NewStay",
    "agree",
    "arrive_many",
    "cancel",
    "confirm",
    "confirm_many",
    "draw_up",
    "draw_up_many",
    "end_early",
    "nominate",
    "nominate_many",
    "recognise",
    "recognise_many",
    "return_many",
    "sign",
    "sign_each",
    "sign_many",
]
