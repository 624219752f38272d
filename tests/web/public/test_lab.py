"""The pages of the policy lab: in three languages, with files to take away, and honest words."""

import json
from dataclasses import replace

import pytest
from django.urls import reverse

from sheber.flows import lab
from sheber.web.public import lab as pictures
from tests.web import pages

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("demo")]


def test_without_a_published_study_the_page_says_how_to_make_one(client):
    texts = pages.check(client, "lab")
    assert "sheber lab --publish" in texts["en"]
    assert "Target seats in Russia, admission of 2025" in texts["en"]
    assert "Целевые места в России" in texts["ru"]
    assert "Ресейдегі нысаналы орындар" in texts["kk"]


def test_the_example_says_its_base_its_assumptions_and_what_it_does_not_say(client):
    texts = pages.check(client, "lab_example", "2025")
    assert "116,000 target seats were offered and 47,200 were filled" in texts["en"]
    assert "This is a simulation" in texts["en"]
    assert "What this study does not say" in texts["en"]
    assert "sheber lab --example 2025" in texts["en"]
    assert "Several offers may be ranked" in texts["en"]
    assert "kommersant.ru doc 8339881" in texts["en"]
    assert "inferred" in texts["en"]
    assert "Это модель" in texts["ru"]
    assert "Бұл модель" in texts["kk"]


def test_an_example_that_is_not_there_is_not_found(client):
    assert client.get(reverse("lab_example", args=["1913"])).status_code == 404
    assert client.get(reverse("lab_example", args=["..%2F..%2Fetc"])).status_code == 404


def test_the_study_is_taken_away_as_the_command_wrote_it(client, settings):
    url = reverse("lab_example", args=["2025"])
    file = client.get(f"{url}?download=study.json")
    assert "attachment" in file["Content-Disposition"]
    assert json.loads(file.content)["format"] == "sheber.lab/1"
    stored = (settings.SEEDS / "lab" / "2025.json").read_bytes()
    assert json.loads(file.content) == json.loads(stored)


def test_a_picture_taken_away_says_that_it_is_a_simulation(client):
    url = reverse("lab_example", args=["2025"])
    drawn = client.get(f"{url}?download=lab-results.svg").content.decode()
    assert "A simulation" in drawn
    for name in ("lab-results.csv", "lab-assumptions.csv", "lab-checks.xlsx"):
        assert "attachment" in client.get(f"{url}?download={name}")["Content-Disposition"]


def test_every_combination_of_rules_stands_in_the_table(client):
    url = reverse("lab_example", args=["2025"])
    rows = client.get(f"{url}?download=lab-results.csv").content.decode().splitlines()
    study, _ = lab.example("2025")
    assert len(rows) == 1 + len(study.scenarios) + 1  # a head, and the demo's own line
    assert any("Several offers may be ranked; applicants of both" in row for row in rows)


def test_an_assumption_with_which_the_base_is_out_of_reach_has_no_bar_and_says_so():
    study, file = lab.example("2025")
    first, *others = study.sensitivity.swings
    broken = replace(others[0], share=None, gains=())
    sensitivity = replace(study.sensitivity, swings=(first, broken, *others[1:]))
    drawn = pictures.tornados(replace(study, sensitivity=sensitivity), file.stated.assumption)
    lines = [[str(cell) for cell in line] for line in drawn[0].table.rows]
    assert any("the base cannot be reached" in line for line in lines)


def test_a_study_of_other_numbers_is_said_to_be_out_of_date(client, settings, tmp_path):
    shown = client.get(reverse("lab_example", args=["2025"])).content.decode()
    assert "The assumptions have changed since this study was made" not in shown
    (tmp_path / "lab").mkdir()
    for one in (settings.SEEDS / "lab").iterdir():
        text = one.read_text().replace("value = 904_000", "value = 905_000")
        (tmp_path / "lab" / one.name).write_text(text)
    settings.SEEDS = tmp_path
    shown = client.get(reverse("lab_example", args=["2025"])).content.decode()
    assert "The assumptions have changed since this study was made" in shown


def test_shares_are_rounded_and_not_cut():
    assert pictures.percent(0.40489) == "40.5 %"
    assert pictures.value_words(0.29, "share") == "29 %"
    assert pictures.value_words(1_200_000, "people") == "1,200,000"
