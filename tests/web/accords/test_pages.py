"""What visitors read about accords, rules and assumptions."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from sheber.accords import operations
from sheber.accords.models import Commitment, Conflict, ConflictingClaim, Gap
from sheber.planning import operations as planning
from sheber.registry.models import Rule
from tests.accords import build as accords
from tests.flows.test_demand import delay, on_project, planned
from tests.offers import build as offers
from tests.planning import build as plans
from tests.web import pages
from tests.web.build import DEMO_NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.usefixtures("register")]


@pytest.mark.parametrize(
    ("view", "args"),
    [
        ("accords", ()),
        ("commitment", ("C-04",)),
        ("commitment", ("C-06",)),
        ("projects", ()),
        ("project", ("P-GAS-NORTH",)),
        ("disagreements", ()),
        ("statements", ()),
        ("rules", ()),
        ("rule_pack", ("KZ-2025",)),
        ("rule_pack", ("RU-2026",)),
        ("open_questions", ()),
        ("assumptions", ()),
    ],
)
def test_page_holds_to_the_rules(client, view, args):
    pages.check(client, view, *args)


def test_one_side_s_words_never_show_as_agreed(client):
    texts = pages.check(client, "commitment", "C-04")
    assert "the Russian side says: agreed in principle" in texts["en"]
    assert "not confirmed by the other side" in texts["en"]
    assert "✓" not in texts["en"]


def test_words_confirmed_by_the_other_side_show_with_the_document(client):
    text = pages.check(client, "commitment", "C-06")["en"]
    assert "confirmed by the other side" in text
    assert "12 November 2025" in text
    assert "the Russian side says" not in text


def test_a_confirmation_changes_what_the_page_says(client):
    row = Commitment.objects.get(code="C-04")
    operations.confirm(
        row,
        document="Note 7",
        dated=date(2030, 5, 4),
        actor=accords.office("KZ"),
        now=DEMO_NOW,
    )
    text = pages.check(client, "commitment", "C-04")["en"]
    assert "confirmed by the other side: Note 7, 4 May 2030" in text
    assert "the Russian side says" not in text


def test_a_gap_shows_as_a_gap_until_a_document_fills_it(client):
    gap = Gap.objects.get(commitment__code="C-01", kind="deadline")
    assert "deadline: not stated" in " ".join(
        pages.check(client, "commitment", "C-01")["en"].split()
    )
    operations.fill_gap(
        gap,
        filled_with="1 September 2032",
        document="Order 9",
        dated=date(2030, 5, 4),
        actor=accords.office(),
        now=DEMO_NOW,
    )
    text = " ".join(pages.check(client, "commitment", "C-01")["en"].split())
    assert "deadline: not stated" not in text
    assert "1 September 2032" in text
    assert "Order 9" in text


def test_what_rests_on_a_project_is_counted_on_its_public_page(client):
    row = accords.announced(region="KZ-27")
    line = on_project(row)
    planned(line)
    assert "No line of demand rests on it" in pages.check(client, "project", "P-GAS-EAST")["en"]
    text = " ".join(pages.check(client, "project", row.code)["en"].split())
    assert "1 lines of demand 20 people asked for 20 seats in approved plans" in text
    delay(row, date(2030, 6, 1))
    text = " ".join(pages.check(client, "project", row.code)["en"].split())
    assert "opening delayed 1 June 2028 → 1 June 2030" in text
    assert "20 seats of approved plans were meant for the old years" in text


def test_groups_of_regions_and_loosely_named_areas_show_on_a_commitment(client):
    gas = pages.check(client, "commitment", "C-11")
    assert "East of Kazakhstan, North of Kazakhstan" in gas["en"]
    assert "Восток Казахстана, Север Казахстана" in gas["ru"]
    students = pages.check(client, "commitment", "C-07")
    assert "Whether the Volga Federal District is meant is not stated" in students["en"]
    assert "Имеется ли в виду Уральский федеральный округ, не сказано" in students["ru"]


def test_what_other_sources_say_stands_beside_the_statement(client):
    students = pages.check(client, "commitment", "C-07")
    assert "Other sources on the same" in students["en"]
    assert "Более 60 тысяч." in students["ru"]
    proposed = pages.check(client, "commitment", "C-01")["en"]
    assert "quoted word for word" in proposed
    assert "Said also as S4-05" in " ".join(proposed.split())
    assert "clusters at enterprises, targeted training, a job afterwards" in proposed
    assert "What the source does not give : names" in " ".join(
        pages.check(client, "commitment", "C-04")["en"].replace(":", " :").split()
    )


def test_every_commitment_says_of_each_usual_thing_who_states_it_or_nobody(client):
    branches = " ".join(pages.check(client, "commitment", "C-06")["en"].split())
    assert "deadline: not stated" in branches
    assert "legal instrument : Source: Agreement of 2022" in branches
    skoltech = " ".join(pages.check(client, "commitment", "C-08")["en"].split())
    assert "responsible body in Russia : Skolkovo Institute" in skoltech
    assert "responsible body in Kazakhstan: not stated" in skoltech


def test_the_sides_of_a_filter_stand_by_the_alphabet_of_the_reader(client):
    for view in ("accords", "statements"):
        for language in ("en", "ru", "kk"):
            with translation.override(language):
                sides = client.get(reverse(view)).context["sides"]
            codes = [code for code, _label in sides]
            assert codes.index("KZ") < codes.index("RU"), language
            assert len(codes) == 4


def test_an_unresolved_party_is_said(client):
    text = pages.check(client, "commitment", "C-03")["en"]
    assert "no programme may rest on it" in text


def test_commitments_are_filtered_by_state_and_sector(client):
    running = client.get(reverse("accords"), {"state": "running"}).content.decode()
    assert "C-05" in running
    assert "C-01" not in running
    energy = client.get(reverse("accords"), {"sector": "energy"}).content.decode()
    assert "C-03" in energy
    assert "C-04" not in energy


def test_a_filter_that_finds_nothing_says_so(client):
    shown = client.get(reverse("accords"), {"state": "lapsed"}).content.decode()
    assert "No commitment of this kind is in the register." in shown


def test_claims_that_disagree_stand_side_by_side_until_a_document(client):
    conflict = Conflict.objects.get(pk="X-1")
    text = pages.check(client, "disagreements")["en"]
    assert "not settled" in text
    upheld = ConflictingClaim.objects.filter(conflict=conflict).first()
    operations.settle(
        conflict,
        document="Register of branches",
        dated=date(2030, 5, 4),
        upheld=upheld,
        actor=accords.office(),
        now=DEMO_NOW,
    )
    text = pages.check(client, "disagreements")["en"]
    assert "Register of branches" in text
    assert "upheld by the document" in text


def test_the_history_comes_from_the_log(client):
    text = pages.check(client, "commitment", "C-04")["en"]
    assert "agreed in principle" in text
    assert "set-up" not in text  # the builder's account loaded it
    assert "1 February 2031" in text


def test_no_leader_is_named_but_an_office(client):
    text = pages.check(client, "statements")["en"]
    assert "(office)" in text


def test_a_commitment_is_downloaded_with_the_demo_mark(client):
    table = client.get(reverse("accords"), {"download": "commitments.csv"}).content.decode()
    assert "C-04" in table
    assert "Demo data" in table


def test_an_unknown_rule_is_a_question_with_the_office_asked(client):
    text = pages.check(client, "rule_pack", "RU-2026")["en"]
    assert "May a citizen of Kazakhstan admitted on equal rights take a target seat?" in text
    assert "Ministry of Science and Higher Education of the Russian Federation" in text


def test_a_pack_that_stands_in_for_a_later_year_says_so(client):
    assert "carried forward, unconfirmed" in pages.check(client, "rule_pack", "RU-2026")["en"]
    assert "carried forward" not in pages.check(client, "rule_pack", "RU-2025")["en"]


def test_a_share_shows_its_rounding_and_a_day_its_zone_with_their_marks(client):
    texts = pages.check(client, "rule_pack", "RU-2026")
    assert "rounding: up (inferred, no source)" in texts["en"]
    assert "Europe/Moscow (inferred, no source)" in texts["en"]
    assert "Europe/Moscow (published)" in texts["en"]


def test_a_quota_shows_its_rounding_and_what_it_was_before(client):
    text = pages.check(client, "rule_pack", "KZ-2025")["en"]
    assert "not known (inferred, no source)" in text
    assert "Was before" in text


def test_a_regime_shows_its_basis_to_whom_it_is_open_and_on_what_it_rests(client):
    texts = pages.check(client, "rule_pack", "RU-2026")
    assert "decree 555 of 27 April 2024" in texts["en"]
    assert "постановление № 555 от 27.04.2024" in texts["ru"]
    assert "2024 жылғы 27 сәуірдегі № 555 қаулы" in texts["kk"]
    assert "everybody in state-funded residency" in texts["en"]
    assert "ISCED-F 091" in texts["en"]
    open_to = pages.check(client, "rule_pack", "KZ-2025")["en"]
    assert "Mid-level specialist" in open_to
    assert "College place ordered by an enterprise: term" in open_to


def test_every_rule_of_a_pack_stands_on_its_page_with_its_source(client):
    shown = client.get(reverse("rule_pack", args=["KZ-2025"])).content.decode()
    for rule in Rule.objects.filter(pack__code="KZ-2025"):
        assert f'id="{rule.code}"' in shown


def test_an_assumption_shows_with_its_office_and_the_offers_that_rest_on_it(client):
    offers.office(), offers.office("KZ")
    assert "nothing is assumed" in pages.check(client, "assumptions")["en"]
    offers.answer("target_seat.open_to.KZ")
    offers.answer("obligation.penalty.dropout_formula", value="support_returned")
    offers.answer("obligation.penalty.proportional_reduction")
    seats = offers.allocation(approve=False)
    planning.propose(seats.plan, actor=offers.office_actor(), now=offers.NOW)
    plans.approve(seats.plan)
    offer = offers.published(on=seats, open_to=("RU", "KZ"))
    text = pages.check(client, "assumptions")["en"]
    assert "an assumption" in text
    assert offer.code in text


def test_an_answer_on_a_document_is_no_assumption(client):
    offers.office(), offers.office("KZ")
    offers.answer("target_seat.open_to.KZ", basis="document")
    text = pages.check(client, "assumptions")["en"]
    assert "on a document: letter 1" in " ".join(text.split())
