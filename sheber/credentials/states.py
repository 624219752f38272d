from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

COLLEGE = (Role.COLLEGE,)
# For work an office of the country decides; for further study a university may, for itself.
BODY = (Role.OFFICE, Role.COLLEGE)

AWARD = Life(
    subject="credentials.award",
    start="issued",
    moves=(Move("revoke", ("issued",), "revoked", COLLEGE, needs_reason=True),),
)

RECOGNITION = Life(
    subject="credentials.recognition",
    start="submitted",
    moves=(
        Move("complete", ("submitted",), "complete", BODY),
        Move("decide", ("complete", "appealed"), "decided", BODY),
        Move("appeal", ("decided",), "appealed", (Role.APPLICANT,), needs_reason=True),
    ),
)
