"""From an employer's demand to a confirmed job, in both directions across the border."""

import json

import pytest

from sheber.admissions import engine_io
from sheber.admissions.models import Clearing
from sheber.contracts.models import Contract, Signature
from sheber.demand.models import Line
from sheber.flows import begin, trace
from sheber.flows.demo.world import SHOWN_AS_OF
from sheber.kernel import clock, events
from sheber.mobility.models import Stay
from sheber.outcomes import engine_io as outcomes
from sheber.outcomes.models import Employment, Obligation

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("river"), pytest.mark.django_db]


def test_a_contract_stands_in_each_direction_across_the_border():
    directions = set(
        Contract.objects.filter(state="signed").values_list(
            "person__citizenship", "terms__offer__line__region__country"
        )
    )
    assert {("KZ", "RU"), ("RU", "KZ")} <= directions


def test_a_signed_contract_has_every_signature():
    contract = Contract.objects.filter(state="signed").first()
    words = Signature.objects.filter(party__contract=contract)
    assert {word.party.role for word in words} >= {"citizen", "customer", "education"}
    assert all(word.document_sha256 == contract.document_sha256 for word in words)


def test_a_job_is_followed_back_to_the_line_that_asked_for_it():
    found = trace.back(trace.any_employment(), actor=begin.INSTALLER)
    subjects = [step.subject for step in found.steps]
    assert subjects[:2] == ["demand.call", "demand.line"]
    assert {"planning.plan", "offers.offer", "admissions.clearing", "contracts.contract"} < set(
        subjects
    )
    assert all(step.events for step in found.steps)
    assert found.chain.holds


def test_a_line_is_followed_forward_to_its_people():
    line = Line.objects.filter(state="confirmed").first()
    found = trace.forward(line, actor=begin.INSTALLER)
    assert found.people
    assert {step.subject for person in found.people for step in person.steps} >= {
        "outcomes.employment",
        "outcomes.obligation",
    }


def test_a_job_without_a_line_says_why():
    job = Employment.objects.filter(line__isnull=True).first()
    assert trace.back(job, actor=begin.INSTALLER).no_line == "no_contract"


def test_an_obligation_is_half_served():
    """36 months from 1 August 2029; on 1 February 2031, 549 of 1,096 days (as in TV-4)."""
    owing = Obligation.objects.filter(state="running", months=36).first()
    standing = outcomes.standing(owing, SHOWN_AS_OF.date())
    assert (standing.term_days, standing.served_days, standing.owed_days) == (1096, 549, 547)


def test_the_certificate_of_each_clearing_still_holds():
    for clearing in Clearing.objects.all():
        assert engine_io.recheck(clearing).holds


def test_people_went_across_the_border_both_ways():
    ways = set(Stay.objects.values_list("home__country", "host__country"))
    assert ways == {("RU", "KZ"), ("KZ", "RU")}


def test_the_chain_holds_over_the_whole_river():
    verdict = events.verify()
    assert verdict.holds
    assert verdict.unsealed == 0


def test_the_files_of_each_clearing_say_that_they_are_of_the_demo():
    for clearing in Clearing.objects.all():
        for parts in engine_io.FILES.values():
            assert json.loads(b"".join(parts(clearing)))["comment"] == clock.DEMO_COMMENT
