from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

EMPLOYER = (Role.EMPLOYER,)
OFFICE = (Role.OFFICE,)

EMPLOYMENT = Life(
    subject="outcomes.employment",
    start="reported",
    moves=(
        Move("confirm", ("reported", "disputed"), "confirmed", (Role.EMPLOYER, Role.OFFICE)),
        Move("dispute", ("reported", "confirmed"), "disputed", EMPLOYER, needs_reason=True),
        Move("reject", ("disputed",), "rejected", OFFICE, needs_reason=True),
        Move("end", ("confirmed",), "ended", (Role.EMPLOYER, Role.OFFICE)),
    ),
)

# Whoever enters a period of work confirms it; what an employer disputes an office settles.
EVIDENCE = Life(
    subject="outcomes.evidence",
    start="confirmed",
    moves=(
        Move("dispute", ("confirmed",), "disputed", EMPLOYER, needs_reason=True),
        Move("confirm", ("disputed",), "confirmed", (Role.EMPLOYER, Role.OFFICE)),
        Move("reject", ("disputed",), "rejected", OFFICE, needs_reason=True),
    ),
)

OBLIGATION = Life(
    subject="outcomes.obligation",
    start="running",
    moves=(
        Move("fulfil", ("running",), "fulfilled", (Role.EMPLOYER, Role.OFFICE, "calendar")),
        Move("release", ("running",), "released", (Role.EMPLOYER, Role.OFFICE), True),
        Move("breach", ("running",), "breached", (Role.EMPLOYER, Role.OFFICE), True),
        Move("settle", ("breached",), "settled", OFFICE, needs_reason=True),
    ),
)
