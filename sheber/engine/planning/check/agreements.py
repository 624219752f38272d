"""Q7 and Q8: what countries agreed, and what an office has fixed."""

from sheber.engine.planning.check.facts import TOLERANCE, Facts, require


def countries(at: Facts) -> None:
    for share in at.problem.shares:
        here = _seats_in(at, share.country, "", share.year)
        everywhere = sum(_seats_in(at, c, "", share.year) for c in set(at.country.values()))
        about = {"country": share.country, "year": share.year, "seats": here, "of": everywhere}
        low, high = share.at_least, share.at_most
        require(low is None or here >= low * everywhere, "Q7", "share_at_least", **about)
        require(high is None or here <= high * everywhere, "Q7", "share_at_most", **about)
    for balance in at.problem.balances:
        count, extra = (_seats_in, 0.0) if balance.of == "seats" else (_moved, TOLERANCE)
        first, second, year = balance.first, balance.second, balance.year
        difference = count(at, first, second, year) - count(at, second, first, year)
        about = {"of": balance.of, "first": first, "second": second, "year": year}
        holds = abs(difference) <= balance.tolerance + extra
        require(holds, "Q7", "balance", **about, difference=difference)


def _seats_in(at: Facts, country: str, _: str, year: int) -> int:
    return sum(
        at.seats[intake.id]
        for intake in at.problem.intakes
        if intake.year == year and at.country[intake.region] == country
    )


def _moved(at: Facts, study: str, work: str, year: int) -> float:
    total = 0.0
    for flow in at.plan.flows:
        line = at.lines[flow.line]
        region = at.graduates(flow.kind, flow.source)[1]
        if line.year == year and (at.country[region], at.country[line.region]) == (study, work):
            total += flow.graduates
    return total


def overrides(at: Facts) -> None:
    for override in at.problem.overrides:
        seats = sum(
            row.number
            for row in at.plan.seats
            if row.intake == override.intake and override.fund in (None, row.fund)
        )
        holds = {
            "exactly": seats == override.seats,
            "at_least": seats >= override.seats,
            "at_most": seats <= override.seats,
        }[override.rule]
        about = {"rule": override.rule, "fixed": override.seats, "seats": seats}
        require(holds, "Q8", "override", override=override.id, **about)
