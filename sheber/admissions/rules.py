"""Who may do what in an admission."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from sheber.admissions.models import Application, Seat
from sheber.admissions.states import APPLICATION, CAMPAIGN, CLEARING, LOTTERY, SEAT
from sheber.kernel.access import Actor
from sheber.registry.enums import Role
from sheber.registry.identity.models import Guardianship
from sheber.registry.models import Person


def can_prepare(actor: Actor) -> bool:
    """Campaigns, seat sources, offerings, funds and the lottery are the offices' work."""
    return actor.has_role(Role.OFFICE)


def can_draw_for(actor: Actor, office_id: int) -> bool:
    """An office commits and reveals for itself alone."""
    return actor.has_role(*LOTTERY["reveal"].who) and actor.acts_for(office_id)


def can_read_pseudonyms(actor: Actor) -> bool:
    """The list that the lottery ranks is for the offices and for auditors."""
    return actor.has_role(Role.OFFICE, Role.AUDITOR)


def can_move_campaign(actor: Actor, move: str) -> bool:
    return actor.has_role(*CAMPAIGN[move].who)


def can_hand_in(actor: Actor, person: Person) -> bool:
    """A person oneself, or an admissions office of the person's home with a paper in hand."""
    if actor.has_role(Role.APPLICANT) and actor.is_person(person.pk):
        return True
    return can_check(actor, person)


def can_check(actor: Actor, person: Person) -> bool:
    """An admissions office of the country in which the person's documents are."""
    return actor.has_role(Role.ADMISSIONS) and actor.country == person.home_region.country_id


def can_guard(actor: Actor, guardians: Collection[str]) -> bool:
    """One of those who answer for a person, by an own account."""
    return actor.has_role(Role.GUARDIAN) and any(actor.is_person(one) for one in guardians)


def can_move_application(actor: Actor, application: Application, move: str) -> bool:
    if not actor.has_role(*APPLICATION[move].who):
        return False
    if actor.has_role(Role.APPLICANT) and actor.is_person(application.person_id):
        return Role.APPLICANT in APPLICATION[move].who
    return Role.ADMISSIONS in APPLICATION[move].who and can_check(actor, application.person)


def can_clear(actor: Actor) -> bool:
    return actor.has_role(Role.OFFICE)


def can_ask_what_if(actor: Actor) -> bool:
    """Offices, and auditors, who read totals only: see `may_see_who_moves`."""
    return actor.has_role(Role.OFFICE, Role.AUDITOR)


def may_see_who_moves(actor: Actor) -> bool:
    """Who holds what, by pseudonym, over all applicants at once: the two offices alone."""
    return actor.has_role(Role.OFFICE)


def can_approve(actor: Actor, office_id: int) -> bool:
    return actor.has_role(*CLEARING["approve"].who) and actor.acts_for(office_id)


def can_move_seat(actor: Actor, seat: Seat, move: str) -> bool:
    """The person; the admissions office of the person's home or of the seat; the calendar."""
    who = SEAT[move].who
    if not actor.has_role(*who):
        return False
    if actor.has_role("calendar", Role.OFFICE) and ("calendar" in who or Role.OFFICE in who):
        return True
    if actor.is_person(seat.person_id):
        return Role.APPLICANT in who
    if actor.acts_for(seat.pool.offering.capacity.provider_id):
        return Role.COLLEGE in who or Role.ADMISSIONS in who
    return Role.ADMISSIONS in who and can_check(actor, seat.person)


def can_import(actor: Actor, country: str) -> bool:
    """Outcomes of other official channels come in through an office of the seat's country."""
    return actor.has_role(Role.ADMISSIONS, Role.OFFICE) and actor.country == country


def visible(actor: Actor) -> QuerySet[Application]:
    """Applications that an actor may read in full; everybody else sees counts only."""
    applications = Application.objects.select_related("campaign", "person__home_region")
    if actor.has_role(Role.OFFICE, Role.ADMINISTRATOR):
        return applications
    if actor.has_role(Role.AUDITOR):
        return applications.filter(person__citizenship_id=actor.country)
    # Whoever has no person or organisation has an empty key, which matches nobody.
    wards = Guardianship.objects.filter(guardian_id=actor.person, valid_to__isnull=True)
    own = Q(person_id=actor.person) | Q(person_id__in=wards.values("ward_id"))
    if actor.has_role(Role.ADMISSIONS):
        own |= Q(person__home_region__country_id=actor.country)
    return applications.filter(own)


def visible_seats(actor: Actor) -> QuerySet[Seat]:
    """Seats that an actor may read in full: one's own, those at one's institution, those on
    one's offers, those of people whom one checks."""
    seats = Seat.objects.select_related(
        "person__home_region", "contract__offer", "pool__offering__capacity__provider"
    )
    if actor.has_role(Role.OFFICE, Role.ADMINISTRATOR):
        return seats
    if actor.has_role(Role.AUDITOR):
        return seats.filter(person__citizenship_id=actor.country)
    wards = Guardianship.objects.filter(guardian_id=actor.person, valid_to__isnull=True)
    own = Q(person_id=actor.person) | Q(person_id__in=wards.values("ward_id"))
    if actor.has_role(Role.COLLEGE) and actor.organisation:
        own |= Q(pool__offering__capacity__provider_id=actor.organisation)
    if actor.has_role(Role.EMPLOYER) and actor.organisation:
        own |= Q(contract__offer__line__call__employer_id=actor.organisation)
    if actor.has_role(Role.ADMISSIONS):
        own |= Q(person__home_region__country_id=actor.country)
    return seats.filter(own)
