"""Under which legal basis an offer may oblige somebody, and which rules that makes it need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sheber.kernel.refusals import Refused
from sheber.offers.models import Offer, Terms
from sheber.offers.queries.shelf import current_terms
from sheber.programmes.models import Capacity
from sheber.registry import queries as registry

REGIMES = "obligation.regimes"


class Need(NamedTuple):
    """A rule on which an offer rests; of a permission the value must be yes, others be known."""

    country: str
    code: str
    permission: bool = True


@dataclass(frozen=True)
class Regime:
    """A legal basis of an obligation, as the rule pack of the country of training lists it.

    `needs` are the codes of rules without which nobody can say what is owed; `needs_abroad` are
    permissions for work in another country. `open_to`: pairs of (codes of levels, beginnings of
    codes of fields), one of which a programme meets; an empty part and an empty tuple are open
    to all. `admitted` is half-open, in years; `months` are the least and the most.
    """

    code: str
    created_by: str = ""
    needs: tuple[str, ...] = ()
    needs_abroad: tuple[str, ...] = ()
    open_to: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = ()
    admitted: tuple[int, int] = (0, 9999)
    in_force_from: date | None = None
    months: tuple[int, int] | None = None


def regimes(country: str, on: date) -> dict[str, Regime]:
    """The regimes that the pack of a country lists on a date, by code; none without a pack."""
    try:
        rows = registry.rule(country, REGIMES, on).value
    except Refused:
        return {}
    return {row["code"]: _regime(row) for row in rows}


def open_regimes(capacity: Capacity, on: date) -> list[Regime]:
    """Those that an offer on these seats may name on this date, in the order of the pack."""
    known = regimes(capacity.provider.country_id, on)
    return [one for one in known.values() if closed(one, capacity, on) is None]


def closed(regime: Regime, capacity: Capacity, on: date) -> str | None:
    """The code of the refusal if the regime is not open to these seats; None if it is."""
    if regime.in_force_from is not None and on < regime.in_force_from:
        return "offer_regime_not_in_force"
    if not regime.admitted[0] <= capacity.intake_year < regime.admitted[1]:
        return "offer_regime_of_other_years"
    if regime.open_to and not any(_meets(capacity, *one) for one in regime.open_to):
        return "offer_regime_of_other_programmes"
    return None


def regime_fault(
    capacity: Capacity, regime: str, months: int, on: date, known: Mapping[str, Regime]
) -> tuple[str, dict[str, Any]] | None:
    """Why an offer on these seats cannot owe so many months under this regime: code and facts.

    `known` are the regimes of the country of training on that date.
    """
    found = known.get(regime)
    code = "offer_regime_unknown" if found is None else closed(found, capacity, on)
    if code is not None:
        others = [one.code for one in known.values() if closed(one, capacity, on) is None]
        return code, {"regime": regime, "open": ", ".join(others) or "—"}
    if found is None or found.months is None or _within(months, found.months):
        return None
    return "offer_months_outside_regime", {
        "regime": regime,
        "minimum": found.months[0],
        "maximum": found.months[1],
        "months": months,
    }


def rules_needed(
    offer: Offer, on: date, terms: Terms | None = None, known: Mapping[str, Regime] | None = None
) -> list[Need]:
    """Each rule on which the offer rests, from its terms in force.

    Seats lie under the rules of the country where the training is: whether they are open to
    citizens of another country, whether work in another country discharges what is owed, and
    what the pack says that the regime of the terms needs. `known` saves reading the pack again.
    """
    terms = terms or current_terms([offer]).get(offer.pk)
    seats = offer.allocation.capacity.provider.country_id
    work = terms.work_region.country_id if terms else offer.line.region.country_id
    abroad = sorted({one.pk for one in offer.open_to.all()} - {seats})
    needed = [Need(seats, f"target_seat.open_to.{citizenship}") for citizenship in abroad]
    if work != seats:
        needed.append(Need(seats, f"obligation.discharge_abroad.{work}"))
    if terms is None:
        return needed
    known = regimes(seats, on) if known is None else known
    regime = known.get(terms.regime, Regime(terms.regime))
    if work != seats:
        needed += [Need(seats, code) for code in regime.needs_abroad]
    return needed + [Need(seats, code, permission=False) for code in regime.needs]


def _regime(row: Mapping[str, Any]) -> Regime:
    months = ("months_minimum" in row and "months_maximum" in row) or None
    since = row.get("in_force_from")
    return Regime(
        code=row["code"],
        created_by=row.get("created_by", ""),
        needs=tuple(row.get("needs", ())),
        needs_abroad=tuple(row.get("needs_abroad", ())),
        open_to=tuple(_programmes(row.get("open_to", ()))),
        admitted=(row.get("admitted_from", 0), row.get("admitted_before", 9999)),
        in_force_from=date.fromisoformat(since) if since else None,
        months=months and (row["months_minimum"], row["months_maximum"]),
    )


def _programmes(
    rows: Sequence[Mapping[str, Sequence[str]]],
) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    for row in rows:
        yield tuple(row.get("levels", ())), tuple(row.get("isced_fields", ()))


def _meets(capacity: Capacity, levels: tuple[str, ...], fields: tuple[str, ...]) -> bool:
    programme = capacity.programme
    level = not levels or programme.level_id in levels
    return level and (not fields or programme.field_id.startswith(fields))


def _within(months: int, limits: tuple[int, int]) -> bool:
    return limits[0] <= months <= limits[1]
