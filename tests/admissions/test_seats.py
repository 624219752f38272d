import pytest

from sheber.admissions import operations, queries, rules
from sheber.admissions.models import Pool, RankedContract, Seat
from sheber.kernel import events
from sheber.offers import operations as offer_verbs
from sheber.registry.enums import OrganisationKind, Role
from tests.admissions import build
from tests.admissions.build import refused, wish
from tests.offers import build as offers
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.CONSENTING


def offered(who=None, **given):
    """A seat that the first round offers to one person."""
    campaign = build.campaign()
    main = build.offering(campaign, **given)
    build.open_(campaign)
    who = build.apply(campaign, 300, wish(main), who=who)
    build.cleared(campaign)
    return build.seat(who)


def college(seat):
    return registry.actor(Role.COLLEGE, seat.pool.offering.capacity.provider)


def minor_offered():
    """The same for somebody under age, whose guardian agreed to the list."""
    campaign = build.campaign()
    main = build.offering(campaign)
    build.open_(campaign)
    ward = build.person(born=build.MINOR)
    guardian = build.guardian_of(ward)
    row = build.draft(campaign, ward, wish(main))
    operations.approve_as_guardian(row, actor=guardian, now=build.APPLYING)
    operations.submit(row, actor=build.himself(ward), now=build.APPLYING)
    build.check(campaign, ward, 300)
    operations.verify(row, actor=build.admissions(), now=build.APPLYING)
    build.cleared(campaign)
    return build.seat(ward), guardian


def test_a_seat_is_consented_to_and_enrolled():
    seat = offered()
    operations.consent(seat, actor=build.himself(seat.person), now=NOW)
    operations.enrol(seat, actor=college(seat), now=NOW)
    seat.refresh_from_db()
    assert seat.state == "enrolled"
    verbs = [one.verb.rsplit(".")[-1] for one in events.of("admissions.seat", [seat.pk])]
    assert verbs == ["begin", "consent", "enrol"]


def test_nobody_consents_for_somebody_else():
    seat = offered()
    stranger = build.himself(build.person())
    for actor in (stranger, college(seat), build.admissions("KZ"), build.CALENDAR):
        with refused("not_allowed"):
            operations.consent(seat, actor=actor, now=NOW)


def test_a_consent_on_paper_is_entered_by_an_admissions_office():
    seat = offered()
    assert operations.consent_many([seat], actor=build.admissions(), now=NOW) == [seat]
    assert build.seat(seat.person).state == "consented"


def test_a_consent_that_comes_too_late_is_refused():
    seat = offered()
    with refused("consent_too_late"):
        operations.consent(seat, actor=build.himself(seat.person), now=build.CONSENT_BY)
    assert build.seat(seat.person).state == "offered"


def test_under_age_nobody_consents_without_a_guardian():
    seat, guardian = minor_offered()
    with refused("guardian_must_agree"):
        operations.consent(seat, actor=build.himself(seat.person), now=NOW)
    operations.approve_consent_as_guardian(seat, actor=guardian, now=NOW)
    operations.consent(seat, actor=build.himself(seat.person), now=NOW)
    seat.refresh_from_db()
    assert (seat.state, seat.guardian_id) == ("consented", guardian.person)


def test_only_a_guardian_agrees_to_a_consent_and_only_while_it_is_asked():
    seat, guardian = minor_offered()
    for actor in (build.admissions(), build.himself(seat.person)):
        with refused("not_allowed"):
            operations.approve_consent_as_guardian(seat, actor=actor, now=NOW)
    operations.give_up(seat, actor=build.himself(seat.person), now=NOW)
    with refused("wrong_state"):
        operations.approve_consent_as_guardian(seat, actor=guardian, now=NOW)


def test_terms_that_were_amended_are_noted_before_a_consent():
    campaign = build.campaign()
    offering, offer = build.target_offering(campaign)
    build.open_(campaign)
    who = build.apply(campaign, 300, wish(offering, "target", offer))
    build.cleared(campaign)
    offer_verbs.amend(
        offer,
        offers.new_terms(offer, months_owed=60),
        reason="Longer",
        actor=offers.employer_actor(offer),
        now=NOW,
    )
    with refused("terms_changed"):
        build.consent(who)
    application = build.seat(who).contract.application
    operations.acknowledge_terms(application, actor=build.himself(who), now=NOW)
    assert build.consent(who).state == "consented"


def test_a_missed_consent_lapses_by_the_calendar():
    seat = offered()
    assert not queries.consent_missed(seat.campaign, NOW).exists()
    with refused("consent_still_open"):
        operations.lapse_many([seat], actor=build.CALENDAR, now=NOW)
    missed = list(queries.consent_missed(seat.campaign, build.CONSENT_BY))
    operations.lapse_many(missed, actor=build.CALENDAR, now=build.CONSENT_BY)
    seat.refresh_from_db()
    assert seat.state == "lapsed"


def test_an_applicant_does_not_lapse_a_seat():
    seat = offered()
    with refused("not_allowed"):
        operations.lapse_many([seat], actor=build.himself(seat.person), now=build.CONSENT_BY)


def test_a_seat_that_was_consented_to_does_not_lapse():
    seat = offered()
    build.consent(seat.person)
    seat.refresh_from_db()
    with refused("wrong_state"):
        operations.lapse_many([seat], actor=build.CALENDAR, now=build.REFILLING)


def test_a_person_gives_up_only_the_own_seat():
    seat = offered()
    with refused("not_allowed"):
        operations.give_up(seat, actor=build.himself(build.person()), now=NOW)
    operations.give_up(seat, actor=build.himself(seat.person), now=NOW)
    assert build.seat(seat.person) is None


def test_whoever_holds_a_seat_gives_it_up_before_withdrawing():
    seat = offered()
    application = seat.contract.application
    with refused("holds_a_seat"):
        operations.withdraw(application, actor=build.himself(seat.person), now=NOW)
    with refused("holds_a_seat"):
        operations.reject(application, reason="No", actor=build.admissions(), now=NOW)


def test_a_seat_is_refuted_with_a_reason_by_an_admissions_office():
    seat = offered()
    with refused("missing_reason"):
        operations.refute(seat, reason="", actor=build.admissions(), now=NOW)
    with refused("not_allowed"):
        operations.refute(seat, reason="No", actor=build.himself(seat.person), now=NOW)
    operations.refute(seat, reason="Diploma forged", actor=build.admissions(), now=NOW)
    assert build.seat(seat.person) is None


def test_another_college_does_not_enrol_and_nobody_without_a_consent():
    seat = offered()
    other = registry.organisation("demo-college-9", OrganisationKind.COLLEGE)
    with refused("wrong_state"):
        operations.enrol(seat, actor=college(seat), now=NOW)
    build.consent(seat.person)
    seat = build.seat(seat.person)
    with refused("not_allowed"):
        operations.enrol(seat, actor=registry.actor(Role.COLLEGE, other), now=NOW)


def elsewhere():
    """A campaign whose main seats are decided by an official channel, and its applicant."""
    campaign = build.campaign()
    main, paid = build.offering(campaign, "G"), build.offering(campaign, "H", paid=1)
    source = operations.NewSource("RU", "main", "gosuslugi", build.CLOSES, "N-1")
    operations.set_seat_sources(campaign, [source], actor=offers.office_actor(), now=build.NOW)
    build.open_(campaign)
    who = build.apply(campaign, 300, wish(main), wish(paid, "paid"))
    return campaign, who


def test_a_receipt_says_what_is_decided_elsewhere_and_where():
    _, who = elsewhere()
    application = RankedContract.objects.filter(application__person=who)[0].application
    main, paid = queries.receipt(application)
    assert (main.decided_here, paid.decided_here, paid.elsewhere) == (False, True, ())
    (source,) = main.elsewhere
    assert (source.channel, source.deadline, source.number) == ("gosuslugi", build.CLOSES, "N-1")


def test_seats_that_the_programme_does_not_own_are_not_cleared_but_imported():
    campaign, who = elsewhere()
    clearing = build.cleared(campaign)
    assert [one.pool for one in queries.cutoffs(clearing)] == ["H/paid"]
    assert build.pools_of(who) == ["paid"]
    operations.give_up(build.seat(who), actor=build.himself(who), now=NOW)
    contract = RankedContract.objects.get(application__person=who, position=1)
    outcome = operations.Outcome(contract, Pool.objects.get(code="G/main"))
    campaign.refresh_from_db()
    operations.import_outcomes(campaign, [outcome], actor=build.admissions(), now=NOW)
    seat = build.seat(who)
    assert (seat.clearing, seat.pool.kind, seat.state) == (None, "main", "offered")
    assert build.consent(who).state == "consented"


def test_only_what_is_decided_elsewhere_is_imported():
    campaign, who = elsewhere()
    contract = RankedContract.objects.get(application__person=who, position=2)
    outcome = operations.Outcome(contract, Pool.objects.get(code="H/paid"))
    with refused("outcome_decided_here"):
        operations.import_outcomes(campaign, [outcome], actor=build.admissions(), now=NOW)
    with refused("not_allowed"):
        operations.import_outcomes(campaign, [outcome], actor=build.himself(who), now=NOW)
    with refused("not_allowed"):
        operations.import_outcomes(campaign, [outcome], actor=build.admissions("KZ"), now=NOW)
    assert not Seat.objects.exists()


def imported(position: int, pool: str):
    """An outcome of the official channel, entered before the first round."""
    campaign, who = elsewhere()
    build.close(campaign)
    contract = RankedContract.objects.get(application__person=who, position=position)
    outcome = operations.Outcome(contract, Pool.objects.get(code=pool))
    operations.import_outcomes(campaign, [outcome], actor=build.admissions(), now=build.CLEARING)
    return campaign, who


def test_whoever_holds_an_imported_seat_is_given_nothing_that_was_ranked_lower():
    campaign, who = imported(1, "G/main")
    clearing = build.compute(campaign)
    build.approve(clearing, "RU"), build.approve(clearing, "KZ")
    build.publish(clearing)
    assert [(one.pool.code, one.clearing) for one in Seat.objects.filter(person=who)] == [
        ("G/main", None)
    ]


def test_an_imported_seat_lapses_when_the_day_of_consent_has_passed():
    campaign, who = imported(1, "G/main")
    seat = build.seat(who)
    assert not queries.consent_missed(campaign, build.CONSENTING).exists()
    late = list(queries.consent_missed(campaign, build.CONSENT_BY))
    assert late == [seat]
    operations.lapse_many(late, actor=build.CALENDAR, now=build.CONSENT_BY)
    assert Seat.objects.get(pk=seat.pk).state == "lapsed"


def test_fillings_count_seats_by_state():
    seat = offered(seats=3)
    build.consent(seat.person)
    (filling,) = queries.fillings(seat.campaign)
    counts = (filling.offered, filling.consented, filling.enrolled, filling.lost)
    assert (filling.pool.capacity, counts) == (3, (0, 1, 0, 0))


def test_a_seat_is_read_by_its_person_its_college_its_employer_and_its_country():
    campaign = build.campaign()
    offering, offer = build.target_offering(campaign)
    build.open_(campaign)
    who = build.apply(campaign, 300, wish(offering, "target", offer))
    build.cleared(campaign)
    seat = build.seat(who)
    readers = (build.himself(who), college(seat), offers.employer_actor(offer), build.admissions())
    for reader in (*readers, offers.office_actor("KZ")):
        assert list(rules.visible_seats(reader)) == [seat]
    other = registry.organisation("demo-college-9", OrganisationKind.COLLEGE)
    for stranger in (
        build.himself(build.person()),
        registry.actor(Role.COLLEGE, other),
        registry.actor(Role.EMPLOYER, other),
        build.admissions("KZ"),
    ):
        assert not rules.visible_seats(stranger)
