from sheber.kernel.states import Life, Move
from sheber.registry.enums import Role

COLLEGE = (Role.COLLEGE,)
MENTOR = (Role.MENTOR,)

ENROLMENT = Life(
    subject="training.enrolment",
    start="enrolled",
    moves=(
        Move("graduate", ("enrolled",), "graduated", COLLEGE),
        Move("expel", ("enrolled",), "expelled", COLLEGE, needs_reason=True),
        Move("reinstate", ("expelled",), "enrolled", COLLEGE, needs_reason=True),
    ),
)

PLACEMENT = Life(
    subject="training.placement",
    start="planned",
    moves=(
        Move("brief", ("planned",), "briefed", MENTOR),
        Move("start", ("briefed",), "running", MENTOR),
        Move("confirm", ("running",), "confirmed", MENTOR),
        Move("close", ("confirmed",), "closed", COLLEGE),
        Move("cancel", ("planned", "briefed", "running"), "cancelled", COLLEGE, needs_reason=True),
    ),
)
