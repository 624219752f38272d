"""For whom somebody answers, and what waits for their word."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.admissions.models import Seat
from sheber.contracts import queries as contracts
from sheber.contracts.models import Contract, Party
from sheber.mobility import queries as mobility
from sheber.registry.identity.models import Guardianship
from sheber.registry.identity.queries import ADULT, ages
from sheber.registry.models import Person
from sheber.web.applicant import mine
from sheber.web.applicant.mine import Mine
from sheber.web.shared.moments import at_home, moment
from sheber.web.shared.work import Task


@dataclass(frozen=True)
class Ward:
    """Somebody for whom the reader answers. Of age: the ward decides alone and is seen no more."""

    person: Person
    age: int | None

    @property
    def adult(self) -> bool:
        return self.age is not None and self.age >= ADULT


def wards(guardian: str, on: date) -> list[Ward]:
    """Everybody for whom this person was entered as a guardian and still stands so."""
    rows = Guardianship.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gt=on), guardian_id=guardian, valid_from__lte=on
    )
    people = list(
        Person.objects.filter(pk__in=rows.values("ward"))
        .select_related("home_region", "citizenship")
        .order_by("pk")
    )
    years = ages([one.pk for one in people], on)
    return [Ward(one, years.get(one.pk)) for one in people]


def tasks(guardian: str, found: list[Ward], now: datetime) -> list[Task]:
    """What waits for the guardian's word, of all children under age."""
    waiting = []
    for ward in found:
        if not ward.adult:
            child = mine.of(ward.person.pk, now)
            waiting += [*_consent(child), *_contracts(guardian, child), *_list(child)]
            waiting += _learning(child)
    return waiting


def list_waits(child: Mine) -> bool:
    """Whether the child's list can be agreed to now, and nobody has."""
    row = child.application
    ready = row is not None and child.writes and bool(child.wishes) and not child.amended
    return ready and row is not None and row.guardian_id not in child.guardians


def consent_waits(child: Mine) -> bool:
    """Whether the child's seat is open to consent, and nobody has agreed to it."""
    seat: Seat | None = child.seat
    if seat is None or seat.state != "offered" or child.consent_by is None:
        return False
    return child.now < child.consent_by and seat.guardian_id not in child.guardians


def contracts_of(guardian: str, ward: str) -> list[Contract]:
    """Contracts of a ward to which the guardian is a party."""
    sides = Party.objects.filter(person_id=guardian).values("contract")
    rows = Contract.objects.filter(pk__in=sides, person_id=ward)
    return list(rows.select_related("terms__offer__line__call__employer").order_by("-pk"))


def _list(child: Mine) -> list[Task]:
    if not list_waits(child) or child.campaign is None:
        return []
    return [_due(child, _("Read your child’s list and agree to it"), child.campaign.closes_at)]


def _consent(child: Mine) -> list[Task]:
    if not consent_waits(child) or child.consent_by is None:
        return []
    return [_due(child, _("Agree that your child takes the seat"), child.consent_by)]


def _contracts(guardian: str, child: Mine) -> list[Task]:
    rows = [one for one in contracts_of(guardian, child.person.pk) if one.state == "intended"]
    rows += [one for one in contracts_of(guardian, child.person.pk) if one.state == "amended"]
    found = contracts.sides(rows, child.today)
    listed = []
    for row in rows:
        sides = found[row.pk]
        url = reverse("guardian_contract", args=[row.pk])
        who = row.terms.offer.line.call.employer.name
        if sides.refusing_guardians:
            title = _("The guardians do not agree about the contract")
            listed.append(Task(title, url, due=row.sign_by, detail=who, urgent=True))
        elif any(party.person_id == guardian for party in sides.missing):
            title = _("Read your child’s contract, and sign it or refuse")
            listed.append(Task(title, url, due=row.sign_by, detail=who, urgent=True))
    return listed


def _learning(child: Mine) -> list[Task]:
    stays = list(mobility.of_person(child.person.pk).filter(state__in=("nominated", "agreed")))
    found = mobility.learning(stays, child.today)
    url = reverse("guardian_child", args=[child.person.pk])
    return [
        Task(
            _("Sign what your child will learn abroad"),
            url,
            due=stay.starts_on,
            detail=str(stay.host),
        )
        for stay in stays
        if stay.pk in found and "guardian" in found[stay.pk].missing
    ]


def _due(child: Mine, title: str, due: datetime) -> Task:
    url = reverse("guardian_child", args=[child.person.pk])
    until = _("until %(moment)s") % {"moment": moment(due, child.zone)}
    words = f"{child.person.pk} · {until}"
    return Task(title, url, due=at_home(due, child.zone), detail=words, urgent=True)
