"""An invented project of industry: announced, asked for by lines of demand, then delayed once."""

from datetime import date

from sheber.accords import operations
from sheber.accords.enums import StatedBy
from sheber.accords.models import Project
from sheber.accords.operations import NewProject
from sheber.demand.models import Call
from sheber.flows.demand import delay_project
from sheber.flows.demo.world import World, at
from sheber.registry.models import Region, Sector

CODE = "demo-project-1"
DOCUMENT = "demo-order-project-1"
# Named so that nobody can take it for a real one.
NAMES = {
    "en": "Demo project: new plant ({sector}), {town}",
    "ru": "Демо-проект: новое производство ({sector}), {town}",
    "kk": "Көрсетілімдік жоба: жаңа өндіріс ({sector}), {town}",
}
DESCRIPTIONS = {
    "en": "Invented for the demo: there are new posts in the region once it opens.",
    "ru": "Придуман для демо: с его открытием в регионе появляются новые рабочие места.",
    "kk": "Көрсетілім үшін ойдан шығарылған: жоба ашылғанда өңірде жаңа жұмыс орындары ашылады.",
}
# It opens so long after the year of the last call, and a year later once it is delayed.
YEARS_AHEAD = 3
REASON = "Demo: the equipment comes a year late"


def announce(world: World) -> None:
    """The office of the country enters the project and announces its day of opening."""
    plan = world.size.clusters[0]
    region, sector = Region.objects.get(pk=plan.partner), Sector.objects.get(pk=plan.sector)
    office = world.office(region.country_id)
    entered = operations.enter_project(
        NewProject(
            code=CODE,
            name_en=_name(region, sector, "en"),
            name_ru=_name(region, sector, "ru"),
            name_kk=_name(region, sector, "kk"),
            description_en=DESCRIPTIONS["en"],
            description_ru=DESCRIPTIONS["ru"],
            description_kk=DESCRIPTIONS["kk"],
            sector=sector.pk,
            region=region.pk,
            stated_by=StatedBy(region.country_id),
            demo=True,
        ),
        actor=office,
        now=at(2026, 1, 21),
    )
    world.project = operations.announce(
        entered,
        opens_on=date(world.size.years[-1] + YEARS_AHEAD, 6, 1),
        document=DOCUMENT,
        actor=office,
        now=at(2026, 1, 22),
    )


def resting(world: World, call: Call, year: int) -> Project | None:
    """The project on which a line of this call rests that asks for people from this year."""
    project = world.project
    if project is None or project.opens_on is None or call.year != world.size.years[-1]:
        return None
    of_cluster = call.employer in world.clusters[0].employers
    in_region = call.employer.region_id == project.region_id
    return project if of_cluster and in_region and year >= project.opens_on.year else None


def delay(world: World) -> None:
    """The office delays the opening after seats were planned and offered for the old year."""
    project = world.project
    if project is None or project.opens_on is None:
        raise LookupError("the project has not been announced yet")
    delay_project(
        project,
        opens_on=date(project.opens_on.year + 1, 6, 1),
        reason=REASON,
        actor=world.office(str(project.country_id)),
        now=at(world.size.years[-1], 6, 1),
    )


def _name(region: Region, sector: Sector, language: str) -> str:
    return NAMES[language].format(
        sector=getattr(sector, f"name_{language}").lower(),
        town=getattr(region, f"capital_{language}"),
    )
