"""Files and doors for tests: a firm of its own (no demo), and tables as it would hand them in."""

from sheber.flows.own_data import door
from sheber.kernel import tables, uploads
from sheber.kernel.access import Actor
from sheber.kernel.models import Upload, UploadedLine
from sheber.kernel.tables import Page
from sheber.registry.enums import OrganisationKind, Role
from sheber.registry.models import Organisation
from tests.registry import build as registry

NOW = registry.NOW
LINES_HEAD = ("region", "occupation", "year", "number", "confidence", "payer")
GOOD_LINE = ("RU-ORE", "7411", "2029", "4", "firm", "employer")


def firm(code: str = "our-works", country: str = "RU") -> Organisation:
    """A firm that nobody invented for a demo."""
    row = registry.organisation(code, OrganisationKind.ENTERPRISE, country)
    row.demo = False
    row.save()
    return row


def employer(of: Organisation | None = None) -> Actor:
    return registry.actor(Role.EMPLOYER, of or firm())


def registry_of_one_town() -> None:
    """Two regions with names as they are, and two occupations."""
    name(registry.region("RU-ORE"), "Orenburg Oblast", "Оренбургская область", "Орынбор облысы")
    name(
        registry.region("KZ-27"),
        "West Kazakhstan",
        "Западно-Казахстанская область",
        "Батыс Қазақстан облысы",
    )
    capital(registry.region("RU-ORE"), "Orenburg", "Оренбург", "Орынбор")
    capital(registry.region("KZ-27"), "Oral", "Уральск", "Орал")
    name(registry.occupation("7411"), "Electricians", "Электромонтажники", "Электр монтаждаушылар")
    name(registry.occupation("7212"), "Welders", "Сварщики", "Дәнекерлеушілер")


def name(row, en: str, ru: str, kk: str):
    row.name_en, row.name_ru, row.name_kk = en, ru, kk
    row.save()
    return row


def capital(row, en: str, ru: str, kk: str) -> None:
    row.capital_en, row.capital_ru, row.capital_kk = en, ru, kk
    row.save()


def csv_of(*rows, head=LINES_HEAD) -> bytes:
    return tables.as_csv([head, *rows])


def xlsx_of(*rows, head=LINES_HEAD) -> bytes:
    return tables.as_xlsx([Page("Rows", head, rows)])


def handed_in(content: bytes, actor: Actor | None = None, kind: str = "lines", **given) -> Upload:
    actor = actor or employer()
    return door.hand_in(kind, "file.csv", content, actor=actor, now=NOW, **given)


def applied(content: bytes, actor: Actor | None = None, kind: str = "lines", **given) -> Upload:
    actor = actor or employer()
    return apply(handed_in(content, actor, kind, **given), actor)


def apply(upload: Upload, actor: Actor | None = None, **given) -> Upload:
    seen = door.digest(uploads.lines(upload))
    return door.apply(upload, seen=seen, actor=actor or employer(), now=NOW, **given)


def verdicts(upload: Upload) -> list[str]:
    return [one.verdict for one in lines(upload)]


def faults(upload: Upload) -> list[list[tuple[str, str]]]:
    """(column, code) of each fault of each line."""
    return [[(column, code) for column, code, _facts in one.faults] for one in lines(upload)]


def lines(upload: Upload) -> list[UploadedLine]:
    return uploads.lines(upload)
