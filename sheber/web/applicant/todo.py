"""What an applicant has to do next, first things first, with deadlines of the home region."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sheber.contracts import queries as contracts
from sheber.contracts.enums import PartyRole
from sheber.mobility import queries as mobility
from sheber.web.applicant import wishes
from sheber.web.applicant.mine import Mine
from sheber.web.shared.moments import at_home, moment
from sheber.web.shared.work import Task


def tasks(mine: Mine) -> list[Task]:
    """Everything that waits for this person."""
    return [
        *_consenting(mine),
        *_signing(mine),
        *_learning(mine),
        *_terms(mine),
        *_applying(mine),
        *_beginning(mine),
        *_elsewhere(mine),
    ]


def _beginning(mine: Mine) -> list[Task]:
    campaign = mine.open_campaign
    if campaign is None or not mine.may_begin:
        return []
    if mine.seat is not None and mine.seat.state == "enrolled":
        return []
    title = _("Begin an application: %(campaign)s") % {"campaign": campaign.name}
    return [_due(mine, title, "applicant_home", campaign.closes_at)]


def _applying(mine: Mine) -> list[Task]:
    """Rank, have the guardian agree, submit."""
    campaign = mine.campaign
    if campaign is None or not mine.writes or mine.amended:
        return []
    if not mine.wishes:
        return [_due(mine, _("Rank what you wish for"), "applicant_list", campaign.closes_at)]
    if not mine.adult and not _agreed(mine):
        title = _("Ask your guardian to agree to your list")
        detail = _("You are under 18: a guardian agrees by an account of their own.")
        if not mine.guardians:
            detail = _("No guardian is on record. Ask the programme office to enter one.")
        return [_due(mine, title, "applicant_submit", campaign.closes_at, detail)]
    return [_due(mine, _("Submit your list"), "applicant_submit", campaign.closes_at)]


def _agreed(mine: Mine) -> bool:
    application = mine.application
    return application is not None and application.guardian_id in mine.guardians


def _terms(mine: Mine) -> list[Task]:
    """An amended offer is read before anything else is done with it."""
    if not mine.amended or (mine.seat is not None and mine.seat.state not in ("offered",)):
        return []
    found = [one.offer.line.call.employer.name for one in mine.amended if one.offer]
    title = _("Take note of amended terms: %(offers)s") % {"offers": "; ".join(found)}
    return [Task(title, reverse("applicant_list"), urgent=True)]


def _consenting(mine: Mine) -> list[Task]:
    seat = mine.seat
    if seat is None or seat.state != "offered" or mine.consent_by is None:
        return []
    if mine.now >= mine.consent_by:
        title = _("The day of consent has passed. See what this means")
        return [Task(title, reverse("applicant_result"), urgent=True)]
    detail = wishes.title(seat.contract)
    if not mine.adult and seat.guardian_id not in mine.guardians:
        detail = _("You are under 18: your guardian agrees first.")
    return [
        _due(
            mine,
            _("Take your seat or decline it"),
            "applicant_result",
            mine.consent_by,
            detail,
            urgent=True,
        )
    ]


def _signing(mine: Mine) -> list[Task]:
    """Contracts on which this person's signature is missing."""
    waiting = [one for one in mine.contracts if one.state in ("intended", "amended")]
    found = contracts.sides(waiting, mine.today)
    listed = []
    for contract in waiting:
        url = reverse("applicant_contract", args=[contract.pk])
        employer = contract.terms.offer.line.call.employer.name
        sides = found[contract.pk]
        if sides.refusing_guardians:
            title = _("Your guardians do not agree about the contract")
            listed.append(Task(title, url, due=contract.sign_by, detail=employer, urgent=True))
        elif any(one.role == PartyRole.CITIZEN for one in sides.missing):
            title = (
                _("Read and sign your contract")
                if contract.state == "intended"
                else _("Read the new terms of your contract, and sign or refuse them")
            )
            listed.append(Task(title, url, due=contract.sign_by, detail=employer, urgent=True))
    return listed


def _learning(mine: Mine) -> list[Task]:
    """Learning agreements of stays abroad that wait for the student."""
    stays = list(mobility.of_person(mine.person.pk).filter(state__in=("nominated", "agreed")))
    found = mobility.learning(stays, mine.today)
    return [
        Task(
            _("Sign what you will learn abroad"),
            reverse("applicant_way"),
            due=stay.starts_on,
            detail=stay.host.name,
        )
        for stay in stays
        if stay.pk in found and "student" in found[stay.pk].missing
    ]


def _elsewhere(mine: Mine) -> list[Task]:
    """Wishes that another official channel decides, while something can still be filed there."""
    application = mine.application
    if application is None or mine.seat is not None or application.state == "withdrawn":
        return []
    found = []
    for wish in wishes.lines(application, mine.wishes, mine.zone):
        for line in wish.sources:
            if line.deadline is None or line.deadline > mine.now:
                title = _("File wish %(place)d at the official channel: %(channel)s") % {
                    "place": wish.row.position,
                    "channel": line.get_channel_display(),
                }
                due = at_home(line.deadline, mine.zone) if line.deadline else None
                found.append(Task(title, reverse("applicant_receipt"), due=due, detail=wish.title))
    return found


def _due(
    mine: Mine, title: str, view: str, due: datetime, detail: str = "", *, urgent: bool = False
) -> Task:
    """A task with its deadline in the person's own time, to the minute."""
    until = _("until %(moment)s") % {"moment": moment(due, mine.zone)}
    words = f"{detail} · {until}" if detail else until
    return Task(title, reverse(view), due=at_home(due, mine.zone), detail=words, urgent=urgent)
