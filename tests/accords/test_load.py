"""The register that ships with the software, loaded by the real verb from the real files."""

import shutil
from datetime import date

import pytest
from django.conf import settings
from django.utils import translation

from sheber.accords import operations, queries
from sheber.accords.enums import USUAL_GAPS, StatedBy
from sheber.accords.models import (
    Commitment,
    Conflict,
    ConflictingClaim,
    Evidence,
    Gap,
    GapKind,
    Project,
    Statement,
)
from sheber.kernel import events
from sheber.kernel.models import Event
from sheber.kernel.refusals import Refused
from sheber.registry import seeding
from sheber.registry.enums import OrganisationKind
from tests.accords import build
from tests.registry import build as registry

pytestmark = [pytest.mark.django_db, pytest.mark.database]
FOLDER = settings.SEEDS / "accords"
GIVEN = {"actor": registry.ADMINISTRATOR, "now": registry.NOW}
MODELS = (Statement, Commitment, Evidence, GapKind, Gap, Conflict, ConflictingClaim, Project)


@pytest.fixture
def reference():
    seeding.load_reference(settings.SEEDS / "registry", **GIVEN)


@pytest.fixture
def loaded(reference):
    return operations.load(FOLDER, **GIVEN)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in MODELS}


def test_the_register_holds_what_the_articles_say(loaded):
    assert loaded.counts["statements"] == Statement.objects.count() == 33
    assert loaded.counts["commitments"] == Commitment.objects.count() == 12
    assert loaded.counts["conflicts"] == Conflict.objects.count() == 4


def test_every_commitment_stands_where_its_evidence_says(loaded):
    for standing in queries.commitments():
        assert standing.evidence, standing.commitment.code
        reached = {proof.supports_state for proof in standing.evidence}
        assert standing.commitment.state in reached


def test_nothing_that_one_side_said_shows_as_agreed(loaded):
    one_sided = [row for row in queries.commitments() if row.is_one_sided]
    assert one_sided
    assert not [row for row in one_sided if row.agreed]
    partnership = Commitment.objects.get(code="C-04")
    assert (partnership.state, queries.is_agreed(partnership)) == ("agreed_in_principle", False)


def test_what_the_other_side_has_said_too_is_agreed(loaded):
    assert queries.is_agreed(Commitment.objects.get(code="C-06"))


def test_the_open_party_receives_no_programme(loaded):
    row = Commitment.objects.get(code="C-03")
    assert queries.may_receive_programme(row).refusal.code == "party_unresolved"


def test_gaps_show_with_their_words(loaded):
    standing = queries.standing(Commitment.objects.get(code="C-01"))
    assert "legal instrument" in {gap.kind.name_en for gap in standing.open_gaps}


def test_every_commitment_has_each_usual_thing_stated_or_as_a_gap(loaded):
    for standing in queries.commitments():
        found = {one.kind.code: one for one in queries.stated(standing)}
        assert set(found) == set(USUAL_GAPS)
        open_codes = {gap.kind_id for gap in standing.open_gaps}
        for code, one in found.items():
            where = (standing.commitment.code, code)
            assert one.is_stated != (code in open_codes), where


def test_what_the_source_states_is_no_gap(loaded):
    branches = queries.standing(Commitment.objects.get(code="C-06"))
    found = {one.kind.code: one for one in queries.stated(branches)}
    assert "ratified" in found["legal_instrument"].documents[0]["title_en"]
    skoltech = queries.standing(Commitment.objects.get(code="C-08"))
    found = {one.kind.code: one for one in queries.stated(skoltech)}
    assert [one.code for one in found["owner_ru"].owners] == ["ru-skoltech"]
    assert found["owner_kz"].owners == ()


def test_gaps_stand_by_the_alphabet_of_the_reader(loaded):
    begins = {"en": "budget", "ru": "budget", "kk": "budget"}
    ends = {"en": "specialties", "ru": "numeric_target", "kk": "numeric_target"}
    for language in ("en", "ru", "kk"):
        with translation.override(language):
            standing = queries.standing(Commitment.objects.get(code="C-01"))
        codes = [gap.kind_id for gap in standing.gaps]
        assert (codes[0], codes[-1]) == (begins[language], ends[language])
        assert codes.index("owner_kz") < codes.index("owner_ru")


def test_an_area_that_the_source_names_loosely_stands_for_no_group_of_regions(loaded):
    where = Statement.objects.get(code="S4-08")
    assert not where.region_groups.exists()
    assert {one.pk for one in where.regions.all()} == {"RU-MOW", "RU-SPE"}
    assert [one["name_ru"] for one in where.named_areas] == ["Поволжье", "Урал", "Сибирь"]
    assert Commitment.objects.get(code="C-07").named_areas == where.named_areas


def test_parties_that_nobody_has_named_receive_no_programme(loaded):
    for code in ("C-04", "C-08"):
        row = Commitment.objects.get(code=code)
        assert queries.may_receive_programme(row).refusal.code == "party_unresolved"


def test_claims_that_disagree_stand_side_by_side(loaded):
    found = {one.conflict.code: one for one in queries.conflicts()}
    assert [claim.number for claim in found["X-1"].claims] == [8, 9]
    assert [claim.number for claim in found["X-2"].claims] == [55_000, 60_000, 60_000]


def test_statements_stand_under_the_side_that_made_them(loaded):
    found = queries.statements_by_side()
    assert set(found) == set(StatedBy.values)
    assert sum(map(len, found.values())) == 33
    assert len(found["press"]) == 2


def test_statements_keep_their_place_in_the_source(loaded):
    for row in Statement.objects.all():
        assert all({"url", "published", "paragraph"} <= set(one) for one in row.sources)
    half = Statement.objects.get(code="S0-10")
    assert (half.value, half.details["share"]) == ("1/2", {"numerator": 1, "denominator": 2})
    assert Statement.objects.get(code="S0-09").same_as_id == "S4-11"


def test_projects_invent_no_date_and_no_site(loaded):
    assert not Project.objects.exclude(opens_on=None).exists()
    assert not Project.objects.exclude(site="").exists()
    east = Project.objects.get(code="P-GAS-EAST")
    assert (east.region_group_id, east.commitment.code) == ("KZ-EAST", "C-11")
    assert "opening_date" in set(queries.gaps_of_project(east).values_list("kind_id", flat=True))


def test_a_project_in_a_group_of_regions_is_of_the_country_of_that_group(loaded):
    given = {"opens_on": date(2030, 6, 1), "document": "Order 7", "now": registry.NOW}
    for code in ("P-GAS-NORTH", "P-GAS-EAST"):
        project = Project.objects.get(code=code)
        assert project.region is None
        with pytest.raises(Refused) as refusal:
            operations.announce(project, actor=build.office("RU"), **given)
        assert refusal.value.code == "not_allowed"
        operations.announce(project, actor=build.office("KZ"), **given)
        project.refresh_from_db()
        assert project.state == "announced"
    mine = Project.objects.get(code="P-RARE-EARTHS")
    assert mine.country_id is None
    assert operations.announce(mine, actor=build.office("RU"), **given).state == "announced"


def test_loading_twice_changes_nothing(loaded):
    before = counts()
    moved = Event.objects.exclude(verb="accords.register.load").count()
    assert operations.load(FOLDER, **GIVEN) == loaded
    assert counts() == before
    assert Event.objects.exclude(verb="accords.register.load").count() == moved


def test_what_people_have_done_survives_a_load(loaded):
    paper = {"document": "Protocol 4", "dated": date(2026, 1, 30), "now": registry.NOW}
    first, third = (Commitment.objects.get(code=code) for code in ("C-01", "C-03"))
    operations.advance(
        first, "sign", evidence=[build.document()], actor=build.office(), now=registry.NOW
    )
    operations.confirm(first, actor=build.office("KZ"), **paper)
    budget = Gap.objects.get(commitment=first, kind="budget")
    operations.fill_gap(budget, filled_with="Shared", actor=build.office(), **paper)
    university = registry.organisation("demo-university-9", OrganisationKind.UNIVERSITY, "KZ")
    operations.resolve_party(third, organisations=[university], actor=build.office(), **paper)
    operations.settle(Conflict.objects.get(code="X-1"), actor=build.office(), **paper)
    operations.load(FOLDER, **GIVEN)
    first.refresh_from_db()
    third.refresh_from_db()
    budget.refresh_from_db()
    assert (first.state, first.confirmed_by_other) == ("signed", "Protocol 4")
    assert budget.filled_with == "Shared"
    assert not third.unresolved_party
    assert list(third.organisations.all()) == [university]
    assert Conflict.objects.get(code="X-1").settled_with == "Protocol 4"


def test_corrected_words_are_taken_over(loaded, tmp_path):
    change(tmp_path, "commitments", "Mutual exchange of specialists", "Exchange of specialists")
    operations.load(tmp_path / "accords", **GIVEN)
    assert Commitment.objects.get(code="C-02").name_en == "Exchange of specialists"


def test_a_new_step_of_a_history_advances_the_commitment(loaded, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "accords")
    path = folder / "commitments.toml"
    head, rest = path.read_text().split('id = "C-02"\nstatus = "proposed"')
    evidence = 'evidence = ["S4-01", "S0-05"]'
    step = '{ at = 2025-12-01, status = "signed", stated_by = "RU", evidence = ["S4-17"] },'
    rest = rest.replace(f"{evidence} }},", f"{evidence} }},\n  {step}", 1)
    rest = rest.replace(evidence, 'evidence = ["S4-01", "S0-05", "S4-17"]', 1)
    path.write_text(f'{head}id = "C-02"\nstatus = "signed"{rest}')
    operations.load(tmp_path / "accords", **GIVEN)
    row = Commitment.objects.get(code="C-02")
    assert row.state == "signed"
    verbs = [event.verb for event in events.of("accords.commitment", [row.pk])]
    assert verbs[-2:] == ["accords.commitment.propose", "accords.commitment.sign"]


def change(tmp_path, name: str, old: str, new: str) -> None:
    """A copy of the seeds in which one piece of one file reads otherwise."""
    folder = shutil.copytree(FOLDER, tmp_path / "accords")
    path = folder / f"{name}.toml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("name", "old", "new", "row", "words"),
    [
        ("statements", 'stated_by = "RU"', 'stated_by = "EU"', "S0-01", "stated_by"),
        ("statements", 'id = "S0-02"', 'id = "S0-01"', "S0-01", "twice"),
        ("statements", 'sectors = ["gas"]', 'sectors = ["gold"]', "S0-03", "gold"),
        ("statements", "said_at = 2025-11-12", 'said_at = "2025"', "S0-01", "said_at"),
        ("statements", "wording =", "wordnig =", "S0-05", "wordnig"),
        ("commitments", 'status = "proposed"', 'status = "dreamt"', "C-01", "dreamt"),
        ("commitments", 'status = "proposed"', 'status = "signed"', "C-01", "history"),
        ("commitments", '"S0-06"', '"S9-99"', "C-01", "S9-99"),
        ("commitments", '"specialties"]', '"wishes"]', "C-01", "wishes"),
        ("commitments", 'title_en = "Joint', 'name_en = "Joint', "C-01", "name_en"),
        ("projects", 'sector = "gas"', 'sector = ""', "P-GAS-NORTH", "sector"),
        ("projects", '["KZ-NORTH"]', '["KZ-NORTH", "KZ-EAST"]', "P-GAS-NORTH", "one region"),
        ("conflicts", 'statement = "S4-12"', 'statement = "S9-99"', "X-1, value 1", "S9-99"),
        ("gaps", 'en = "deadline",', "", "deadline", "en"),
    ],
)
def test_a_fault_is_named_and_nothing_is_written(reference, tmp_path, name, old, new, row, words):
    change(tmp_path, name, old, new)
    with pytest.raises(Refused) as refusal:
        operations.load(tmp_path / "accords", **GIVEN)
    assert refusal.value.code == "seed_broken"
    assert (refusal.value.facts["file"], refusal.value.facts["row"]) == (f"{name}.toml", row)
    assert words in refusal.value.facts["fault"]
    assert not any(counts().values())


def test_a_file_that_is_missing_or_no_toml_is_named(reference, tmp_path):
    folder = shutil.copytree(FOLDER, tmp_path / "accords")
    (folder / "conflicts.toml").write_text("[[conflict")
    with pytest.raises(Refused, match=r"conflicts\.toml.*\]\]"):
        operations.load(folder, **GIVEN)
    (folder / "conflicts.toml").unlink()
    with pytest.raises(Refused, match=r"conflicts\.toml"):
        operations.load(folder, **GIVEN)
    assert not any(counts().values())


def test_an_employer_does_not_load_the_register():
    employer = registry.actor("employer", registry.organisation())
    with pytest.raises(Refused) as refusal:
        operations.load(FOLDER, actor=employer, now=registry.NOW)
    assert refusal.value.code == "not_allowed"
