"""What the linter found, in words: what may be claimed of a market's result, and on whose proof."""

from __future__ import annotations

from sheber.engine.clearing.lint import CLOSING, TRUNCATED, UNSTATED, YES, Coverage
from sheber.engine.clearing.market import Market

STABLE = "Stable: the result satisfies C1–C6, and who holds nothing is the same in all that do."
BEST = "Applicants' best: among all results with C1–C6, none is better for any applicant."
MISREPORTING = {
    YES: "Strategy-proof: nobody gains by ranking other than they wish, since lists were not "
    "limited.",
    TRUNCATED: "Strategy-proof: truncated. Lists were limited, so it is not claimed that nobody "
    "gains by ranking other than they wish; what to leave out may matter.",
    UNSTATED: "Strategy-proof only if lists were not limited, and the market does not say: add "
    "“lists_limited”, true or false.",
    CLOSING: "Strategy-proof: not claimed. Offerings may be closed for want of a minimum group, "
    "and somebody may gain by ranking one that they would rather see open.",
}
NOT_CLAIMED = (
    "That it is best among results that are stable in a weaker sense: there may be none.",
    "How the market came to be: offerings closed for want of a minimum group, and seats kept "
    "since an earlier round, were settled before it; whoever foresaw that may have gained by it.",
)


def coverage_text(market: Market, coverage: Coverage) -> str:
    """The whole verdict of `sheber lint` on a market that a theorem covers."""
    parts = [
        (f"Covered: {sizes(market)}.", []),
        ("What may be claimed", [STABLE, BEST, MISREPORTING[coverage.truthful]]),
        ("On whose proof", list(coverage.theorems)),
        ("What is not claimed", list(NOT_CLAIMED)),
    ]
    return "\n".join("\n".join([head, *(f"  {line}" for line in lines)]) for head, lines in parts)


def sizes(market: Market) -> str:
    """How large the market is, in a few words."""
    counted = (
        (market.applicants, "applicant"),
        (market.contracts, "contract"),
        (market.offerings, "offering"),
        (market.pools, "pool"),
        (market.funds, "fund"),
        (market.regions, "region"),
    )
    return ", ".join(f"{number} {word}{'' if number == 1 else 's'}" for number, word in counted)
