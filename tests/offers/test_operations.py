import pytest

from sheber.kernel import events
from sheber.kernel.models import Reason
from sheber.offers import operations, queries
from sheber.offers.models import Answer, ClauseTemplate, Offer, RuleUse, Terms
from sheber.registry.enums import Role
from sheber.registry.models import Rule
from tests.demand import build as demand
from tests.offers import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
OPEN_TO_KZ = "target_seat.open_to.KZ"
DISCHARGE_KZ = "obligation.discharge_abroad.KZ"
refused = build.refused


def test_an_offer_is_drafted_given_terms_and_published():
    offer = build.published()
    offer.refresh_from_db()
    assert offer.state == "published"
    verbs = [event.verb for event in events.of("offers.offer", [offer.pk])]
    assert verbs == ["offers.offer.begin", "offers.offer.set_terms", "offers.offer.publish"]


def test_another_employer_cannot_draft_an_offer_for_a_line():
    line = demand.confirmed_line()
    stranger = registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-2"))
    new = operations.NewOffer("OFFER-9", line, build.allocation(), 1, ("RU",))
    with refused("not_allowed"):
        operations.draft(new, actor=stranger, now=NOW)
    assert not Offer.objects.exists()


def test_an_offer_needs_a_seat_and_somebody_to_whom_it_is_open():
    with refused("offer_asks_for_no_seat"):
        build.draft(seats=0)
    with refused("offer_open_to_nobody"):
        build.draft(line=demand.line(of=demand.call(code="CALL-2")), open_to=())


def test_offers_on_an_allocation_never_exceed_its_seats():
    on, line = build.allocation(seats=5), demand.confirmed_line()
    build.draft(line, on, seats=3)
    with refused("offer_exceeds_allocation") as refusal:
        build.draft(line, on, seats=3)
    assert refusal.value.facts == {"seats": 5, "offered": 6}
    assert Offer.objects.count() == 1


def test_a_withdrawn_offer_gives_its_seats_back_to_the_allocation():
    on, line = build.allocation(seats=5), demand.confirmed_line()
    first = build.draft(line, on, seats=3)
    actor = build.employer_actor(first)
    operations.withdraw(first, reason="Site closed", actor=actor, now=NOW)
    assert build.draft(line, on, seats=5).seats == 5


def test_terms_of_a_draft_are_replaced_and_stay_version_one():
    offer = build.draft()
    build.terms(offer, months_owed=36, answers={"bed": ("Yes", "Да", "Иә")})
    build.terms(offer, months_owed=48)
    terms = Terms.objects.get(offer=offer)
    assert (terms.version, terms.months_owed) == (1, 48)
    assert not Answer.objects.exists()


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"months_owed": 0}, "offer_owes_no_month"),
        ({"monthly_minor": -1}, "offer_money_negative"),
        ({"bed_price_minor": -1}, "offer_money_negative"),
        ({"prevailing_language": "fr"}, "offer_language_unknown"),
        ({"answers": {"weather": ("Fine", "Да", "Иә")}}, "offer_answer_unknown"),
        ({"answers": {"bed": ("Yes", "Да", " ")}}, "offer_answer_empty"),
    ],
)
def test_bad_terms_are_refused(given, code):
    offer = build.draft()
    with refused(code):
        build.terms(offer, **given)
    assert not Terms.objects.exists()


def test_terms_of_a_published_offer_are_not_set_again():
    offer = build.published()
    with refused("wrong_state"):
        build.terms(offer, months_owed=60)
    assert Terms.objects.get().months_owed == 36


def test_an_offer_without_terms_is_not_published():
    offer = build.draft()
    with refused("offer_without_terms"):
        operations.publish(offer, actor=build.employer_actor(offer), now=NOW)


def test_an_offer_is_not_published_before_its_line_is_confirmed():
    with refused("offer_line_not_confirmed"):
        build.published(line=demand.line())


def test_an_offer_is_not_published_on_a_plan_that_is_not_approved():
    with refused("offer_plan_not_approved"):
        build.published(on=build.allocation(approve=False))


def test_another_employer_cannot_publish():
    offer = build.draft()
    build.terms(offer)
    stranger = registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-2"))
    with refused("not_allowed"):
        operations.publish(offer, actor=stranger, now=NOW)


def test_an_unknown_rule_stops_publication_until_each_office_has_answered():
    build.rule(OPEN_TO_KZ)
    build.office("RU"), build.office("KZ")
    offer = build.draft(open_to=("RU", "KZ"))
    build.terms(offer)
    actor = build.employer_actor(offer)
    with refused("rule_unknown"):
        operations.publish(offer, actor=actor, now=NOW)
    build.answer(OPEN_TO_KZ, by=("RU",))
    with refused("rule_unknown"):
        operations.publish(offer, actor=actor, now=NOW)
    build.answer(OPEN_TO_KZ, by=("KZ",))
    operations.publish(offer, actor=actor, now=NOW)
    use = RuleUse.objects.get()
    assert (use.offer_id, use.country_id, use.code, use.basis) == (
        offer.pk,
        "RU",
        OPEN_TO_KZ,
        "assumption",
    )


def test_an_answer_on_a_document_is_recorded_as_such():
    build.rule(OPEN_TO_KZ)
    build.answer(OPEN_TO_KZ, basis="document")
    build.published(open_to=("KZ",))
    assert RuleUse.objects.get().basis == "document"


def test_a_known_rule_is_recorded_with_its_certainty_and_what_carried_it_forward():
    build.rule(OPEN_TO_KZ, True, "boolean", certainty="memory_low", pack=build.pack(year=2025))
    build.published(open_to=("KZ",))
    use = RuleUse.objects.get()
    assert (use.basis, use.pack, use.carried_forward) == ("memory_low", "RU-2025", True)


def test_a_rule_that_says_no_stops_publication():
    build.rule(DISCHARGE_KZ)
    build.answer(DISCHARGE_KZ, value=False)
    with refused("offer_forbidden_by_rule"):
        build.published(stated={"work_region": "KZ-27"})
    assert not RuleUse.objects.exists()


def test_months_outside_the_regime_are_refused():
    build.regimes({"code": "RU-555-2024", "months_minimum": 36, "months_maximum": 60})
    with refused("offer_months_outside_regime"):
        build.published(stated={"months_owed": 72})
    offer = build.draft(line=demand.confirmed_line(of=demand.call(code="CALL-2")))
    build.terms(offer, months_owed=60)
    operations.publish(offer, actor=build.employer_actor(offer), now=NOW)


@pytest.mark.parametrize(
    ("listed", "named", "code"),
    [
        ({"code": "RU-555-2024"}, "nonsense", "offer_regime_unknown"),
        ({"code": "RU-555-2024"}, "KZ-SERPIN", "offer_regime_unknown"),
        ({"code": "OLD", "admitted_before": 2021}, "OLD", "offer_regime_of_other_years"),
        ({"code": "LATER", "in_force_from": "2026-03-01"}, "LATER", "offer_regime_not_in_force"),
        (
            {"code": "MED", "open_to": [{"isced_fields": ["091"]}]},
            "MED",
            "offer_regime_of_other_programmes",
        ),
    ],
)
def test_a_regime_that_is_not_open_to_the_seats_is_refused_with_those_that_are(listed, named, code):
    build.regimes(listed, {"code": "GOOD"})
    with refused(code) as refusal:
        build.published(stated={"regime": named})
    assert "GOOD" in refusal.value.facts["open"]
    assert Offer.objects.get().state == "draft"


def test_without_a_rule_pack_there_is_no_regime_to_publish_under():
    offer = build.draft()
    build.terms(offer)
    Rule.objects.all().delete()
    with refused("offer_regime_unknown"):
        operations.publish(offer, actor=build.employer_actor(offer), now=NOW)


def test_an_amendment_cannot_move_to_a_regime_that_is_not_open():
    offer = build.published()
    new = build.new_terms(offer, regime="nonsense")
    with refused("offer_regime_unknown"):
        operations.amend(offer, new, reason="Other", actor=build.employer_actor(offer), now=NOW)
    assert Terms.objects.count() == 1


def test_an_unknown_rule_of_the_regime_stops_publication_until_it_is_answered():
    build.regimes({"code": "RU-555-2024", "needs": ["obligation.enterprise_order.term"]})
    build.rule("obligation.enterprise_order.term")
    build.office("RU"), build.office("KZ")
    offer = build.draft()
    build.terms(offer)
    actor = build.employer_actor(offer)
    with refused("rule_unknown"):
        operations.publish(offer, actor=actor, now=NOW)
    build.answer("obligation.enterprise_order.term", value="contract")
    operations.publish(offer, actor=actor, now=NOW)
    use = RuleUse.objects.get()
    assert (use.code, use.basis) == ("obligation.enterprise_order.term", "assumption")


def test_a_rule_that_the_regime_only_has_to_know_may_say_no():
    build.regimes({"code": "RU-555-2024", "needs": ["obligation.penalty.proportional_reduction"]})
    build.rule("obligation.penalty.proportional_reduction", False, "boolean")
    assert build.published().state == "published"
    assert RuleUse.objects.get().basis == "published"


def test_a_known_rule_rests_on_its_pack_although_an_office_once_answered_it():
    build.rule(OPEN_TO_KZ)
    build.answer(OPEN_TO_KZ)
    build.rule(OPEN_TO_KZ, True, "boolean", certainty="memory_high")
    build.published(open_to=("KZ",))
    assert RuleUse.objects.get().basis == "memory_high"


def test_a_kazakh_draft_cannot_prevail():
    with refused("offer_draft_would_prevail"):
        build.published(stated={"prevailing_language": "kk", "clauses": (build.clause(),)})
    assert Offer.objects.get().state == "draft"


@pytest.mark.parametrize(("prevails", "status"), [("ru", "draft"), ("", "draft"), ("kk", "act")])
def test_a_kazakh_text_stands_beside_one_that_prevails_or_prevails_once_checked(prevails, status):
    given = {"prevailing_language": prevails, "clauses": (build.clause(status),)}
    assert build.published(stated=given).state == "published"


def test_an_amendment_cannot_let_a_kazakh_draft_prevail():
    offer = build.published(stated={"clauses": (build.clause(),)})
    new = build.new_terms(offer, prevailing_language="kk", clauses=(build.clause(),))
    with refused("offer_draft_would_prevail"):
        operations.amend(offer, new, reason="Ours", actor=build.employer_actor(offer), now=NOW)


def test_no_prevailing_language_does_not_stop_publication():
    offer = build.published(stated={"prevailing_language": ""})
    assert queries.current_terms([offer])[offer.pk].prevailing_language == ""


def test_an_amendment_after_publication_adds_a_version_with_its_reason():
    offer = build.published()
    new = build.new_terms(offer, months_owed=48)
    operations.amend(offer, new, reason="A longer term", actor=build.employer_actor(offer), now=NOW)
    versions = Terms.objects.filter(offer=offer).values_list("version", "months_owed")
    assert list(versions) == [(1, 36), (2, 48)]
    last = events.of("offers.offer", [offer.pk])[-1]
    assert (last.verb, last.facts) == ("offers.offer.amend", {"from": 1, "to": 2})
    assert Reason.objects.get(event=last).text == "A longer term"


def test_an_amendment_needs_a_reason():
    offer = build.published()
    with refused("missing_reason"):
        operations.amend(
            offer, build.new_terms(offer), reason="", actor=build.employer_actor(offer), now=NOW
        )
    assert Terms.objects.count() == 1


def test_an_amendment_that_needs_another_rule_is_refused_until_it_is_known():
    build.rule(DISCHARGE_KZ)
    build.office("RU"), build.office("KZ")
    offer = build.published()
    new = build.new_terms(offer, work_region="KZ-27")
    actor = build.employer_actor(offer)
    with refused("rule_unknown"):
        operations.amend(offer, new, reason="Moved", actor=actor, now=NOW)
    assert Terms.objects.count() == 1
    build.answer(DISCHARGE_KZ)
    operations.amend(offer, new, reason="Moved", actor=actor, now=NOW)
    operations.amend(offer, new, reason="Again", actor=actor, now=NOW)
    assert RuleUse.objects.get().code == DISCHARGE_KZ


def test_a_frozen_offer_is_not_amended():
    offer = build.published()
    operations.freeze_many([offer], actor=registry.Actor.calendar(), now=NOW)
    with refused("wrong_state"):
        operations.amend(
            offer, build.new_terms(offer), reason="Late", actor=build.employer_actor(offer), now=NOW
        )
    assert Terms.objects.count() == 1


def test_the_calendar_freezes_what_is_published_and_ends_drafts():
    line, on = demand.confirmed_line(), build.allocation()
    shown, left = build.published(line=line, on=on), build.draft(line, on)
    operations.freeze_many([shown], actor=registry.Actor.calendar(), now=NOW)
    operations.expire_many([left], actor=registry.Actor.calendar(), now=NOW)
    states = Offer.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["frozen", "expired"]


def test_an_employer_does_not_freeze_and_a_foreign_office_neither():
    offer = build.published()
    with refused("not_allowed"):
        operations.freeze_many([offer], actor=build.employer_actor(offer), now=NOW)
    with refused("not_allowed"):
        operations.freeze_many([offer], actor=build.office_actor("KZ"), now=NOW)


def test_clauses_are_versioned_by_code_and_need_three_languages():
    build.clause(), build.clause()
    assert [row.version for row in ClauseTemplate.objects.all()] == [1, 2]
    empty = operations.NewClause("work", "Work", "", "Жұмыс")
    with refused("offer_clause_empty"):
        operations.write_clauses([empty], actor=build.office_actor(), now=NOW)
    with refused("not_allowed"):
        employer = registry.actor(Role.EMPLOYER, demand.employer())
        operations.write_clauses([empty], actor=employer, now=NOW)


def frozen() -> Offer:
    offer = build.published()
    return operations.freeze_many([offer], actor=registry.Actor.calendar(), now=NOW)[0]


def restate(offer: Offer, reason: str = "Agreed", actor=None, **given) -> Terms:
    actor = actor or build.employer_actor(offer)
    return operations.restate(build.new_terms(offer, **given), reason=reason, actor=actor, now=NOW)


def test_terms_for_contracts_add_a_version_that_the_offer_does_not_show():
    offer = frozen()
    row = restate(offer, months_owed=24)
    assert (row.version, row.for_contracts) == (2, True)
    assert queries.current_terms([offer])[offer.pk].version == 1
    last = events.of("offers.offer", [offer.pk])[-1]
    assert (last.verb, last.facts) == ("offers.offer.restate", {"from": 1, "to": 2})
    assert restate(offer).version == 3


def test_terms_for_contracts_keep_on_what_they_rest():
    build.rule(DISCHARGE_KZ)
    build.office("RU"), build.office("KZ")
    build.answer(DISCHARGE_KZ)
    offer = frozen()
    assert not RuleUse.objects.exists()
    restate(offer, work_region="KZ-27")
    restate(offer, work_region="KZ-27")
    assert RuleUse.objects.get().code == DISCHARGE_KZ


def test_terms_for_contracts_name_an_open_regime_and_no_draft_that_prevails():
    offer = frozen()
    with refused("offer_regime_unknown"):
        restate(offer, regime="nonsense")
    with refused("offer_draft_would_prevail"):
        restate(offer, prevailing_language="kk", clauses=(build.clause(),))
    assert Terms.objects.count() == 1


def test_terms_for_contracts_are_written_for_a_closed_offer_only():
    with refused("wrong_state"):
        restate(build.published())
    assert not Terms.objects.filter(for_contracts=True).exists()


def test_terms_for_contracts_need_a_reason_and_the_offer_s_own_employer():
    offer = frozen()
    with refused("missing_reason"):
        restate(offer, reason=" ")
    with refused("not_allowed"):
        restate(offer, actor=registry.actor(Role.EMPLOYER, demand.employer("demo-enterprise-2")))
    assert Terms.objects.count() == 1
