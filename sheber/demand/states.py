from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

EMPLOYER = (Role.EMPLOYER,)
REGIONAL = (Role.REGION, Role.OFFICE)

CALL = Life(
    subject="demand.call",
    start="draft",
    moves=(
        Move("publish", ("draft",), "published", EMPLOYER),
        Move("close", ("draft", "published"), "closed", EMPLOYER),
    ),
)

LINE = Life(
    subject="demand.line",
    start="draft",
    moves=(
        Move("submit", ("draft",), "submitted", EMPLOYER),
        Move("confirm", ("submitted",), "confirmed", REGIONAL),
        Move("return", ("submitted",), "draft", REGIONAL, needs_reason=True),
        Move("cut", ("submitted", "confirmed"), "submitted", EMPLOYER, needs_reason=True),
        Move(
            "withdraw",
            ("draft", "submitted", "confirmed"),
            "withdrawn",
            EMPLOYER,
            needs_reason=True,
        ),
    ),
)
