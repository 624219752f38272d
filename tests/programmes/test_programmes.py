from datetime import date, timedelta

import pytest

from sheber.accords import operations as accords_operations
from sheber.kernel import events
from sheber.kernel.refusals import Refused
from sheber.programmes import operations, queries, rules
from sheber.programmes.enums import Cycle, ModuleKind, PartnerRole
from sheber.programmes.models import Module, Programme
from sheber.registry.enums import OrganisationKind, OrganisationStatus, Role
from tests.accords import build as accords
from tests.programmes import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NOW = build.NOW
TODAY = NOW.date()


def refused(code, verb, *given, **named):
    with pytest.raises(Refused) as refusal:
        verb(*given, **named)
    assert refusal.value.code == code
    assert str(refusal.value)


def test_a_programme_is_written_and_approved():
    row = build.programme()
    row.refresh_from_db()
    assert row.state == "approved"
    assert [one.pk for one in row.occupations.all()] == ["7411"]
    assert queries.coverage(row, TODAY).holds
    share = queries.practice_share(row)
    assert (share.numerator, share.denominator) == (700, 1000)


def test_no_programme_rests_on_an_open_party_until_a_document_resolves_it():
    commitment = accords.commitment(unresolved_party=True)
    cluster = build.cluster(commitment=commitment)
    refused("party_unresolved", build.draft, cluster)
    assert not Programme.objects.exists()
    accords_operations.resolve_party(
        commitment,
        organisations=[build.college("KZ")],
        document="Protocol 4",
        dated=TODAY,
        actor=accords.office(),
        now=NOW,
    )
    assert build.draft(cluster).state == "draft"


def test_a_programme_on_one_side_s_words_says_so():
    row = build.draft(build.cluster(commitment=accords.advanced("agree")))
    resting = queries.rests_on(row)
    assert (resting.agreed, resting.is_one_sided) == (False, True)
    assert queries.rests_on(build.draft(build.cluster(code="demo-2"), "demo-programme-2")) is None


def test_a_stranger_writes_no_programme():
    row = build.draft()
    stranger = registry.actor(Role.CLUSTER, build.enterprise("demo-enterprise-9"))
    module = build.module(row, "T1", 10, ModuleKind.THEORY)
    partner = operations.NewPartner(row, build.college(), PartnerRole.LEADS)
    for verb, given in (
        (operations.add_modules, [module]),
        (operations.add_partners, [partner]),
    ):
        refused("not_allowed", verb, given, actor=stranger, now=NOW)


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("programme_lasts_no_time", {"months": 0}),
        ("programme_month_wrong", {"start_month": 13}),
        ("practice_share_wrong", {"practice_hours": 1001}),
        ("practice_share_wrong", {"practice_hours": 0, "practice_of_hours": 0}),
    ],
)
def test_a_programme_that_cannot_be_is_refused(code, given):
    refused(code, build.draft, **given)


def test_a_closed_cluster_takes_no_programme():
    row = build.cluster()
    operations.close_cluster(row, reason="No pupils", actor=accords.office(), now=NOW)
    refused("cluster_closed", build.draft, row)


def test_modules_are_numbered_in_the_order_in_which_they_are_taught():
    row = build.draft()
    build.teach(row)
    more = [build.module(row, "T2", 20, ModuleKind.THEORY)]
    operations.add_modules(more, actor=build.manager(row.cluster), now=NOW)
    assert list(Module.objects.filter(programme=row).values_list("code", "order")) == [
        ("T1", 1),
        ("P1", 2),
        ("T2", 3),
    ]


def test_a_module_has_hours_and_is_added_to_drafts_only():
    row = build.draft()
    empty = [build.module(row, "T1", 0, ModuleKind.THEORY)]
    manager = build.manager(row.cluster)
    refused("module_without_hours", operations.add_modules, empty, actor=manager, now=NOW)
    approved = build.approve(build.staff(build.teach(row)))
    more = [build.module(approved, "T2", 20, ModuleKind.THEORY)]
    refused("programme_not_draft", operations.add_modules, more, actor=manager, now=NOW)


def test_a_practice_share_that_the_modules_deny_is_not_approved():
    row = build.staff(build.teach(build.draft(), theory=400, practice=600))
    with pytest.raises(Refused) as refusal:
        build.approve(row)
    assert refusal.value.code == "practice_share_disagrees"
    assert (refusal.value.facts["found"], refusal.value.facts["of"]) == (600, 1000)
    row.refresh_from_db()
    assert row.state == "draft"


def test_a_practice_share_of_the_professional_cycle_leaves_the_general_one_out():
    row = build.draft(practice_hours=80, practice_of_hours=100, practice_of="professional")
    modules = [
        build.module(row, "G1", 500, ModuleKind.THEORY, cycle=Cycle.GENERAL),
        build.module(row, "G2", 40, ModuleKind.PRACTICE, cycle=Cycle.GENERAL),
        build.module(row, "T1", 20, ModuleKind.THEORY),
        build.module(row, "P1", 80, ModuleKind.PRACTICE),
    ]
    operations.add_modules(modules, actor=build.manager(row.cluster), now=NOW)
    assert build.approve(build.staff(row)).state == "approved"


def test_a_programme_without_modules_is_not_approved():
    refused("programme_without_modules", build.approve, build.staff(build.draft()))


@pytest.mark.parametrize("missing", [*build.EVERY_PART, PartnerRole.HOSTS_PRACTICE])
def test_a_programme_with_a_part_left_to_nobody_is_not_approved(missing):
    row = build.teach(build.draft())
    roles = {*build.EVERY_PART, PartnerRole.HOSTS_PRACTICE} - {missing}
    build.join(row, build.college(), *roles)
    with pytest.raises(Refused) as refusal:
        build.approve(row)
    assert refusal.value.code == "programme_uncovered"
    assert queries.coverage(row, TODAY).uncovered == (missing,)
    assert queries.covers(row, TODAY) == roles


def test_a_part_that_begins_later_covers_nothing_yet():
    row = build.teach(build.draft())
    build.join(row, row.cluster.manager, PartnerRole.HOSTS_PRACTICE)
    build.join(row, build.college(), *build.EVERY_PART, valid_from=TODAY + timedelta(days=1))
    refused("programme_uncovered", build.approve, row)
    assert queries.coverage(row, TODAY + timedelta(days=1)).holds


def test_a_joint_programme_has_partners_of_both_countries():
    row = build.whole(joint=True)
    refused("programme_of_one_country", build.approve, row)
    build.join(row, build.college("KZ"), PartnerRole.DELIVERS)
    assert build.approve(row).state == "approved"


def test_a_cluster_without_an_agreement_has_no_approved_programme():
    row = build.whole(build.complete(build.idea()))
    refused("cluster_not_agreed", build.approve, row)


def test_what_has_ended_meanwhile_stops_an_approval():
    commitment = accords.advanced("sign")
    row = build.whole(build.cluster(commitment=commitment))
    accords_operations.advance(
        commitment,
        "lapse",
        evidence=[accords.document()],
        reason="Not renewed",
        actor=accords.office(),
        now=NOW,
    )
    refused("commitment_ended", build.approve, Programme.objects.get(pk=row.pk))


def test_a_manager_does_not_approve_and_nor_does_the_other_office():
    row = build.whole()
    for actor in (build.manager(row.cluster), accords.office("KZ")):
        refused("not_allowed", operations.approve_programme, row, actor=actor, now=NOW)


def test_programmes_are_approved_all_or_none():
    cluster = build.cluster()
    good, bare = build.whole(cluster), build.teach(build.draft(cluster, "demo-programme-2"))
    given = {"actor": accords.office(), "now": NOW}
    refused("programme_uncovered", operations.approve_programmes, [good, bare], **given)
    good.refresh_from_db()
    assert good.state == "draft"


def leave(programme, organisation, on=TODAY, actor=None, **given):
    return operations.leave(
        programme,
        organisation,
        on=on,
        reason=given.get("reason", "Bankruptcy"),
        actor=actor or registry.actor(Role.EMPLOYER, organisation),
        now=NOW,
    )


def test_a_partner_leaves_and_what_is_left_to_nobody_suspends_the_programme():
    row = build.programme()
    left = leave(row, row.cluster.manager)
    assert (left.uncovered, left.suspended) == (("hosts_practice",), True)
    row.refresh_from_db()
    assert row.state == "suspended"
    acts = events.of("programmes.programme", [row.pk])[-2:]
    assert [(act.verb, act.actor) for act in acts] == [
        ("programmes.partner.leave", f"account:{row.cluster.manager_id}"),
        ("programmes.programme.suspend", "calendar"),
    ]
    assert acts[1].facts["uncovered"] == ["hosts_practice"]


def test_a_partner_of_several_parts_leaves_them_all():
    row = build.programme()
    left = leave(row, build.college(), actor=registry.actor(Role.COLLEGE, build.college()))
    assert len(left.ended) == 3
    assert left.uncovered == ("leads", "delivers", "awards")


def test_a_programme_goes_on_where_somebody_else_has_the_part():
    row = build.programme()
    second = build.enterprise("demo-enterprise-2")
    build.join(row, second, PartnerRole.HOSTS_PRACTICE)
    left = leave(row, second)
    assert (left.uncovered, left.suspended, row.state) == ((), False, "approved")


def test_a_joint_programme_that_keeps_one_country_is_suspended():
    row = build.whole(joint=True)
    build.join(row, build.college("KZ"), PartnerRole.DELIVERS)
    build.approve(row)
    left = leave(row, build.college("KZ"), actor=registry.actor(Role.COLLEGE, build.college("KZ")))
    assert (left.uncovered, left.lacks_a_country, left.suspended) == ((), True, True)


def test_a_departure_on_a_coming_day_suspends_when_that_day_comes():
    row = build.programme()
    leaves_on = date(2026, 6, 1)
    left = leave(row, row.cluster.manager, on=leaves_on)
    assert (left.uncovered, left.suspended, row.state) == (("hosts_practice",), False, "approved")
    calendar = operations.suspend_uncovered
    actor = build.registry.Actor.calendar()
    assert calendar(actor=actor, now=NOW.replace(month=5, day=31)) == []
    assert calendar(actor=actor, now=NOW.replace(month=6, day=1)) == [row]
    row.refresh_from_db()
    assert row.state == "suspended"


def test_a_suspended_programme_is_resumed_once_the_part_is_taken():
    row = build.programme()
    leave(row, row.cluster.manager)
    office = accords.office()
    refused("programme_uncovered", operations.resume_programme, row, actor=office, now=NOW)
    build.join(row, build.enterprise("demo-enterprise-2"), PartnerRole.HOSTS_PRACTICE)
    assert operations.resume_programme(row, actor=office, now=NOW).state == "approved"


def test_a_departure_is_refused_where_there_is_nothing_to_leave():
    row = build.programme()
    stranger = build.enterprise("demo-enterprise-9")
    refused("not_a_partner", leave, row, stranger)
    manager = row.cluster.manager
    refused("departure_needs_reason", leave, row, manager, reason=" ")
    early = TODAY - timedelta(days=1)
    refused("part_ends_before_it_starts", leave, row, manager, on=early)
    refused("not_allowed", leave, row, manager, actor=registry.actor(Role.MENTOR, manager))
    row.refresh_from_db()
    assert row.state == "approved"


def test_a_partner_has_a_part_once_and_an_open_body_none():
    row = build.whole()
    again = operations.NewPartner(row, build.college(), PartnerRole.LEADS)
    manager = build.manager(row.cluster)
    refused("already_a_partner", operations.add_partner, again, actor=manager, now=NOW)
    body = build.college("KZ", "demo-open")
    body.status = OrganisationStatus.UNRESOLVED
    unknown = operations.NewPartner(row, body, PartnerRole.AWARDS)
    refused("body_not_established", operations.add_partner, unknown, actor=manager, now=NOW)


def test_an_office_suspends_and_closes_with_a_reason():
    row, office = build.programme(), accords.office()
    refused("missing_reason", operations.suspend_programme, row, reason="", actor=office, now=NOW)
    operations.suspend_programme(row, reason="Licence withdrawn", actor=office, now=NOW)
    operations.close_programme(row, reason="Not restored", actor=office, now=NOW)
    partner = operations.NewPartner(row, build.college("KZ"), PartnerRole.LEADS)
    manager = build.manager(row.cluster)
    refused("programme_closed", operations.add_partner, partner, actor=manager, now=NOW)


def test_managers_are_trained_for_three_weeks_in_the_same_model():
    cluster = build.academy()
    row = build.draft(cluster, months=0, weeks=3, level="", practice_hours=0, practice_of_hours=72)
    build.teach(row, theory=72, practice=0)
    build.join(row, cluster.manager, *build.EVERY_PART)
    build.approve(row)
    assert (row.state, row.level, cluster.sector) == ("approved", None, None)
    assert queries.needed_roles(row) == ("leads", "delivers", "awards")
    assert queries.ready_on(row, 2026) == date(2026, 9, 22)
    held = operations.declare_capacity(
        build.new_capacity(row, cluster.manager, beds=0, practice_places=0),
        actor=registry.actor(Role.COLLEGE, cluster.manager),
        now=NOW,
    )
    assert queries.capacities(2026, 2026) == [held]


def test_a_school_lives_in_the_same_model():
    school = registry.organisation("demo-school-1", OrganisationKind.SCHOOL, "KZ")
    cluster = build.idea("demo-school", "KZ", kind="school", sector="", manager=school)
    member = operations.NewMember(cluster, school, "academy")
    operations.add_member(member, actor=build.manager(cluster), now=NOW)
    build.bound(cluster)
    row = build.draft(
        cluster, months=132, practice_hours=0, practice_of_hours=11_000, occupations=("7411",)
    )
    modules = [
        build.module(row, f"Y{year}", 1_000, ModuleKind.THEORY, cycle=Cycle.GENERAL)
        for year in range(1, 12)
    ]
    operations.add_modules(modules, actor=build.manager(cluster), now=NOW)
    build.join(row, school, *build.EVERY_PART)
    assert build.approve(row).state == "approved"


def test_drafts_are_seen_by_those_who_work_on_them():
    row = build.draft()
    employer = registry.actor(Role.EMPLOYER, build.enterprise("demo-enterprise-9"))
    assert row in rules.visible(build.manager(row.cluster))
    assert row not in rules.visible(employer)
    build.approve(build.staff(build.teach(row)))
    assert row in rules.visible(employer)
