from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

OFFICE = (Role.OFFICE,)

PLAN = Life(
    subject="planning.plan",
    start="draft",
    moves=(
        Move("propose", ("draft",), "proposed", OFFICE),
        Move("reopen", ("proposed",), "draft", OFFICE, needs_reason=True),
        Move("approve", ("proposed",), "approved", OFFICE),
        Move("supersede", ("draft", "proposed", "approved"), "superseded", OFFICE, True),
    ),
)
