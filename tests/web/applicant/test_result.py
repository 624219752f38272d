"""The result: told from the certificate, taken, declined, missed, refuted."""

import pytest

from sheber.admissions import operations
from sheber.admissions.models import Seat, VerifiedFact
from tests.admissions import build as admissions
from tests.admissions.build import wish
from tests.offers import build as offers
from tests.web import pages
from tests.web.applicant import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
RESULT, CONSENT, GIVE_UP = "/en/my/result", "/en/my/result/consent", "/en/my/result/give-up"


@pytest.fixture(autouse=True)
def moment(db):
    build.at(admissions.CONSENTING)


def given(who=None, score=231, rival=250, having=()):
    """The second wish is given; the first one, a target seat, went to a better score."""
    campaign = admissions.campaign()
    first, offer = build.target(campaign)
    second, other = build.target(campaign, "U")
    admissions.open_(campaign)
    who = who or admissions.person()
    row = admissions.draft(
        campaign, who, wish(first, "target", offer), wish(second, "target", other)
    )
    build.verified(row, score, *having)
    admissions.apply(campaign, rival, wish(first, "target", offer))
    admissions.cleared(campaign)
    return who, other


def seal(client):
    return build.hidden(client.get(RESULT), "seal", "/result/consent")


def state_of(who):
    return Seat.objects.filter(person=who).latest("pk").state


def test_the_page_holds_to_the_rules_and_tells_why(client):
    who, _ = given()
    texts = pages.check(build.signed_in(who), "applicant_result")
    told = texts["en"]
    assert "You have been given a seat." in told
    assert "5 August 2026, 09:00 (UTC)" in told
    assert "Yours: score 231." in told
    assert "The last one admitted: score 250." in told
    assert "The score decided." in told
    assert "You were short by at most 1 place." in told
    assert "Решил балл." in texts["ru"]
    assert "Жұмыс аудармасы: орыс тіліндегі мәтін басым болады." in texts["kk"]
    assert "преобладает русский текст" not in texts["ru"]


def test_a_tie_is_told_by_the_lottery():
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    both = [admissions.apply(campaign, 231, wish(main)) for _ in range(2)]
    admissions.cleared(campaign)
    unlucky = next(one for one in both if admissions.seat(one) is None)
    told = build.text(build.signed_in(unlucky).get(RESULT))
    assert "Scores and tie-breaks are equal; the lottery decided." in told
    assert "lot 2, of which 1 is the best" in told
    assert "lot 1, of which 1 is the best" in told


def test_a_seat_that_its_fund_closed_is_told_so():
    offers.rule("admission.pools", ["open_competition"], "list")
    campaign = admissions.campaign()
    [fund] = operations.add_funds(
        campaign, {"B1": 1}, actor=offers.office_actor(), now=admissions.NOW
    )
    one, other = (admissions.offering(campaign, code, fund=fund) for code in "GH")
    admissions.open_(campaign)
    admissions.apply(campaign, 300, wish(other))
    who = admissions.apply(campaign, 200, wish(one))
    admissions.cleared(campaign)
    texts = pages.check(build.signed_in(who), "applicant_result")
    assert "the fund that pays for them had given all of its own" in texts["en"]
    assert "The last one admitted: score 300." in texts["en"]
    assert "фонд" in texts["ru"]
    assert "қор" in texts["kk"]


def test_a_seat_is_taken():
    who, _ = given()
    client = build.signed_in(who)
    shown = client.post(CONSENT, {"seal": seal(client), "keep_wishing": "no"}, follow=True)
    assert "You have taken your seat." in build.text(shown)
    seat = Seat.objects.get(person=who)
    assert (seat.state, seat.keeps_wishing) == ("consented", False)
    assert "The employer writes out the contract" in build.text(client.get(RESULT))


def test_a_seat_is_taken_and_wished_on():
    who, _ = given()
    client = build.signed_in(who)
    client.post(CONSENT, {"seal": seal(client), "keep_wishing": "yes"})
    assert Seat.objects.get(person=who).keeps_wishing
    assert "You keep wishing" in build.text(client.get(RESULT))


def test_another_seat_than_the_one_shown_is_not_taken():
    who, _ = given()
    client = build.signed_in(who)
    shown = client.post(CONSENT, {"seal": "0" * 32, "keep_wishing": "no"}, follow=True)
    assert "This has changed since you opened it" in build.text(shown)
    assert state_of(who) == "offered"


def test_declined_only_with_a_tick():
    who, _ = given()
    client = build.signed_in(who)
    shown = client.post(GIVE_UP, {"seal": seal(client)}, follow=True)
    assert "Tick the box" in build.text(shown)
    client.post(GIVE_UP, {"seal": seal(client), "sure": "on"})
    assert state_of(who) == "given_up"
    shown = build.text(client.get(RESULT))
    assert "You gave up your seat." in shown
    assert "I take this seat" not in shown


def test_a_taken_seat_is_given_up():
    who, _ = given()
    client = build.signed_in(who)
    client.post(CONSENT, {"seal": seal(client), "keep_wishing": "no"})
    held = build.hidden(client.get(RESULT), "seal", "/result/give-up")
    client.post(GIVE_UP, {"seal": held, "sure": "on"})
    assert state_of(who) == "given_up"


def test_amended_after_publication_is_read_before_the_seat_is_taken():
    who, offer = given()
    client = build.signed_in(who)
    before = seal(client)
    build.amend(offer, admissions.CONSENTING)
    shown = build.text(client.get(RESULT))
    assert "36 months of work" in shown
    assert "48 months of work" in shown
    assert "I take this seat" not in shown
    refused = client.post(CONSENT, {"seal": before, "keep_wishing": "no"})
    assert refused.status_code == 409
    assert "was amended after you ranked it" in build.text(refused)
    note = build.hidden(client.get(RESULT), "seal", "/list/terms")
    assert "Noted" in build.text(client.post("/en/my/list/terms", {"seal": note}, follow=True))
    client.post(CONSENT, {"seal": seal(client), "keep_wishing": "no"})
    assert state_of(who) == "consented"


def test_amended_after_publication_may_be_declined():
    who, offer = given()
    client = build.signed_in(who)
    build.amend(offer, admissions.CONSENTING)
    held = build.hidden(client.get(RESULT), "seal", "/result/give-up")
    client.post(GIVE_UP, {"seal": held, "sure": "on"})
    assert state_of(who) == "given_up"


def test_consent_missed():
    who, _ = given()
    client = build.signed_in(who)
    held = seal(client)
    build.at(admissions.CONSENT_BY)
    shown = build.text(client.get(RESULT))
    assert "This moment has passed." in shown
    assert "I take this seat" not in shown
    assert "The day of consent has passed" in build.text(client.get("/en/my/application"))
    late = client.post(CONSENT, {"seal": held, "keep_wishing": "no"})
    assert late.status_code == 409
    assert "Consents were taken until" in build.text(late)
    row = Seat.objects.get(person=who)
    operations.lapse_many([row], actor=admissions.CALENDAR, now=admissions.CONSENT_BY)
    shown = build.text(client.get(RESULT))
    assert "did not consent in time" in shown
    assert "next year you may apply again" in shown


def test_entitlement_refuted_with_its_reason():
    share = {"numerator": 1, "denominator": 10}
    offers.rule("admission.quota.special.minimum_share", share, "share")
    campaign = admissions.campaign()
    main = admissions.offering(campaign, seats=2)
    admissions.open_(campaign)
    admissions.apply(campaign, 300, wish(main))
    who = admissions.apply(campaign, 200, wish(main), having=("special",))
    admissions.cleared(campaign)
    fact = VerifiedFact.objects.get(person=who, kind="special")
    why = "The paper was not genuine"
    clerk = admissions.admissions()
    operations.refute_fact(fact, reason=why, actor=clerk, now=admissions.CONSENTING)
    client = build.signed_in(who)
    shown = build.text(client.get("/en/my/application"))
    assert "refuted on" in shown
    assert why in shown
    shown = build.text(client.get(RESULT))
    assert "since what it rested on was refuted" in shown
    assert "complain to the programme office" in shown
    assert why in shown
    assert "I take this seat" not in shown


def test_nothing_given_says_so_and_why():
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    who = admissions.apply(campaign, 100, wish(main))
    admissions.apply(campaign, 200, wish(main))
    admissions.cleared(campaign)
    client = build.signed_in(who)
    told = build.text(client.get(RESULT))
    assert "The published rounds gave you no seat." in told
    assert "This round gave you nothing." in told
    assert "The last one admitted: score 200." in told
    assert "The published rounds gave you no seat." in build.text(client.get("/en/my/application"))


def test_after_the_campaign_no_further_round_is_promised():
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    who = admissions.apply(campaign, 100, wish(main))
    admissions.apply(campaign, 200, wish(main))
    admissions.cleared(campaign)
    campaign.refresh_from_db()
    operations.end_campaign(campaign, actor=offers.office_actor(), now=campaign.ends_at)
    told = build.text(build.signed_in(who).get(RESULT))
    assert "the campaign has ended" in told
    assert "A further round may" not in told


def test_no_result_before_publication():
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    who = admissions.apply(campaign, 100, wish(main))
    assert "No result has been published yet." in build.text(build.signed_in(who).get(RESULT))


def minor_given():
    """The same for somebody under age, whose guardian agreed to the list."""
    ward = admissions.person(born=admissions.MINOR)
    guardian = admissions.guardian_of(ward)
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    row = admissions.draft(campaign, ward, wish(main))
    operations.approve_as_guardian(row, actor=guardian, now=admissions.APPLYING)
    build.verified(row, 300)
    admissions.cleared(campaign)
    return ward, guardian


def test_under_age_the_guardian_agrees_first():
    ward, guardian = minor_given()
    client = build.signed_in(ward)
    shown = build.text(client.get(RESULT))
    assert "your guardian agrees first" in shown
    assert "I take this seat" not in shown
    held = build.hidden(client.get(RESULT), "seal", "/result/give-up")
    refused = client.post(CONSENT, {"seal": held, "keep_wishing": "no"})
    assert refused.status_code == 409
    operations.approve_consent_as_guardian(
        Seat.objects.get(person=ward), actor=guardian, now=admissions.CONSENTING
    )
    client.post(CONSENT, {"seal": seal(client), "keep_wishing": "no"})
    assert state_of(ward) == "consented"


def test_nobody_sees_or_takes_another_one_s_seat():
    who, _ = given()
    other = build.signed_in(admissions.person())
    assert "You have no application" in build.text(other.get(RESULT))
    held = seal(build.signed_in(who))
    assert other.post(CONSENT, {"seal": held}).status_code == 404
    assert state_of(who) == "offered"


def test_a_later_round_is_told_first_and_the_earlier_one_on_request():
    campaign = admissions.campaign()
    main = admissions.offering(campaign)
    admissions.open_(campaign)
    best, second = (admissions.apply(campaign, score, wish(main)) for score in (300, 200))
    admissions.cleared(campaign)
    missed = [Seat.objects.get(person=best)]
    operations.lapse_many(missed, actor=admissions.CALENDAR, now=admissions.CONSENT_BY)
    admissions.refilled(campaign)
    build.at(admissions.REFILLING)
    client = build.signed_in(second)
    told = build.text(client.get(RESULT))
    assert "Round 2" in told
    assert "It is what you wanted most." in told
    assert "10 August 2026, 09:00 (UTC)" in told
    earlier = build.text(client.get(f"{RESULT}?round=1"))
    assert "The last one admitted: score 300." in earlier
    assert "Round 2" in build.text(client.get(f"{RESULT}?round=nonsense"))


def test_a_programme_that_was_closed_is_told_with_its_minimum_group(client):
    campaign = admissions.campaign()
    first, second = (admissions.offering(campaign, code, 2) for code in "GH")
    first.capacity.minimum_group = 12
    first.capacity.save(update_fields=("minimum_group",))
    admissions.open_(campaign)
    who = admissions.apply(campaign, 200, wish(first), wish(second))
    admissions.cleared(campaign)
    texts = pages.check(build.signed_in(who), "applicant_result")
    assert "it needs a group of at least 12 people" in texts["en"]
    assert "You came nearest" not in texts["en"]
    assert "нужна группа не меньше 12 человек" in texts["ru"]
    assert "кемінде 12 адамдық топ керек" in texts["kk"]
