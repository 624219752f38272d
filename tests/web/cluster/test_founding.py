"""A cluster begins by its manager's own hand, or the office's; a programme gets its modules."""

import pytest
from django.urls import reverse

from sheber.programmes import queries
from sheber.programmes.models import Cluster, Module, Programme
from sheber.registry.enums import Role
from tests.accords import build as accords
from tests.programmes import build
from tests.registry import build as registry
from tests.web import build as site
from tests.web.office.build import act, check, office, said

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NAMES = {"name_en": "Energy West", "name_ru": "Энергетика Запад", "name_kk": "Батыс энергетика"}
CLUSTER = {"code": "west-1", "kind": "industry", "region": "RU-ORE", "sector": "energy", **NAMES}
PROGRAMME = {
    "code": "west-grids",
    **NAMES,
    "field": "0713",
    "occupations": "7411",
    "months": "34",
    "weeks": "0",
    "start_month": "9",
    "teaching_languages": ["ru"],
    "practice_hours": "300",
    "practice_of_hours": "400",
    "practice_of": "all",
}
MODULE = {"code": "M1", **NAMES, "hours": "300", "kind": "practice", "cycle": "professional"}


@pytest.fixture(autouse=True)
def _site():
    site.demo()
    accords.sector("energy")
    registry.occupation("7411")
    build.field()


@pytest.fixture
def manager(client):
    client.force_login(site.account("head", Role.CLUSTER, of=build.enterprise("demo-anchor-RU")))
    return client


def post(client, view: str, *args, **data):
    return client.post(reverse(view, args=args), data)


def test_a_manager_founds_a_cluster_of_its_own(manager):
    assert "Found a cluster" in check(manager, "cluster_home")["en"]
    check(manager, "cluster_found")
    assert post(manager, "cluster_found", **CLUSTER).status_code == 302
    row = Cluster.objects.get(code="west-1")
    assert (row.state, row.manager.code, row.sector_id) == ("idea", "demo-anchor-RU", "energy")
    again = post(manager, "cluster_found", **CLUSTER)
    assert set(again.context["form"].errors) == {"code"}


def test_an_industrial_cluster_names_its_sector(manager):
    answer = post(manager, "cluster_found", **{**CLUSTER, "sector": ""})
    assert answer.status_code == 400
    assert "An industrial cluster belongs to a sector" in answer.content.decode()
    assert not Cluster.objects.exists()


def test_a_cluster_applies_with_its_members_and_records_their_agreement(manager):
    row = build.idea()
    assert "Hand in the application" in check(manager, "cluster_passport", row.pk)["en"]
    check(manager, "cluster_apply", row.pk)
    assert "cannot apply yet" in post(manager, "cluster_apply", row.pk).content.decode()
    build.complete(row)
    assert post(manager, "cluster_apply", row.pk).status_code == 302
    row.refresh_from_db()
    assert row.state == "application"
    build.operations.select_cluster(row, actor=accords.office("RU"), now=build.NOW)
    check(manager, "cluster_agree", row.pk)
    post(manager, "cluster_agree", row.pk, document="Agreement 7", signed_on="2026-01-15")
    row.refresh_from_db()
    assert (row.state, row.agreement_document) == ("agreement", "Agreement 7")
    assert "Record the agreement" not in check(manager, "cluster_passport", row.pk)["en"]


def test_another_manager_does_not_apply_for_it(client):
    row = build.complete(build.idea())
    client.force_login(site.account("other", Role.CLUSTER, of=build.enterprise("demo-other")))
    assert post(client, "cluster_apply", row.pk).status_code == 404
    row.refresh_from_db()
    assert row.state == "idea"


def test_the_office_founds_a_cluster_for_whoever_will_manage_it(client):
    manager = build.enterprise("demo-anchor-RU")
    client = office(client)
    check(client, "office_programmes")
    wrong = act(client, "office_programmes", act="found", **CLUSTER, organisation="nobody")
    assert "There is no organisation with this code." in said(wrong)
    act(client, "office_programmes", act="found", **CLUSTER, organisation=manager.code)
    assert Cluster.objects.get(code="west-1").manager == manager


def test_an_auditor_founds_nothing(client):
    from tests.web.auditor.build import auditor

    act(auditor(client), "office_programmes", act="found", **CLUSTER, organisation="demo-anchor-RU")
    assert not Cluster.objects.exists()


def test_a_programme_is_written_with_its_modules_until_the_shares_agree(manager, client):
    cluster = build.bound(build.complete(build.idea()))
    check(manager, "cluster_programme_new", cluster.pk)
    assert post(manager, "cluster_programme_new", cluster.pk, **PROGRAMME).status_code == 302
    row = Programme.objects.get(code="west-grids")
    assert [one.pk for one in row.occupations.all()] == ["7411"]
    check(manager, "cluster_module_add", row.pk)
    post(manager, "cluster_module_add", row.pk, **MODULE)
    text = check(manager, "cluster_programme", row.pk)["en"]
    assert "300 / 400 h" in text
    assert "300 / 300 h" in text
    assert "The two have to agree" in text
    theory = {**MODULE, "code": "M2", "hours": "100", "kind": "theory"}
    post(manager, "cluster_module_add", row.pk, **theory)
    text = check(manager, "cluster_programme", row.pk)["en"]
    assert "The two have to agree" not in text
    share = queries.practice_share(row)
    assert (share.numerator, share.denominator) == (300, 400)
    assert "M2" in check(office(client), "office_programme", row.pk)["en"]


def test_what_is_wrong_in_a_programme_stands_beside_its_field(manager):
    cluster = build.bound(build.complete(build.idea()))
    given = {**PROGRAMME, "occupations": "7411, 9999", "months": "0"}
    answer = post(manager, "cluster_programme_new", cluster.pk, **given)
    assert "9999" in str(answer.context["form"].errors["occupations"])
    answer = post(manager, "cluster_programme_new", cluster.pk, **{**PROGRAMME, "months": "0"})
    assert "give months or weeks" in answer.content.decode()
    assert not Programme.objects.exists()


def test_a_module_is_named_once_and_only_a_draft_gets_more(manager):
    row = build.programme()
    answer = post(manager, "cluster_module_add", row.pk, **MODULE)
    assert answer.status_code == 400
    count = Module.objects.filter(programme=row).count()
    assert "Add a module" not in check(manager, "cluster_programme", row.pk)["en"]
    assert Module.objects.filter(programme=row).count() == count
