"""The way of an application from its opening to the signature, as stations in time."""

from datetime import datetime

from django.utils.translation import gettext as _

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
        Step(
            _("Contract signed by everybody"),
            contract.sign_by,
            state=_of_contract(contract.state),
        )
        for contract in mine.contracts
        if contract.seat_id == (mine.seat.pk if mine.seat else None)
    ]
    found.append(_step(mine, _("The campaign ends"), campaign.ends_at))
    return found


def _consent(mine: Mine, until: datetime) -> Step:
    state = mine.seat.state if mine.seat else ""
    shown = {"offered": "now", "lapsed": "stopped", "given_up": "stopped", "refuted": "stopped"}
    return Step(
        _("Your consent"),
        at_home(until, mine.zone),
        hour(until, mine.zone),
        shown.get(state, "done"),
    )


def _of_contract(state: str) -> str:
    if state in ("intended", "amended"):
        return "now"
    return "done" if state in ("signed", "suspended", "fulfilled", "released") else "stopped"


def _step(mine: Mine, title: str, when: datetime) -> Step:
    state = "done" if when <= mine.now else "ahead"
    return Step(title, at_home(when, mine.zone), hour(when, mine.zone), state)
