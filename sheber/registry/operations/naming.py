"""What an office learns of real bodies: another name, met in a source; a branch across the border.

Both keep where they come from, and nothing of them is overwritten when the seeds are loaded.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sheber.kernel import events
from sheber.kernel.access import Actor, require
from sheber.kernel.refusals import Refused
from sheber.registry import rules
from sheber.registry.enums import AliasKind, Certainty, OrganisationKind, OrganisationStatus
from sheber.registry.models import Alias, Organisation, Region
from sheber.registry.operations.entering import NAMES, TOWNS


@dataclass(frozen=True)
class NewAlias:
    """Another name of an organisation; `source_date` is a day, month or year as ISO text."""

    organisation: Organisation
    text: str
    language: str
    kind: str
    source: str
    source_date: str = ""
    certainty: str = Certainty.PUBLISHED


@dataclass(frozen=True)
class NewBranch:
    """A branch of a university in another country; names in English, Russian and Kazakh.

    `awarding` is the university whose diploma is given. `founder` and `funder` stay empty where
    no source says who it is.
    """

    code: str
    region: Region
    parent: Organisation
    awarding: Organisation | None
    names: tuple[str, str, str]
    towns: tuple[str, str, str]
    source: str
    source_date: str = ""
    founder: str = ""
    funder: str = ""
    teaching_languages: tuple[str, ...] = ()
    demo: bool = False


def enter_alias(alias: NewAlias, *, actor: Actor, now: datetime) -> Alias:
    """Keep another name under which a body was met, with its source."""
    require(rules.can_keep_registry(actor), "registry.alias.enter")
    _check_source(alias.source)
    known = Alias.objects.filter(organisation=alias.organisation, text=alias.text)
    if known.exists():
        raise Refused("alias_known", alias=alias.text)
    row = Alias(
        organisation=alias.organisation,
        text=alias.text,
        language=alias.language,
        kind=AliasKind(alias.kind),
        source=alias.source,
        source_date=alias.source_date,
        certainty=Certainty(alias.certainty),
    )
    with transaction.atomic():
        row.save()
        entry = events.Entry(
            "registry.alias.enter",
            ("registry.alias", row.pk),
            facts={"organisation": alias.organisation.pk},
        )
        events.record(entry, actor=actor, now=now)
    return row


def enter_branch(branch: NewBranch, *, actor: Actor, now: datetime) -> Organisation:
    """Enter a branch with its university, founder, funder, place and who awards the diploma."""
    require(rules.can_keep_registry(actor), "registry.organisation.enter")
    _check_source(branch.source)
    _check_branch(branch)
    row = Organisation(
        code=branch.code,
        kind=OrganisationKind.BRANCH,
        country_id=branch.region.country_id,
        region=branch.region,
        parent=branch.parent,
        awarding=branch.awarding,
        founder=branch.founder,
        funder=branch.funder,
        teaching_languages=list(branch.teaching_languages),
        demo=branch.demo,
        source=branch.source,
        as_of=branch.source_date,
        **dict(zip(NAMES, branch.names, strict=True)),
        **dict(zip(TOWNS, branch.towns, strict=True)),
    )
    with transaction.atomic():
        row.save()
        entry = events.Entry(
            "registry.organisation.enter",
            ("registry.organisation", row.pk),
            facts={"parent": branch.parent.pk},
        )
        events.record(entry, actor=actor, now=now)
    return row


def _check_source(source: str) -> None:
    if not source.strip():
        raise Refused("registry_needs_source")


def _check_branch(branch: NewBranch) -> None:
    """A branch is a university's, in another country than the university itself."""
    if Organisation.objects.filter(code=branch.code).exists():
        raise Refused("organisation_code_taken", code=branch.code)
    for body in (branch.parent, branch.awarding or branch.parent):
        established = body.status != OrganisationStatus.UNRESOLVED
        if body.kind != OrganisationKind.UNIVERSITY or not established:
            raise Refused("branch_needs_university", organisation=body.name)
    if branch.parent.country_id == branch.region.country_id:
        raise Refused("branch_of_the_same_country", organisation=branch.parent.name)
