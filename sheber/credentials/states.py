from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

COLLEGE = (Role.COLLEGE,)
OFFICE = (Role.OFFICE,)

AWARD = Life(
    subject="credentials.award",
    start="issued",
    moves=(Move("revoke", ("issued",), "revoked", COLLEGE, needs_reason=True),),
)

RECOGNITION = Life(
    subject="credentials.recognition",
    start="submitted",
    moves=(
        Move("complete", ("submitted",), "complete", OFFICE),
        Move("decide", ("complete", "appealed"), "decided", OFFICE),
        Move("appeal", ("decided",), "appealed", (Role.APPLICANT,), needs_reason=True),
    ),
)
