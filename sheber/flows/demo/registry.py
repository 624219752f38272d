"""Invented organisations and people, named as such, in real regions."""

import csv
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial

from django.conf import settings

from sheber.flows.begin import INSTALLER
from sheber.flows.demo import national
from sheber.flows.demo.world import STARTED, ClusterPlan, ClusterRows, World, actors, at
from sheber.kernel.trilingual import LANGUAGES
from sheber.registry import operations
from sheber.registry.enums import EntryBasis, OrganisationKind, Role
from sheber.registry.models import Account, Membership, Organisation, Person, Region, Sector
from sheber.registry.queries import actor_of

# Named so that nobody can take one for a real body: in English, Russian, Kazakh.
KINDS = {
    "office": ("Demo programme office", "Демо-офис программы", "Көрсетілімдік бағдарлама кеңсесі"),
    "region": ("Demo regional authority", "Демо-орган региона", "Көрсетілімдік өңірлік орган"),
    "employer": ("Demo enterprise", "Демо-предприятие", "Көрсетілімдік кәсіпорын"),
    "base": ("Demo college", "Демо-колледж", "Көрсетілімдік колледж"),
    "network": ("Demo college", "Демо-колледж", "Көрсетілімдік колледж"),
    "partner": ("Demo college", "Демо-колледж", "Көрсетілімдік колледж"),
    "university": ("Demo university", "Демо-университет", "Көрсетілімдік университет"),
}
UNIVERSITY = "university"
TEACHING = {"RU": ("ru",), "KZ": ("kk", "ru")}
ACCOUNT_ROLES: dict[str, tuple[Role, ...]] = {
    OrganisationKind.ENTERPRISE: (Role.EMPLOYER, Role.MENTOR, Role.CLUSTER),
    OrganisationKind.COLLEGE: (Role.COLLEGE, Role.ADMISSIONS),
    OrganisationKind.UNIVERSITY: (Role.COLLEGE, Role.ADMISSIONS),
    OrganisationKind.PROGRAMME_OFFICE: (Role.OFFICE,),
    OrganisationKind.REGIONAL_AUTHORITY: (Role.REGION,),
}
DEMO_SOURCE = "invented for the demo"
AFTER_GRADE_11 = 17


def build(world: World) -> None:
    """Offices, regional authorities, clusters' organisations, accounts, applicants."""
    regions = {one.pk: one for one in Region.objects.all()}
    _offices(world, regions)
    _clusters(world, regions)
    _accounts(world)
    for year in world.size.years:
        if world.size.is_national:
            national.enter_people(world, partial(_person, world, Names(world)), year)
        else:
            _applicants(world, year)
    _auditors(world)


def _offices(world: World, regions: dict[str, Region]) -> None:
    capitals = {"RU": "RU-MOW", "KZ": "KZ-71"}
    numbered = [
        _new("office", OrganisationKind.PROGRAMME_OFFICE, regions[capitals[country]], number)
        for number, country in enumerate(sorted(capitals), start=1)
    ]
    for row in world.act(operations.enter_organisations, numbered, actor=INSTALLER, now=STARTED):
        world.offices[row.country_id] = row
    used = sorted({code for plan in world.size.clusters for code in (plan.home, plan.partner)})
    authorities = [
        _new("region", OrganisationKind.REGIONAL_AUTHORITY, regions[code], number)
        for number, code in enumerate(used, start=1)
    ]
    for row in world.act(operations.enter_organisations, authorities, actor=INSTALLER, now=STARTED):
        world.regional[str(row.region_id)] = row


def _clusters(world: World, regions: dict[str, Region]) -> None:
    counters = {"employer": 0, "college": 0, UNIVERSITY: 0}
    for plan in world.size.clusters:
        new = [*_employers(world, plan, regions, counters)]
        institutions = [*_institutions(world, plan, regions, counters)]
        rows = world.act(
            operations.enter_organisations, [*new, *institutions], actor=INSTALLER, now=STARTED
        )
        employers, schools = rows[: len(new)], rows[len(new) :]
        world.clusters.append(
            ClusterRows(
                plan,
                manager=employers[0],
                employers=employers,
                institutions=dict(zip(world.size.institutions, schools, strict=True)),
            )
        )


def _employers(
    world: World, plan: ClusterPlan, regions: dict[str, Region], counters: dict[str, int]
) -> list[operations.NewOrganisation]:
    sector = Sector.objects.get(pk=plan.sector)
    places = [plan.home] * world.size.employers_at_home
    places += [plan.partner] * world.size.employers_at_partner
    found = []
    for code in places:
        counters["employer"] += 1
        found.append(
            _new(
                "employer", OrganisationKind.ENTERPRISE, regions[code], counters["employer"], sector
            )
        )
    return found


def _institutions(
    world: World, plan: ClusterPlan, regions: dict[str, Region], counters: dict[str, int]
) -> list[operations.NewOrganisation]:
    found = []
    for part in world.size.institutions:
        counter = UNIVERSITY if part == UNIVERSITY else "college"
        counters[counter] += 1
        kind = OrganisationKind.UNIVERSITY if part == UNIVERSITY else OrganisationKind.COLLEGE
        place = plan.partner if part == "partner" else plan.home
        found.append(_new(part, kind, regions[place], counters[counter]))
    return found


def _new(
    part: str, kind: str, region: Region, number: int, sector: Sector | None = None
) -> operations.NewOrganisation:
    """An organisation named like “Demo college 7, Karaganda” in three languages."""
    towns = tuple(str(getattr(region, f"capital_{language}")) for language in LANGUAGES)
    names = tuple(
        _name(noun, number, town, getattr(sector, f"name_{language}") if sector else "")
        for noun, town, language in zip(KINDS[part], towns, LANGUAGES, strict=True)
    )
    return operations.NewOrganisation(
        code=f"demo-{kind}-{number}",
        kind=kind,
        region=region,
        names=names,  # type: ignore[arg-type]  # three languages, three names
        towns=towns,  # type: ignore[arg-type]
        teaching_languages=TEACHING[region.country_id],
        demo=True,
        source=DEMO_SOURCE,
    )


def _name(noun: str, number: int, town: str, sector: str) -> str:
    return f"{noun} {number} ({sector.lower()}), {town}" if sector else f"{noun} {number}, {town}"


def _accounts(world: World) -> None:
    """One account an organisation, in every role that somebody there holds."""
    organisations = list(Organisation.objects.filter(demo=True).order_by("pk"))
    accounts = world.act(
        operations.open_accounts,
        [
            operations.NewAccount(one.code, ACCOUNT_ROLES[one.kind][0], organisation=one, demo=True)
            for one in organisations
        ],
        actor=INSTALLER,
        now=STARTED,
    )
    further = [
        (account, role, one)
        for account, one in zip(accounts, organisations, strict=True)
        for role in ACCOUNT_ROLES[one.kind][1:]
    ]
    world.act(operations.grant_roles, further, actor=INSTALLER, now=STARTED)
    held = Membership.objects.select_related("organisation", "account__person").order_by("pk")
    world.actors = actors(list(held))


def _auditors(world: World) -> None:
    """An auditor of each country, who sees people of the own country only."""
    world.act(
        operations.open_accounts,
        [
            operations.NewAccount(
                f"demo-auditor-{country.lower()}", Role.AUDITOR, organisation=office, demo=True
            )
            for country, office in sorted(world.offices.items())
        ],
        actor=INSTALLER,
        now=STARTED,
    )


def _applicants(world: World, year: int) -> None:
    """People who will apply in a year, half of each country; those under age have guardians."""
    names = Names(world)
    entered = at(year, 3, 1)
    new = [
        _person(world, names, country, year)
        for number in range(world.size.applicants[year])
        for country in [("RU", "KZ")[number % 2]]
    ]
    people = world.act(operations.enter_people, new, actor=INSTALLER, now=entered)
    young = [
        person for person, one in zip(people, new, strict=True) if one.born > date(year - 18, 6, 20)
    ]
    _personal_accounts(world, people, Role.APPLICANT, entered)
    world.guardians.update(_guardians(world, names, young, entered))
    two = world.some(young, "second_guardian")
    world.second_guardians.update(_guardians(world, names, two, entered))
    world.applicants[year] = people


def _guardians(
    world: World, names: "Names", wards: Sequence[Person], now: datetime
) -> dict[str, str]:
    """A parent of each, with an account; by ward."""
    new = [_guardian(world, names, ward) for ward in wards]
    parents = world.act(operations.enter_people, new, actor=INSTALLER, now=now)
    pairs = list(zip(wards, parents, strict=True))
    world.act(partial(operations.name_guardians, kind="parent"), pairs, actor=INSTALLER, now=now)
    _personal_accounts(world, parents, Role.GUARDIAN, now)
    return {ward.pk: parent.pk for ward, parent in pairs}


def _personal_accounts(world: World, people: Sequence[Person], role: Role, now: datetime) -> None:
    accounts: list[Account] = world.act(
        operations.open_accounts,
        [
            operations.NewAccount(f"demo-{one.pk.lower()}", role, person=one, demo=True)
            for one in people
        ],
        actor=INSTALLER,
        now=now,
    )
    for account, person in zip(accounts, people, strict=True):
        membership = Membership(account=account, role=role)
        world.people[person.pk] = actor_of(account, [membership])


def _person(
    world: World, names: "Names", country: str, year: int, *, of_age: bool = False
) -> operations.NewPerson:
    young = not of_age and world.happens("under_age")
    age = world.random.randrange(15, 18) if young else world.random.randrange(18, 20)
    age += of_age  # whoever turns 18 in that summer would need a guardian in its beginning
    born = date(year - age, 8, 31) - timedelta(days=world.random.randrange(300))
    original, latin = names.draw(country)
    return operations.NewPerson(
        name_original=original,
        name_latin=latin,
        born=born,
        citizenship=country,
        home_region=world.random.choice(_home_regions(world, country)),
        home_store=country,
        entry_basis=EntryBasis.GRADE_9 if age < AFTER_GRADE_11 else EntryBasis.GRADE_11,
        demo=True,
    )


def _home_regions(world: World, country: str) -> list[str]:
    return [code for code in sorted(world.regional) if code.startswith(country)]


def _guardian(world: World, names: "Names", ward: Person) -> operations.NewPerson:
    original, latin = names.draw(ward.citizenship_id)
    return operations.NewPerson(
        name_original=original,
        name_latin=latin,
        born=date(1980, 1, 1) + timedelta(days=world.random.randrange(3000)),
        citizenship=ward.citizenship_id,
        home_region=ward.home_region_id,
        home_store=ward.citizenship_id,
        demo=True,
    )


class Names:
    """Names for invented people, drawn from public lists (see NOTICE)."""

    FILES = {"RU": "names_ru.csv", "KZ": "names_kk.csv"}

    def __init__(self, world: World) -> None:
        self._random = world.random
        self._lists = {country: self._read(file) for country, file in self.FILES.items()}

    def draw(self, country: str) -> tuple[str, str]:
        """A name in the original script and in Latin."""
        sex = self._random.choice(("female", "male"))
        lists = self._lists[country]
        family = self._random.choice(lists["family", sex])
        given = self._random.choice(lists["given", sex])
        return f"{family} {given}", f"{latin(family)} {latin(given)}"

    @staticmethod
    def _read(file: str) -> dict[tuple[str, str], list[str]]:
        lists: dict[tuple[str, str], list[str]] = {}
        with (settings.SEEDS / "names" / file).open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                lists.setdefault((row["kind"], row["sex"]), []).append(row["name"])
        return lists


SINGLE = "абвгдезийклмнопрстуфыэәқөұүһі", "abvgdeziyklmnoprstufyeaqouuhi"
# fmt: off
SEVERAL = {
    "ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ь": "", "ю": "yu", "я": "ya", "ғ": "gh", "ң": "ng",
}
# fmt: on
LATIN = str.maketrans({**dict(zip(*SINGLE, strict=True)), **SEVERAL})


def latin(name: str) -> str:
    """A name of the demo in Latin letters, one letter after another; no standard is claimed."""
    return name.lower().translate(LATIN).title()
