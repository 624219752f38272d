"""Q4 to Q6: where graduates come from, which lines they fill, and who pays for whom."""

from fractions import Fraction

from sheber.engine.planning.check.facts import TOLERANCE, Facts, once, require


def graduates(at: Facts) -> None:
    once("Q4", "flows", [(row.kind, row.source, row.line) for row in at.plan.flows])
    known = {"intake": set(at.intakes), "pipeline": set(at.pipeline)}
    leaving: dict[tuple[str, str], float] = {}
    moving: dict[tuple[str, str, str], float] = {}
    for row in at.plan.flows:
        about = {"kind": row.kind, "source": row.source, "line": row.line}
        is_known = row.source in known.get(row.kind, ()) and row.line in at.lines
        require(is_known, "Q4", "known", **about)
        programme, _, year, _ = at.graduates(row.kind, row.source)
        line = at.lines[row.line]
        require(line.occupation in at.occupations[programme], "Q4", "occupation", **about)
        require(line.year == year, "Q4", "year", **about)
        require(row.graduates >= 0, "Q4", "not_negative", **about)
        source = row.kind, row.source
        leaving[source] = leaving.get(source, 0.0) + row.graduates
        moving[*source, line.region] = moving.get((*source, line.region), 0.0) + row.graduates
    _within_graduates(at, leaving, moving)


def _within_graduates(
    at: Facts,
    leaving: dict[tuple[str, str], float],
    moving: dict[tuple[str, str, str], float],
) -> None:
    for (kind, source), sent in leaving.items():
        expected = float(at.graduates(kind, source)[3])
        about = {"kind": kind, "source": source, "sent": sent, "expected": expected}
        require(sent <= expected + TOLERANCE, "Q4", "within_graduates", **about)
    willing = {(row.study, row.work): row.rate.share for row in at.problem.propensity}
    for (kind, source, region), sent in moving.items():
        _, study, _, expected_here = at.graduates(kind, source)
        share = willing.get((study, region), Fraction(1 if study == region else 0))
        most = float(share * expected_here)
        about = {"kind": kind, "source": source, "region": region, "sent": sent, "willing": most}
        require(sent <= most + TOLERANCE, "Q4", "within_willing", **about)


def demand(at: Facts) -> None:
    once("Q5", "unmet", [row.line for row in at.plan.unmet])
    require(set(at.unmet) == set(at.lines), "Q5", "every_line_stands_in_unmet")
    arriving = dict.fromkeys(at.lines, 0.0)
    for row in at.plan.flows:
        arriving[row.line] += row.graduates
    for line in at.problem.lines:
        unmet = at.unmet[line.id]
        about = {"line": line.id, "asked": line.number, "met": arriving[line.id], "unmet": unmet}
        require(unmet >= 0, "Q5", "not_negative", **about)
        difference = abs(arriving[line.id] + unmet - line.number)
        require(difference <= TOLERANCE, "Q5", "adds_up", **about)


def own_lines(at: Facts) -> None:
    for row in at.plan.seats:
        if at.funds[row.fund].own_lines:
            paid = float(at.intakes[row.intake].completion.share * row.number)
            own = sum(
                flow.graduates
                for flow in at.plan.flows
                if (flow.kind, flow.source) == ("intake", row.intake)
                and at.lines[flow.line].payer == row.fund
            )
            about = {"fund": row.fund, "intake": row.intake, "graduates": paid, "own": own}
            require(paid <= own + TOLERANCE, "Q6", "own_lines_only", **about)
