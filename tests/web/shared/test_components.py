"""Components that several audiences use."""

from datetime import date

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.utils import translation

from sheber.web.shared import tags
from sheber.web.shared.work import Step, Task


def shown(source, rf, **context):
    return engines["django"].from_string(source).render(context, rf.get("/en/x?kind=a&page=2"))


class Number(forms.Form):
    number = forms.IntegerField(label="How many?", help_text="People.")
    note = forms.CharField(label="Note", required=False)


def test_form_ties_label_hint_and_error_to_the_field(rf):
    html = shown("{% fields form %}", rf, form=Number({"number": "x"}))
    assert '<label for="id_number">' in html
    assert 'id="id_number_helptext"' in html
    assert 'aria-invalid="true"' in html
    assert '<a href="#id_number">How many?</a>' in html
    assert "not required" in html


def test_work_list_shows_count_and_deadline(rf):
    tasks = [Task("Confirm lines", "/en/x", 1200, date(2031, 2, 10), urgent=True)]
    html = shown("{% work_list tasks %}", rf, tasks=tasks)
    assert "1,200" in html
    assert "10 February 2031" in html
    assert 'class="urgent"' in html


def test_empty_work_list_says_so(rf):
    assert "Nothing waits for you." in shown("{% work_list tasks %}", rf, tasks=[])


def test_timeline_marks_what_is_now(rf):
    steps = [Step("Sent", date(2031, 1, 1), state="done"), Step("Confirmed", state="now")]
    html = shown("{% timeline steps %}", rf, steps=steps)
    assert html.count('aria-current="step"') == 1


def test_pages_keep_the_filter(rf):
    page = Paginator(range(100), 10).page(2)
    html = shown("{% pagination page %}", rf, page=page)
    assert 'href="?kind=a&amp;page=3"' in html
    assert "page 2 of 10" in html


@pytest.mark.parametrize(
    ("language", "number", "day"),
    [
        ("en", "1,234,567", "8 June 2022"),
        ("ru", "1\u00a0234\u00a0567", "8 июня 2022"),
        ("kk", "1\u00a0234\u00a0567", "2022 жылғы 8 маусым"),
    ],
)
def test_numbers_and_dates_are_the_reader_s(rf, language, number, day):
    with translation.override(language):
        html = shown("{{ n|number }} {{ d|day }}", rf, n=1234567, d=date(2022, 6, 8))
    assert html == f"{number} {day}"


@pytest.mark.parametrize("nothing", [None, "", [], ()])
def test_gap_is_shown_as_a_gap(rf, nothing):
    assert "not stated" in shown("{{ value|stated }}", rf, value=nothing)


def test_nought_is_a_value(rf):
    assert shown("{{ value|stated }}", rf, value=0) == "0"


@pytest.mark.parametrize(
    ("given", "shown"),
    [("2025-11-12", "12 November 2025"), ("2025-11", "November 2025"), ("2025", "2025")],
)
def test_a_source_s_date_is_in_words_as_far_as_it_is_known(given, shown):
    assert tags.dated(given) == shown
    assert tags.dated("2025-13-40") == "2025-13-40"
