from datetime import date, timedelta

import pytest

from sheber.kernel import events
from sheber.kernel.money import Money
from sheber.kernel.refusals import Refused
from sheber.programmes import operations, queries
from sheber.programmes.enums import MemberRole, MoneySource
from sheber.registry.enums import OrganisationStatus, Role
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


def test_a_cluster_comes_to_operate_step_by_step():
    row = build.cluster()
    row.refresh_from_db()
    assert (row.state, row.agreement_document, row.agreed_on) == (
        "operating",
        "Demo agreement 1",
        build.AGREED_ON,
    )
    verbs = [event.verb.split(".")[-1] for event in events.of("programmes.cluster", [row.pk])]
    assert verbs == ["begin", "add", "add", "apply", "select", "agree", "operate"]


def test_a_stranger_founds_no_cluster():
    new = operations.NewCluster(
        code="demo-cluster-1",
        region=registry.region().pk,
        sector=accords.sector().pk,
        manager=build.enterprise(),
        **build.names("cluster"),
    )
    stranger = registry.actor(Role.CLUSTER, build.enterprise("demo-enterprise-2"))
    refused("not_allowed", operations.found_cluster, new, actor=stranger, now=NOW)
    operations.found_cluster(new, actor=accords.office("RU"), now=NOW)


def test_an_industrial_cluster_names_its_sector_and_a_known_region():
    refused("cluster_needs_sector", build.idea, sector="")
    new = operations.NewCluster(
        "demo-c", "a", "a", "a", "RU-NONE", build.enterprise(), sector=accords.sector().pk
    )
    refused(
        "cluster_region_unknown", operations.found_cluster, new, actor=accords.office(), now=NOW
    )


def test_a_cluster_applies_only_with_an_anchor_employer_and_a_base_college():
    row = build.idea()
    refused("cluster_incomplete", operations.apply_cluster, row, actor=build.manager(row), now=NOW)
    operations.apply_cluster(build.complete(row), actor=build.manager(row), now=NOW)
    assert row.state == "application"


def test_a_cluster_does_not_select_itself():
    row = build.complete(build.idea())
    operations.apply_cluster(row, actor=build.manager(row), now=NOW)
    refused("not_allowed", operations.select_cluster, row, actor=build.manager(row), now=NOW)
    refused("not_allowed", operations.select_cluster, row, actor=accords.office("KZ"), now=NOW)


@pytest.mark.parametrize(
    ("document", "signed_on"), [(" ", TODAY), ("Agreement", TODAY + timedelta(days=1))]
)
def test_an_agreement_needs_a_document_of_the_past(document, signed_on):
    row = build.complete(build.idea())
    operations.apply_cluster(row, actor=build.manager(row), now=NOW)
    operations.select_cluster(row, actor=accords.office(), now=NOW)
    refused(
        "cluster_agreement_missing",
        operations.agree_cluster,
        row,
        document=document,
        signed_on=signed_on,
        actor=build.manager(row),
        now=NOW,
    )


def test_a_closed_cluster_takes_no_member():
    row = build.cluster()
    operations.close_cluster(row, reason="No pupils", actor=accords.office(), now=NOW)
    new = operations.NewMember(row, build.enterprise(), MemberRole.PARTNER_EMPLOYER)
    refused("cluster_closed", operations.add_member, new, actor=build.manager(row), now=NOW)


def test_a_member_has_a_role_once_at_a_time():
    row = build.complete(build.idea())
    again = operations.NewMember(row, row.manager, MemberRole.ANCHOR_EMPLOYER)
    refused("already_a_member", operations.add_member, again, actor=build.manager(row), now=NOW)
    twice = [operations.NewMember(row, build.enterprise(), MemberRole.PARTNER_EMPLOYER)] * 2
    refused("already_a_member", operations.add_members, twice, actor=build.manager(row), now=NOW)


def test_a_body_that_nobody_has_established_is_no_member():
    body = build.enterprise("demo-open")
    body.status = OrganisationStatus.UNRESOLVED
    row = build.idea()
    new = operations.NewMember(row, body, MemberRole.UNIVERSITY)
    refused("body_not_established", operations.add_member, new, actor=build.manager(row), now=NOW)


def test_a_member_leaves_on_a_day():
    row = build.complete(build.idea())
    member = queries.members(row, TODAY).get(role=MemberRole.BASE_COLLEGE)
    given = {"reason": "Merged", "actor": build.manager(row), "now": NOW}
    early = TODAY - timedelta(days=1)
    refused("part_ends_before_it_starts", operations.end_member, member, on=early, **given)
    operations.end_member(member, on=date(2026, 9, 1), **given)
    assert queries.members(row, date(2026, 8, 31)).count() == 2
    assert queries.members(row, date(2026, 9, 1)).count() == 1
    refused("part_has_ended", operations.end_member, member, on=date(2026, 10, 1), **given)


def money(cluster, **given) -> operations.NewMoney:
    usual = {
        "year": 2026,
        "source": MoneySource.EMPLOYER,
        "paid": False,
        "amount": Money(500_000_00, "RUB"),
        "document": "Order 3",
        "payer": cluster.manager,
    }
    return operations.NewMoney(cluster, **{**usual, **given})


def test_money_is_summed_by_source_and_never_over_currencies():
    row = build.cluster()
    entries = [
        money(row),
        money(row, amount=Money(100, "RUB")),
        money(row, paid=True, amount=Money(300, "RUB")),
        money(row, amount=Money(700, "KZT")),
        money(row, source=MoneySource.REGION, payer=None, amount=Money(900, "RUB")),
    ]
    operations.enter_money_many(entries, actor=build.manager(row), now=NOW)
    assert [(line.source, line.planned, line.paid) for line in queries.money(row)] == [
        ("employer", Money(700, "KZT"), Money(0, "KZT")),
        ("employer", Money(500_001_00, "RUB"), Money(300, "RUB")),
        ("region", Money(900, "RUB"), Money(0, "RUB")),
    ]


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("money_not_positive", {"amount": Money(0, "RUB")}),
        ("money_currency_unknown", {"amount": Money(1, "XXX")}),
        ("money_needs_document", {"document": " "}),
        ("money_needs_payer", {"payer": None}),
    ],
)
def test_money_that_cannot_be_traced_is_refused(code, given):
    row = build.idea()
    entry = money(row, **given)
    refused(code, operations.enter_money, entry, actor=build.manager(row), now=NOW)
    assert queries.money(row) == ()


def test_a_wrong_line_is_reversed_once_and_both_stay():
    row = build.idea()
    entry = operations.enter_money(money(row), actor=build.manager(row), now=NOW)
    given = {"document": "Order 4", "actor": build.manager(row), "now": NOW}
    refused("missing_reason", operations.reverse_money, entry, reason=" ", **given)
    back = operations.reverse_money(entry, reason="Entered twice", **given)
    assert queries.money(row) == ()
    assert type(entry).objects.filter(cluster=row).count() == 2
    for one in (entry, back):
        refused("money_reversed_already", operations.reverse_money, one, reason="Again", **given)


def test_the_region_enters_its_own_money_and_no_other_region():
    row = build.idea()
    entry = money(row, source=MoneySource.REGION, payer=None)
    own = registry.actor(Role.REGION, registry.organisation("demo-region-RU", "regional_authority"))
    other = registry.actor(
        Role.REGION, registry.organisation("demo-region-KZ", "regional_authority", "KZ")
    )
    operations.enter_money(entry, actor=own, now=NOW)
    refused("not_allowed", operations.enter_money, entry, actor=other, now=NOW)


def test_a_region_neither_enters_nor_reverses_what_others_pay():
    row = build.idea()
    region = registry.organisation("demo-region-RU", "regional_authority")
    actor = registry.actor(Role.REGION, region)
    refused("not_allowed", operations.enter_money, money(row), actor=actor, now=NOW)
    entry = operations.enter_money(money(row), actor=build.manager(row), now=NOW)
    given = {"document": "Act 4", "reason": "wrong", "actor": actor, "now": NOW}
    refused("not_allowed", operations.reverse_money, entry, **given)


def test_a_ledger_lists_every_line_and_what_took_it_back():
    row = build.idea()
    actor = build.manager(row)
    first, second = operations.enter_money_many(
        [money(row), money(row, year=2027)], actor=actor, now=NOW
    )
    back = operations.reverse_money(first, document="Act 4", reason="twice", actor=actor, now=NOW)
    found = queries.ledger(row)
    assert [(one.entry, one.taken_back_by, one.counts) for one in found] == [
        (second, None, True),
        (first, back, False),
        (back, None, False),
    ]


def test_a_passport_shows_the_cluster_as_of_a_date():
    programme = build.programme(build.cluster(commitment=accords.commitment()))
    held = build.capacity(programme, year=2027)
    row = programme.cluster
    operations.enter_money(money(row, paid=True), actor=build.manager(row), now=NOW)
    found = queries.passport(row, TODAY)
    assert [member.role for member in found.members] == ["anchor_employer", "base_college"]
    assert (found.programmes, found.capacities) == ((programme,), (held,))
    assert found.money[0].paid == Money(500_000_00, "RUB")
    assert found.rests_on.is_one_sided
    assert queries.passport(row, date(2028, 1, 1)).capacities == ()
    assert queries.passport(row, TODAY - timedelta(days=1)).members == ()


def test_the_office_of_the_country_says_on_what_a_cluster_rests():
    row, commitment = build.cluster(), accords.commitment()
    operations.rest_on(row, commitment=commitment, actor=accords.office(), now=NOW)
    row.refresh_from_db()
    assert queries.rests_on(row).commitment == commitment
    assert queries.rests_on(build.programme(row)).is_one_sided
    event = events.of("programmes.cluster", [row.pk])[-1]
    assert event.verb == "programmes.cluster.rest_on"
    assert event.facts == {"from": None, "to": commitment.pk}
    operations.rest_on(row, commitment=None, actor=accords.office(), now=NOW)
    assert queries.rests_on(row) is None


def test_a_cluster_rests_on_no_open_party():
    row = build.cluster()
    refused(
        "party_unresolved",
        operations.rest_on,
        row,
        commitment=accords.commitment(unresolved_party=True),
        actor=accords.office(),
        now=NOW,
    )
    row.refresh_from_db()
    assert row.commitment is None


def test_neither_the_manager_nor_the_other_office_says_on_what_a_cluster_rests():
    row, commitment = build.cluster(), accords.commitment()
    for actor in (build.manager(row), accords.office("KZ")):
        refused("not_allowed", operations.rest_on, row, commitment=commitment, actor=actor, now=NOW)
