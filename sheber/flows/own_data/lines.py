"""Lines of demand of the employer's own firm.

The same file again enters nothing twice: a line that asks for the same as one that stands, with
the same reference, is that line. Further posts of the same kind get a reference of their own, in
one file, too.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sheber.accords.models import Project
from sheber.demand import operations
from sheber.demand.models import Call, Line
from sheber.flows.own_data import names
from sheber.flows.own_data.kind import Fault, Finding, Kind, Row, Values
from sheber.flows.own_data.line_columns import COLUMNS
from sheber.kernel import uploads
from sheber.kernel.access import Actor
from sheber.kernel.models import Upload, UploadedLine
from sheber.registry.enums import Role
from sheber.registry.models import Organisation

CODE = "lines"
MEANT = ("region", "occupation", "year", "number", "confidence", "payer", "project", "reference")


@dataclass
class Facts:
    """What is looked up once for a file. `standing`: hash of what is asked → lines that ask it.

    `seen`: the same hash → number of the first line of the file that asks it.
    """

    actor: Actor
    now: datetime
    employer: Organisation
    call: str
    regions: names.Names
    occupations: names.Names
    projects: dict[str, Project]
    calls: dict[str, Call]
    standing: dict[str, list[Line]]
    taken: set[int] = field(default_factory=set)
    seen: dict[str, int] = field(default_factory=dict)


def may(actor: Actor) -> bool:
    return actor.has_role(Role.EMPLOYER) and bool(actor.organisation)


def prepare(actor: Actor, choices: Mapping[str, Any], now: datetime) -> Facts:
    employer = Organisation.objects.get(pk=actor.organisation)
    return Facts(
        actor=actor,
        now=now,
        employer=employer,
        call=str(choices.get("call", "")),
        regions=names.regions(),
        occupations=names.occupations(),
        projects={one.code: one for one in Project.objects.all()},
        calls={one.code: one for one in Call.objects.filter(employer=employer)},
        standing=_standing(employer),
    )


def look(rows: Sequence[Row], facts: Facts) -> list[Finding]:
    others = _calls_of_others({_call(row.values, facts) for row in rows}, facts)
    return [_look(row, facts, others) for row in rows]


def settle(actor: Actor, choices: Values) -> Values:
    """Lines that name no call go to the only draft that the firm has; with more, to a new call."""
    if choices.get("call"):
        return choices
    draft = only_draft(int(actor.organisation or 0))
    return {**choices, "call": draft.code} if draft else choices


def only_draft(employer: int) -> Call | None:
    """The draft call of an employer who has just one."""
    drafts = list(Call.objects.filter(employer=employer, state="draft")[:2])
    return drafts[0] if len(drafts) == 1 else None


def calls_entered(upload: Upload, rows: Iterable[UploadedLine]) -> dict[str, int]:
    """How many good lines of a file enter which call; a call still to be named is the empty code.

    Of lines that were applied, the calls in which they stand now.
    """
    good = [row for row in rows if row.verdict == uploads.GOOD]
    applied = Line.objects.filter(pk__in=[int(row.became) for row in good if row.became])
    if upload.state == "applied":
        return dict(Counter(applied.values_list("call__code", flat=True)))
    place = KIND.place(upload.head).get("call") if upload.head else None
    named = ("".join(row.cells[place : place + 1]) if place is not None else "" for row in good)
    return dict(Counter(one or str(upload.choices.get("call", "")) for one in named))


def write(rows: Sequence[Values], facts: Facts) -> list[str]:
    """Open the calls that are named and not there yet, and add all lines in one go."""
    calls = _open_calls(dict.fromkeys(_call(row, facts) for row in rows), facts)
    added = operations.add_lines(
        [
            operations.NewLine(
                call=calls[_call(row, facts)],
                region=row["region"],
                occupation=row["occupation"],
                year=row["year"],
                number=row["number"],
                confidence=row["confidence"],
                payer=row["payer"],
                project=facts.projects.get(row["project"]),
                reference=row["reference"],
            )
            for row in rows
        ],
        actor=facts.actor,
        now=facts.now,
    )
    return [str(one.pk) for one in added]


def filled(facts: Facts) -> list[dict[str, str]]:
    """Own lines as they stand, to be taken away."""
    rows = Line.objects.filter(call__employer=facts.employer).exclude(state="withdrawn")
    return [
        {
            "reference": row.reference,
            "call": row.call.code,
            "region": row.region_id,
            "occupation": row.occupation_id,
            "year": str(row.year),
            "number": str(row.number),
            "confidence": row.confidence,
            "payer": row.payer,
            "project": row.project.code if row.project else "",
        }
        for row in rows.select_related("call", "project")
    ]


def free_code(employer: Organisation, year: int) -> str:
    """A code for a new call of this employer that nobody has."""
    stem = f"{employer.code[:30]}-{year}"
    taken = set(Call.objects.filter(code__startswith=stem).values_list("code", flat=True))
    numbers = range(1, len(taken) + 2)
    return next(code for number in numbers if (code := f"{stem}-{number}") not in taken)


def _look(row: Row, facts: Facts, others: set[str]) -> Finding:
    """Alike lines of one file are that many lines only as far as so many stand already."""
    content = _hash(row.values)
    first = facts.seen.setdefault(content, row.number)
    for line in facts.standing.get(content, ()):
        if line.pk not in facts.taken:
            facts.taken.add(line.pk)
            return Finding((_stands(line),), content, became=str(line.pk))
    faults = list(_faults(row.values, facts, others))
    if first != row.number:
        faults.append(("reference", "line_alike_in_file", {"line": first}))
    return Finding(tuple(faults), content)


def _stands(line: Line) -> Fault:
    code = "line_was_withdrawn" if line.state == "withdrawn" else "line_stands"
    return ("", code, {"line": f"{line.call.code}/{line.number_in_call}"})


def _faults(values: Values, facts: Facts, others: set[str]) -> Iterable[Fault]:
    code = _call(values, facts)
    if code in others:
        yield "call", "call_of_another", {"given": code}
    elif code in facts.calls and facts.calls[code].state == "closed":
        yield "call", "call_closed", {"call": code}


def _call(values: Values, facts: Facts) -> str:
    """The call that a line names, or the one chosen for the file; empty for a new one."""
    return str(values["call"] or facts.call)


def _calls_of_others(codes: set[str], facts: Facts) -> set[str]:
    found = Call.objects.filter(code__in=codes).exclude(employer=facts.employer)
    return set(found.values_list("code", flat=True))


def _open_calls(codes: Iterable[str], facts: Facts) -> dict[str, Call]:
    calls = dict(facts.calls)
    new = [code for code in codes if code not in calls]
    year = facts.now.year
    opened = operations.open_calls(
        [
            operations.NewCall(code or free_code(facts.employer, year), facts.employer, year)
            for code in new
        ],
        actor=facts.actor,
        now=facts.now,
    )
    return {**calls, **dict(zip(new, opened, strict=True))}


def _standing(employer: Organisation) -> dict[str, list[Line]]:
    """Own lines by the hash of what they ask for now, and of what they were handed in with."""
    rows = Line.objects.filter(call__employer=employer).select_related("call", "project")
    by_key = {str(row.pk): row for row in rows}
    found: dict[str, list[Line]] = defaultdict(list)
    for row in rows:
        found[_hash(_values(row))].append(row)
    for content, key in _handed_in(str(employer.pk)):
        if key in by_key and by_key[key] not in found[content]:
            found[content].append(by_key[key])
    return found


def _handed_in(organisation: str) -> Iterable[tuple[str, str]]:
    return (
        UploadedLine.objects.filter(
            upload__kind=CODE, upload__organisation=organisation, upload__state="applied"
        )
        .exclude(became="")
        .order_by("pk")
        .values_list("content", "became")
    )


def _values(row: Line) -> Values:
    return {
        "region": row.region_id,
        "occupation": row.occupation_id,
        "year": row.year,
        "number": row.number,
        "confidence": row.confidence,
        "payer": row.payer,
        "project": row.project.code if row.project else "",
        "reference": row.reference,
    }


def _hash(values: Values) -> str:
    meant = "\x1f".join(str(values[name]) for name in MEANT)
    return hashlib.sha256(meant.encode()).hexdigest()


KIND = Kind(
    code=CODE,
    title=_("Lines of demand"),
    about=_("Whom your firm needs: how many, of what occupation, where, from what year."),
    may=may,
    prepare=prepare,
    look=look,
    write=write,
    filled=filled,
    repeats=True,
    settle=settle,
    columns=COLUMNS,
)
