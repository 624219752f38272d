"""Projects of industry: entered, announced with a date, delayed, opened or cancelled.

What a delay does to lines of demand is a flow's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from sheber.accords import rules
from sheber.accords.enums import OPENING, PLACE, PROJECT_GAPS, SITE, StatedBy
from sheber.accords.models import Commitment, Gap, Project, Statement
from sheber.accords.operations.papers import check_codes, check_paper
from sheber.accords.states import PROJECT
from sheber.kernel import states
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused


@dataclass(frozen=True)
class NewProject:
    """A project to be entered. Region, group of regions and site stay empty if not stated."""

    code: str
    name_en: str
    name_ru: str
    name_kk: str
    sector: str
    region: str = ""
    region_group: str = ""
    site: str = ""
    description_en: str = ""
    description_ru: str = ""
    description_kk: str = ""
    stated_by: str = StatedBy.PRESS
    commitment: Commitment | None = None
    statements: tuple[Statement, ...] = ()
    demo: bool = False


def enter_project(project: NewProject, *, actor: Actor, now: datetime) -> Project:
    """Enter one project that is under discussion."""
    return enter_projects([project], actor=actor, now=now)[0]


def enter_projects(projects: Sequence[NewProject], *, actor: Actor, now: datetime) -> list[Project]:
    """Enter projects that are under discussion, each on what an office has said.

    An invented one rests on nothing. `announce` gives a date.
    """
    require(rules.can_load(actor), "accords.project.begin")
    check_codes(Project, [one.code for one in projects])
    for one in projects:
        if not (one.statements or one.demo):
            raise Refused("evidence_missing")
        if one.region and one.region_group:
            raise Refused("project_stands_in_one_place", code=one.code)
    rows = [
        Project(
            code=one.code,
            name_en=one.name_en,
            name_ru=one.name_ru,
            name_kk=one.name_kk,
            description_en=one.description_en,
            description_ru=one.description_ru,
            description_kk=one.description_kk,
            sector_id=one.sector,
            region_id=one.region or None,
            region_group_id=one.region_group or None,
            site=one.site,
            stated_by=one.stated_by,
            commitment=one.commitment,
            demo=one.demo,
        )
        for one in projects
    ]
    with transaction.atomic():
        states.begin_many(PROJECT, rows, actor=actor, now=now)
        for row, one in zip(rows, projects, strict=True):
            row.statements.set(one.statements)
        Gap.objects.bulk_create(
            Gap(project=row, kind_id=kind) for row in rows for kind in _missing(row)
        )
    return rows


def announce(
    project: Project, *, opens_on: date, document: str, actor: Actor, now: datetime
) -> Project:
    """Give one project its date of opening, with the document that states it."""
    return announce_many([(project, opens_on, document)], actor=actor, now=now)[0]


def announce_many(
    announced: Sequence[tuple[Project, date, str]], *, actor: Actor, now: datetime
) -> list[Project]:
    """Give projects their dates of opening: (project, date, document)."""
    for project, _, document in announced:
        require(rules.can_change_project(actor, project, "announce"), "accords.project.announce")
        check_paper(document, now.date(), now)
    rows = [project for project, _, _ in announced]
    facts = [{"opens_on": opens_on.isoformat()} for _, opens_on, _ in announced]
    with transaction.atomic():
        states.move_many(PROJECT, rows, "announce", actor=actor, now=now, facts=facts)
        for project, opens_on, document in announced:
            project.opens_on, project.document = opens_on, document
            _fill_opening(project, now.date())
        Project.objects.bulk_update(rows, ("opens_on", "document"))
    return rows


def start(project: Project, *, actor: Actor, now: datetime) -> Project:
    """Record that building has begun."""
    return _move(project, "start", actor=actor, now=now)


def open_project(project: Project, *, actor: Actor, now: datetime) -> Project:
    """Record that the project has opened."""
    return _move(project, "open", actor=actor, now=now)


def delay(project: Project, *, opens_on: date, reason: str, actor: Actor, now: datetime) -> Project:
    """Move the opening to a later day, and say why."""
    require(rules.can_change_project(actor, project, "delay"), "accords.project.delay")
    before = project.opens_on
    if before is not None and opens_on <= before:
        raise Refused("delay_must_be_later", opens_on=before.isoformat())
    facts = {"from": before.isoformat() if before else None, "to": opens_on.isoformat()}
    with transaction.atomic():
        states.move(PROJECT, project, "delay", actor=actor, now=now, facts=facts, reason=reason)
        project.opens_on = opens_on
        project.save(update_fields=("opens_on",))
    return project


def cancel(project: Project, *, reason: str, actor: Actor, now: datetime) -> Project:
    """Cancel a project, and say why."""
    return _move(project, "cancel", reason=reason, actor=actor, now=now)


def _missing(project: Project) -> list[str]:
    """What nobody has stated of a project that has just been entered."""
    found = [kind for kind in PROJECT_GAPS if kind != SITE or not project.site]
    return found if project.country_id else [*found, PLACE]


def _fill_opening(project: Project, on: date) -> None:
    """The day of opening is stated now, with its document: no gap any more."""
    gap = Gap.objects.filter(project=project, kind=OPENING, document="")
    opens_on = project.opens_on.isoformat() if project.opens_on else ""
    gap.update(filled_with=opens_on, document=project.document, filled_on=on)


def _move(project: Project, name: str, *, reason: str = "", actor: Actor, now: datetime) -> Project:
    require(rules.can_change_project(actor, project, name), f"accords.project.{name}")
    return states.move(PROJECT, project, name, actor=actor, now=now, reason=reason)
