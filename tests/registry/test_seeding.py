import shutil
from datetime import date

import pytest
from django.conf import settings

from sheber.kernel.refusals import Refused
from sheber.registry import queries, seeding
from sheber.registry.models import (
    Alias,
    NationalCode,
    Occupation,
    Organisation,
    Region,
    RegionGroup,
    RegionGroupMember,
    Rule,
    RulePack,
)
from tests.registry import build

pytestmark = [pytest.mark.django_db, pytest.mark.database]
GIVEN = {"actor": build.ADMINISTRATOR, "now": build.NOW}


@pytest.fixture
def loaded():
    return seeding.load_reference(settings.SEEDS / "registry", **GIVEN)


def test_the_seeds_fill_the_registry(loaded):
    assert loaded.counts["regions"] == Region.objects.count() == 103
    assert Occupation.objects.count() >= 120
    branches = Organisation.objects.filter(kind="branch")
    assert {"KZ", "RU"} <= set(branches.values_list("country_id", flat=True))
    assert not branches.filter(parent__isnull=True).exists()


def test_loading_twice_changes_nothing(loaded):
    assert seeding.load_reference(settings.SEEDS / "registry", **GIVEN) == loaded
    assert Region.objects.count() == 103


def test_a_group_of_regions_keeps_its_country(loaded):
    assert RegionGroup.objects.get(pk="KZ-NORTH").country_id == "KZ"
    members = RegionGroupMember.objects.select_related("group", "region")
    assert not [one for one in members if one.group.country_id != one.region.country_id]


def test_another_name_keeps_its_kind_its_date_and_how_sure_it_is(loaded):
    former = Alias.objects.get(text="Семипалатинск")
    assert (former.kind, former.source_date, former.certainty) == (
        "former",
        "2026-11-23",
        "memory_high",
    )
    garbled = Alias.objects.get(kind="garbled")
    assert (garbled.organisation.code, garbled.certainty) == ("ru-ranepa", "inferred")


def test_a_national_code_keeps_the_one_in_whose_place_it_came(loaded):
    now = NationalCode.objects.get(scheme="ru_spo", code="13.02.13")
    assert (now.predecessor.code, now.predecessor.predecessor) == ("13.02.11", None)


def test_a_national_code_in_place_of_one_that_nobody_knows_is_refused(tmp_path):
    folder = shutil.copytree(settings.SEEDS / "registry", tmp_path / "registry")
    path = folder / "national_codes.csv"
    path.write_text(path.read_text().replace(",ru_spo:13.02.11,", ",ru_spo:99.99.99,"))
    with pytest.raises(Refused) as refusal:
        seeding.load_reference(folder, **GIVEN)
    assert (refusal.value.code, refusal.value.facts["row"]) == ("seed_broken", "ru_spo:13.02.13")


def test_a_broken_row_is_named_and_nothing_is_written(tmp_path):
    folder = shutil.copytree(settings.SEEDS / "registry", tmp_path / "registry")
    lines = (folder / "regions.csv").read_text().splitlines()
    lines[3] = lines[3].replace(lines[3].split(",")[0], "", 1)
    (folder / "regions.csv").write_text("\n".join(lines))
    with pytest.raises(Refused) as refusal:
        seeding.load_reference(folder, **GIVEN)
    assert (refusal.value.facts["file"], refusal.value.facts["row"]) == ("regions.csv", 4)
    assert not Region.objects.exists()


def test_only_who_keeps_the_registry_may_load():
    with pytest.raises(Refused):
        seeding.load_reference(
            settings.SEEDS / "registry",
            actor=build.actor("employer", build.organisation()),
            now=build.NOW,
        )


@pytest.fixture
def packs(loaded):
    return seeding.load_rule_packs(settings.SEEDS / "rules", **GIVEN)


def test_the_rule_packs_are_loaded(packs):
    assert set(packs.counts) == {"RU-2025", "RU-2026", "KZ-2025"}
    assert all(packs.counts.values())


def test_a_year_without_a_pack_carries_the_latest_forward(packs):
    pack, carried = queries.pack_on("KZ", date(2028, 3, 1))
    assert (pack.code, carried) == ("KZ-2025", True)
    assert not queries.pack_on("RU", date(2026, 3, 1))[1]


def test_a_year_before_every_pack_is_refused(packs):
    with pytest.raises(Refused):
        queries.pack_on("RU", date(2019, 1, 1))


def test_an_unknown_rule_waits_for_every_office(packs):
    RulePack.objects.get(code="RU-2026")
    offices = [
        build.organisation(f"demo-office-{code}", "programme_office", code) for code in ("RU", "KZ")
    ]
    code = "target_seat.open_to.KZ"
    for office in offices:
        with pytest.raises(Refused) as refusal:
            queries.rule("RU", code, date(2026, 6, 1))
        assert refusal.value.code == "rule_unknown"
        answer(office, code, value=True)
    value = queries.rule("RU", code, date(2026, 6, 1))
    assert (value.value, value.assumed) == (True, True)


def test_answers_that_differ_are_no_answer(packs):
    for country, value in (("RU", True), ("KZ", False)):
        office = build.organisation(f"demo-office-{country}", "programme_office", country)
        answer(office, "target_seat.open_to.KZ", value)
    with pytest.raises(Refused) as refusal:
        queries.rule("RU", "target_seat.open_to.KZ", date(2026, 6, 1))
    assert refusal.value.code == "rule_answers_differ"


def test_a_known_rule_is_not_answered(packs):
    office = build.organisation("demo-office-RU", "programme_office")
    with pytest.raises(Refused) as refusal:
        answer(office, "admission.spill", [])
    assert refusal.value.code == "rule_is_known"


def answer(office, code, value):
    from sheber.registry import operations

    return operations.answer_rule(
        country="RU",
        code=code,
        office=office,
        value=value,
        basis="assumption",
        actor=build.actor("office", office),
        now=build.NOW,
    )


@pytest.mark.usefixtures("packs")
def test_the_weaker_mark_of_a_rule_and_its_rounding_counts():
    share = queries.rule("RU", "admission.quota.special.minimum_share", date(2026, 6, 1))
    assert share.certainty == "inferred"
    stated = Rule.objects.get(pack__code="RU-2026", code="admission.quota.special.minimum_share")
    assert stated.certainty == "published"
    closes = queries.rule("RU", "admission.calendar.documents_close", date(2026, 6, 1))
    assert closes.certainty == "inferred"
    platform = queries.rule("RU", "target_contract.platform", date(2026, 6, 1))
    assert platform.certainty == "published"


@pytest.mark.usefixtures("packs")
def test_a_rule_of_october_2025_is_missing_before():
    code = "obligation.rural_quota.employer_ownership"
    with pytest.raises(Refused) as refusal:
        queries.rule("KZ", code, date(2025, 10, 19))
    assert refusal.value.code == "rule_missing"
    assert queries.rule("KZ", code, date(2025, 10, 20)).value == "any_ownership"
