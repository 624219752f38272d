"""An obligation as it stands on a day, counted by the engine from dated rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from sheber.engine.obligation import Interval, Service, add_months, service
from sheber.kernel.refusals import Refused
from sheber.kernel.rows import prefetch
from sheber.outcomes import queries
from sheber.outcomes.models import Obligation
from sheber.outcomes.queries import Days, Ledger
from sheber.registry.queries import RuleValue, rule

# What the engine does, by the rule that asks for it. A rule that asks for another way is refused.
COUNTING = {
    "obligation.count.term": "calendar_months_as_actual_days",
    "obligation.count.suspension": "not_counted_end_moves",
    "obligation.count.overlaps": "counted_once",
}
PATHS = ("contract__seat__campaign", "contract__terms__offer__line__call__employer")


@dataclass(frozen=True)
class Standing:
    """An obligation on a day, in days: `term_days` = `served_days` + `owed_days`.

    `owed_days` are still to be served; `ends_on` is the day from which nothing is owed if every
    day until then is served. `state` is `running`, `paused` or `served` while the obligation
    runs, else how it ended; `not_begun` before it was created. `formula` are the codes of the
    ways of counting, and `rule_version` the pack that says so.
    """

    on: date
    term_days: int
    served_days: int
    owed_days: int
    ends_on: date
    state: str
    formula: tuple[str, ...]
    rule_version: str
    certainty: str
    carried_forward: bool
    worked: tuple[tuple[date, date], ...]

    @property
    def unserved_share(self) -> Fraction:
        return Fraction(self.owed_days, self.term_days) if self.term_days else Fraction(0)


def standing(obligation: Obligation, on: date) -> Standing:
    """One obligation on a day."""
    return standings([obligation], on)[obligation.pk]


def standings(obligations: Sequence[Obligation], on: date) -> dict[int, Standing]:
    """Obligations on a day, by key. Work of confirmed jobs and periods, less suspended days."""
    prefetch(obligations, *PATHS)
    ledgers = queries.ledgers(obligations)
    states = queries.states_on(obligations, on)
    ways: dict[tuple[str, date], tuple[RuleValue, ...]] = {}
    found = {}
    for one in obligations:
        of = _rules_of(one)
        if of not in ways:
            ways[of] = _ways(*of)
        found[one.pk] = _standing(one, ledgers[one.pk], states[one.pk], ways[of], on)
    return found


def served(on: date) -> list[Obligation]:
    """Running obligations of which no day is owed any more."""
    running = Obligation.objects.filter(state="running", starts_on__lt=on).order_by("pk")
    rows = [one for one in running if add_months(one.starts_on, one.months) <= on]
    found = standings(rows, on)
    return [one for one in rows if found[one.pk].owed_days == 0]


def _rules_of(obligation: Obligation) -> tuple[str, date]:
    """Whose rules count it, and of what day: the customer's country, the year of admission."""
    contract = obligation.contract
    admitted = contract.seat.campaign.opens_at.date()
    return contract.terms.offer.line.call.employer.country_id, admitted


def _ways(country: str, on: date) -> tuple[RuleValue, ...]:
    ways = tuple(rule(country, code, on) for code in COUNTING)
    for way in ways:
        if way.value != COUNTING[way.code]:
            raise Refused("counting_not_known", code=way.code, value=way.value, country=country)
    return ways


def _standing(
    obligation: Obligation,
    ledger: Ledger,
    state: str | None,
    ways: Sequence[RuleValue],
    on: date,
) -> Standing:
    counted = service(
        obligation.starts_on,
        obligation.months,
        work=_intervals(ledger.worked, on),
        suspensions=_intervals(ledger.paused, on),
        as_of=on,
    )
    return Standing(
        on=on,
        term_days=counted.term,
        served_days=counted.served,
        owed_days=counted.owed,
        ends_on=counted.ends_on,
        state=_state(state, counted, ledger, on),
        formula=tuple(str(way.value) for way in ways),
        rule_version=ways[0].pack,
        certainty=ways[0].certainty,
        carried_forward=any(way.carried_forward for way in ways),
        worked=tuple((one.start, one.end) for one in counted.work),
    )


def _state(state: str | None, counted: Service, ledger: Ledger, on: date) -> str:
    if state != "running":
        return state or "not_begun"
    if counted.owed == 0:
        return "served"
    paused = any(start <= on and (end is None or on < end) for start, end in ledger.paused)
    return "paused" if paused else "running"


def _intervals(days: Iterable[Days], on: date) -> list[Interval]:
    """Half-open days for the engine; what is still running is known up to the day asked about."""
    return [Interval(start, max(start, on) if end is None else end) for start, end in days]
