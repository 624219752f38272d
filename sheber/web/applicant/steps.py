"""The way of an application from its opening to the signature, as stations in time."""

from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from sheber.contracts.models import Contract, Signature
from sheber.web.applicant.mine import Mine
from sheber.web.shared.moments import at_home, hour
from sheber.web.shared.work import Step


def steps(mine: Mine) -> list[Step]:
    """Stations with their deadlines in the person's own time."""
    campaign = mine.campaign
    if campaign is None:
        return []
    found = [
        _step(mine, _("Applications open"), campaign.opens_at),
        _step(mine, _("Applications close"), campaign.closes_at),
    ]
    if mine.seat is None or mine.consent_by is None:
        found.append(_step(mine, _("Consents of the first round end"), campaign.consent_by))
    else:
        found.append(_consent(mine, mine.consent_by))
    found += [
        Step(_("Contract signed by everybody"), _signed_on(contract), state=_of(contract))
        for contract in mine.contracts
        if contract.seat_id == (mine.seat.pk if mine.seat else None)
    ]
    found.append(_step(mine, _("The campaign ends"), campaign.ends_at))
    return sorted(found, key=_day)


def _day(step: Step) -> date:
    """The day of a step; each of them has one."""
    when = step.when
    return when.date() if isinstance(when, datetime) else when or date.max


def _signed_on(contract: Contract) -> date:
    """The day of the last signature; until everybody has signed, the day by which they must."""
    if contract.state in ("intended", "amended"):
        return contract.sign_by
    signed = Signature.objects.filter(party__contract=contract).aggregate(last=Max("signed_at"))
    last: datetime | None = signed["last"]
    return last.date() if last else contract.sign_by


def _consent(mine: Mine, until: datetime) -> Step:
    state = mine.seat.state if mine.seat else ""
    shown = {"offered": "now", "lapsed": "stopped", "given_up": "stopped", "refuted": "stopped"}
    return Step(
        _("Your consent"),
        at_home(until, mine.zone),
        hour(until, mine.zone),
        shown.get(state, "done"),
    )


def _of(contract: Contract) -> str:
    state = contract.state
    if state in ("intended", "amended"):
        return "now"
    return "done" if state in ("signed", "suspended", "fulfilled", "released") else "stopped"


def _step(mine: Mine, title: str, when: datetime) -> Step:
    state = "done" if when <= mine.now else "ahead"
    return Step(title, at_home(when, mine.zone), hour(when, mine.zone), state)
